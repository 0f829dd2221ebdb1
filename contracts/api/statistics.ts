import { z } from 'zod';
import { day, regionCode } from '../ids.ts';
import { label } from '../label.ts';

/** 跑动次数 of the filings of one matter that were closed in a time. A trip is a day on which the applicant had to come. */
export const tripsOfMatter = z.strictObject({
  item: z.string(),
  name: label,
  closed: z.int().meta({ description: '办结件数 · filings closed' }),
  trips: z.int(),
  average: z.number().meta({ description: '件均跑动次数 · trips for each filing' }),
  atMostOnce: z.int().meta({ description: '最多跑一次的件数 · filings with no or one trip' }),
  most: z.int(),
});

export const trips = z
  .strictObject({ from: day, to: day, region: regionCode, items: z.array(tripsOfMatter) })
  .meta({ id: 'Trips' });

/** What was begun at a case, such as the filings of a service day, by matter. */
export const mattersOfCase = z
  .strictObject({
    total: z.int(),
    open: z.int(),
    items: z.array(z.strictObject({ item: z.string(), name: label, total: z.int(), open: z.int() })),
  })
  .meta({ id: 'MattersOfCase' });
