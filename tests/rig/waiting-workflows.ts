import { condition, defineQuery, defineSignal, executeChild, setHandler, sleep } from '@temporalio/workflow';

export const reached = defineQuery<string[]>('reached');
export const finish = defineSignal('finish');

/** Waits for each of the numbers of days, one after the other. */
export async function waits(days: number[]): Promise<string[]> {
  const done: string[] = [];
  setHandler(reached, () => done);
  for (const day of days) {
    await sleep(`${day} days`);
    done.push(`${day} days`);
  }
  return done;
}

/** Waits until told to finish, or for the deadline. */
export async function waitsForSomebody(deadlineInDays: number): Promise<'told' | 'too late'> {
  let told = false;
  setHandler(finish, () => {
    told = true;
  });
  return (await condition(() => told, `${deadlineInDays} days`)) ? 'told' : 'too late';
}

/** Waits half the time, then has a child wait, then waits as long again. */
export async function waitsForChild(childId: string, days: number): Promise<'done'> {
  await sleep(`${days / 2} days`);
  await executeChild(waits, { workflowId: childId, args: [[days]] });
  await sleep(`${days} days`);
  return 'done';
}
