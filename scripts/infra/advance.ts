import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { msToTs, optionalTsToMs, tsToMs } from '@temporalio/common/lib/time.js';

export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/**
 * Moves the time of one workflow (and of the runs that it continues as), and waits until it has answered to what fell
 * due; returns early when the workflow ends on the way. A child begins at the time of its parent and is moved on its
 * own: while one is open, the parent's time stands still. Rejects when time stands still, with the reason.
 */
export async function advance(handle: WorkflowHandle, duration: Duration): Promise<void> {
  const { workflowId, client } = handle;
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        disablePropagation: true,
        fastForwardConfig: { id: randomUUID(), duration: msToTs(milliseconds(duration)) },
        maxSessionSkipCount: 10_000,
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });

  for (let begun = Date.now(); ; await sleep(10)) {
    const { status, raw, historyLength } = await handle.describe();
    if (status.name !== 'RUNNING') return;
    const busy = raw.pendingWorkflowTask || raw.pendingActivities?.some(({ attempt }) => attempt === 1);
    const arrived = raw.workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.enabled !== true;
    if (arrived && !busy && (await isQuiet(handle, historyLength, raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime))) return;

    const waited = Date.now() - begun;
    const child = busy ? undefined : raw.pendingChildren?.[0]?.workflowId;
    if (child && waited > 3_000) throw new Error(`The time of ${workflowId} stands still while its child ${child} is open: move that first.`);
    if (waited > 30_000) throw new Error(`The time of ${workflowId} stands still: ${busy ? 'an activity or a workflow task is in flight' : 'look into its history'}.`);
  }
}

/** A timer is set by the time at which its workflow task began, and starts when that ends: so much later it fires, in ms. */
const lag = 5_000;

/** Moves the time of one workflow to an instant, and a few seconds on. Rejects as `advance` does. */
export async function advanceTo(handle: WorkflowHandle, at: string | number): Promise<void> {
  const { raw } = await handle.describe();
  const now = optionalTsToMs(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now();
  const ahead = (typeof at === 'number' ? at : Date.parse(at)) - now;
  await advance(handle, { seconds: Math.ceil((ahead + lag) / 1000) });
}

/**
 * Whether nothing has happened since its history had this length, and no timer's time has come that has not fired yet:
 * the server fires timers up to a second late.
 */
async function isQuiet(handle: WorkflowHandle, historyLength: number, currentTime: Parameters<typeof optionalTsToMs>[0]): Promise<boolean> {
  const now = optionalTsToMs(currentTime) ?? Date.now();
  const due = new Map<string, number>();
  const { events } = await handle.fetchHistory();
  if (events?.length !== historyLength) return false;
  for (const { eventId, eventTime, timerStartedEventAttributes: started, ...event } of events ?? []) {
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) due.set(String(eventId), tsToMs(eventTime) + tsToMs(started.startToFireTimeout));
    if (over) due.delete(String(over.startedEventId));
  }
  return [...due.values()].every((time) => time > now);
}

function milliseconds({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
