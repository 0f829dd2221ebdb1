import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities } from './bare-worker.ts';

export const open = defineUpdate<void>('open');
export const act = defineUpdate<void>('act');

const { record } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '3 seconds' });

/** The least that a case can be: its opening and every action are an Update that awaits one local activity. It stays open, as a case does. */
export async function bare(): Promise<void> {
  setHandler(open, () => record());
  setHandler(act, () => record());
  await condition(() => false);
}
