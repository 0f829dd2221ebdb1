import { z } from 'zod';

const count = z.int().min(0);

/** 在办: cases of one stage that are open or paused, by the worst light of their clocks. */
export const openByStage = z
  .strictObject({
    stage: z.string(),
    total: count,
    blue: count,
    yellow: count,
    red: count,
    paused: count.meta({ description: '其中已中止的 · of all these, those that are paused' }),
  })
  .meta({ id: 'OpenByStage' });
