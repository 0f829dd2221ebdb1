import { z } from 'zod';
import { caseNo } from '../ids.ts';

/** Cases named in one event; of more it is only said that there are others. */
export const namedAtMost = 50;

/**
 * What has changed for a reader since he was told last: he asks for it anew. Neither a title nor a person is in it,
 * and a confidential case is not named.
 */
export const change = z
  .strictObject({
    cases: z.array(z.strictObject({ caseNo, workflowId: z.string(), seq: z.int() })).max(namedAtMost),
    others: z.boolean().meta({ description: '还有未列出的事项 · cases that are not named changed, too' }),
    desk: z.boolean().meta({ description: '我的待办可能有变化 · the open steps of my unit may have changed' }),
    inbox: z.boolean().meta({ description: '有新消息 · I was told something' }),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;

/**
 * The events of the stream. `ready` once, when nothing more is missed; `change` carries a Change; after `resync` something
 * may have been missed, and everything shown is asked for anew; `end` comes before the server closes.
 */
export type LiveEvent = 'ready' | 'change' | 'resync' | 'end';

/** A line of the stream comes at least so often, even if nothing happens. */
export const heartbeatSeconds = 15;
