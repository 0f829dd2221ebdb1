import { proxyLocalActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import type { Activities } from '../../activities/activities.ts';
import type { Label } from '../../contracts/label.ts';
import type { Scheduled } from '../../contracts/occasion.ts';
import type { MatterOf, Opening, ProcedureDefinition } from '../../contracts/procedure.ts';
import { CaseFile, type Outcome } from './case-file.ts';

/** What a Temporal Schedule starts a workflow with: the API makes the opening when the time has come. */
export interface ScheduledStart {
  readonly schedule: string;
}

/** How a scheduled workflow ended for which there was no case to open. */
export interface Skipped {
  readonly status: 'skipped';
  readonly why: Label;
}

/** Set by the engine on what a schedule starts: the instant for which it was scheduled, which lies before the start after an outage. */
const scheduledFor = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

const opener = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: '按日程立案',
});

/**
 * Makes the workflow of a procedure from its story. The story is all that a procedure file tells:
 * messages, records, clocks and the Temporal UI are served by the kit.
 */
export function conduct<const P extends ProcedureDefinition>(
  procedure: P,
  story: (file: CaseFile<P>, matter: MatterOf<P>) => Promise<Outcome>,
): (start: Opening<MatterOf<P>> | ScheduledStart) => Promise<Outcome | Skipped> {
  return async (start) => {
    const scheduled = 'schedule' in start ? await openScheduled(start) : { opening: start };
    if ('skipped' in scheduled) return skip(procedure, scheduled.skipped);
    const opening = scheduled.opening as Opening<MatterOf<P>>;
    const file = new CaseFile(procedure, opening);
    return file.conclude(() => story(file, opening.matter));
  };
}

function openScheduled({ schedule }: ScheduledStart): Promise<Scheduled> {
  const { workflowId, runId, startTime, typedSearchAttributes } = workflowInfo();
  const at = typedSearchAttributes.get(scheduledFor) ?? startTime;
  return opener.openScheduled({ schedule, workflowId, runId, at: at.toISOString() });
}

/** No case: the Temporal UI is where somebody sees why. */
function skip({ label }: ProcedureDefinition, why: Label): Skipped {
  setCurrentDetails(`### ${label.zh}:本次不立案\n\n**原因** ${why.zh}\n\n${why.en}`);
  return { status: 'skipped', why };
}
