import type { Filed } from '../../contracts/api/residents.ts';
import { reply } from '../http/endpoint.ts';

/** What is answered to somebody outside whose request was taken in: 202 where its first record is not written yet. */
export function filedReply({ filed, waits }: { readonly filed: Filed; readonly waits: boolean }) {
  const location = filed.links.self;
  return waits ? reply(202, filed, { location, 'retry-after': '5' }) : reply(201, filed, { location });
}
