import { z } from 'zod';
import type { RecordBatch } from '../../contracts/record.ts';

/** PostgreSQL's channel on which processes of the API hear what was recorded, by whichever of them. */
export const noticeChannel = 'liandong_record';

/** PostgreSQL carries less than 8,000 bytes; a longer list of units is left out. */
const roomForUnits = 6_000;

/** What is heard: which entries of which case. No personal data, since every connection of the database may listen. */
const notice = z.strictObject({
  caseNo: z.string(),
  from: z.int(),
  to: z.int(),
  /** Units whose open steps may have changed; null: any unit of the case. */
  desks: z.array(z.string()).nullable(),
});
export type Notice = z.infer<typeof notice>;

export function noticeOf({ picture, entries, steps, clocks }: RecordBatch): string {
  const [first] = entries;
  const from = first?.seq ?? picture.seq;
  const desks = new Set([
    ...steps.map(({ unit }) => unit),
    ...clocks.filter(({ seq }) => seq >= from).map(({ unit }) => unit),
    ...entries.flatMap(({ tell }) => tell.map(({ unit }) => unit)),
    ...entries.flatMap(({ data }) => (typeof data['from'] === 'string' ? [data['from']] : [])), // from whose hands a step went
  ]);
  const listed = [...desks];
  const told: Notice = { caseNo: picture.caseNo, from, to: picture.seq, desks: JSON.stringify(listed).length > roomForUnits ? null : listed };
  return JSON.stringify(told);
}

/** Undefined for what is none of ours. */
export function readNotice(payload: string): Notice | undefined {
  try {
    return notice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
