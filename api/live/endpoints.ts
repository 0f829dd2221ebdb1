import { heartbeatSeconds } from '../../contracts/api/live.ts';
import { readers } from '../cases/endpoints.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { eventStream, Media, media } from '../http/media.ts';

const changes = endpoint({
  method: 'get',
  path: '/api/v1/changes',
  tag: 'notifications',
  summary: { zh: '实时更新', en: 'What changes from now on' },
  description: {
    zh: `服务器推送事件(text/event-stream)。ready:此后的变化不会遗漏;change:有权查看的事项有变化,data 为 {cases: [{caseNo, workflowId, seq}], others, desk, inbox},不含个人信息,保密事项不列出编号,只以 others 告知;resync:其间的变化可能遗漏,请全部重新查询;end:服务器即将关闭连接,或登录已失效。每 ${heartbeatSeconds} 秒至少有一行。断开后重新连接,并重新查询`,
    en: `Server-sent events. ready: nothing is missed from here on; change: something that you may see has changed, data is {cases: [{caseNo, workflowId, seq}], others, desk, inbox}, without personal data; a confidential case is not named, only counted under others; resync: something may have been missed, ask for everything anew; end: the server closes, or the session has ended. A line comes at least every ${heartbeatSeconds} seconds. When the line breaks, connect again and ask anew`,
  },
  access: { roles: readers },
  responses: { 200: media(eventStream) },
  problems: ['too-many-requests'],
  handle: async ({ actor }, deps) => reply(200, new Media(eventStream, await deps.changes.open(actor)), { 'x-accel-buffering': 'no' }),
});

export const liveEndpoints = [changes];
