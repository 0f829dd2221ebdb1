import { expect } from '@jest/globals';
import { until } from './eventually.ts';
import type { Answer } from './system.ts';

/** Sends a request, under one key, until it is answered with 2xx. In between only 503 with Retry-After may come. */
export async function insist(send: () => Promise<Answer>): Promise<void> {
  await until(async () => {
    const { status, body, headers } = await send();
    if (status === 200 || status === 202) return true;
    expect({ status, body }).toMatchObject({ status: 503 });
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    return false;
  }, 90);
}
