import { ParentClosePolicy, isCancellation, proxyActivities, startChild, type ChildWorkflowHandle, type Workflow } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { PartsRequest } from '../../contracts/parts.ts';
import type { Opening } from '../../contracts/procedure.ts';
import type { Outcome } from './case-file.ts';
import { forever } from './deferred.ts';

const opener = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: '分批立案',
});

/** So many parts are numbered and started at a time. */
const batch = 20;

/**
 * Opens a case for each part, in batches, as a child workflow, and waits until all have ended.
 * Who ends the whole asks its parts to end too. A part that was terminated by an administrator counts as withdrawn.
 */
export async function conductParts(request: PartsRequest): Promise<Outcome[]> {
  const running: Array<Promise<Outcome>> = [];
  for (let start = 0; start < request.parts.length; start += batch) {
    const opened = await opener.openParts({ ...request, parts: request.parts.slice(start, start + batch) });
    const handles = await Promise.all(
      opened.map(({ workflowId, opening, summary, details }) =>
        startChild<(opening: Opening) => Promise<Outcome>>(request.procedure, {
          workflowId,
          args: [opening],
          parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
          staticSummary: summary,
          staticDetails: details,
        }),
      ),
    );
    running.push(...handles.map(outcomeOf));
  }
  return Promise.all(running);
}

async function outcomeOf(handle: ChildWorkflowHandle<Workflow>): Promise<Outcome> {
  return handle.result().catch((failure: unknown): Outcome | Promise<Outcome> => {
    if (isCancellation(failure)) return forever();
    return { status: 'withdrawn', outcome: 'terminated' };
  });
}
