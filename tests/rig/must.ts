import type { Answer } from './system.ts';

/** Throws unless something was answered with the status wanted. */
export function must({ status, body }: Answer<unknown>, wanted: number, what: string): void {
  if (status !== wanted) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
}
