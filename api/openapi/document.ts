import { createDocument, type ZodOpenApiContentObject, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import { z } from 'zod';
import { idempotencyKey } from '../../contracts/ids.ts';
import type { Label } from '../../contracts/label.ts';
import { problemDetails, problems, type ProblemCode } from '../../contracts/problem.ts';
import { roleLabels } from '../../contracts/roles.ts';
import { webhookEvent } from '../../contracts/webhook-event.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { mediaTypesOf } from '../http/media.ts';

const problemSchema = problemDetails.meta({ id: 'Problem' });
const keyHeader = z.object({
  'Idempotency-Key': idempotencyKey.meta({
    description: '每次操作一个唯一键,重试时不变 · one unique key for each action, the same when it is retried',
  }),
});

const about = `联动:多部门协同办理。Durable collaboration of several agencies on one case.

- 请求与应答均为 JSON(UTF-8),另有注明的除外;未知字段与重复字段一律拒绝。Requests and answers are JSON, unless said otherwise; unknown and repeated fields are refused.
- 拒绝与错误为 application/problem+json(RFC 9457),中英文并列,\`code\` 稳定不变;\`Accept-Language: en\` 时 title 与 detail 为英文。Refusals are problem+json in both languages with a stable \`code\`.
- 改变事项的请求须带 \`Idempotency-Key\`;同一键重试只生效一次。Requests that change a case carry an \`Idempotency-Key\`, and count once however often they are sent.
- 列表以 \`cursor\` 翻页。Lists are paged by \`cursor\`.`;

const tagLabels: Readonly<Record<string, Label>> = {
  accounts: { zh: '登录与账号', en: 'log-in and accounts' },
  attachments: { zh: '附件', en: 'attachments' },
  registry: { zh: '区划、单位、人员、事项', en: 'regions, units, officers, matters' },
  households: { zh: '住户', en: 'households' },
  imports: { zh: '批量导入', en: 'import of tables' },
  exports: { zh: '导出', en: 'export of lists' },
  procedures: { zh: '流程及其表单', en: 'procedures and their forms' },
  cases: { zh: '协同事项', en: 'joint cases' },
  steps: { zh: '环节', en: 'steps of a case' },
  routing: { zh: '小类、分派规则与网格', en: 'categories of events, routing rules and grids' },
  receipts: { zh: '凭回执查询与评价', en: 'look up and rate with a receipt' },
  schedules: { zh: '定期开展的事项', en: 'recurring occasions' },
  statistics: { zh: '统计', en: 'figures' },
  rules: { zh: '时限规则与工作日历', en: 'time-limit rules and the calendar' },
  standardTexts: { zh: '常用文本', en: 'standard texts' },
  audit: { zh: '审计', en: 'audit' },
  notifications: { zh: '通知', en: 'notifications' },
};

/** What we send to the webhooks of units. */
const webhookOperation: ZodOpenApiOperationObject = {
  operationId: 'receiveEvent',
  tags: ['webhooks'],
  summary: '发往单位推送地址的事件 · an event posted to the webhook of a unit',
  description:
    '须验证签名,并在 10 秒内应答 2xx;同一 webhook-id 可能重复送达。Verify the signature and answer 2xx within 10 seconds; expect the same webhook-id more than once.',
  requestParams: {
    header: z.object({
      'webhook-id': z.string().meta({ description: '每次重试不变 · the same for every attempt' }),
      'webhook-timestamp': z.string().meta({ description: '本次发送时间(Unix 秒)· time of this attempt, in seconds' }),
      'webhook-signature': z.string().meta({ description: 'v1,base64(HMAC-SHA256(secret, id.timestamp.body)); Standard Webhooks' }),
    }),
  },
  requestBody: { required: true, content: { 'application/cloudevents+json': { schema: webhookEvent } } },
  responses: { '2XX': { description: '确认收到 · acknowledged' }, default: { description: '将重试 · tried again' } },
};

/** The OpenAPI 3.1 document of these endpoints. */
export function openApiDocument(endpoints: readonly Endpoint[]): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method] = operationOf(endpoint);
  return createDocument({
    openapi: '3.1.0',
    info: { title: '联动 Liandong API', version: '1', description: about, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => {
      const label = tagLabels[name];
      return { name, ...(label === undefined ? {} : { description: both(label) }) };
    }),
    paths,
    webhooks: { event: { post: webhookOperation } },
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: '登录后取得的令牌 · the token of POST /api/v1/sessions' },
        apiKey: { type: 'http', scheme: 'bearer', description: '服务账号的密钥 ld_… · the key of a service account' },
      },
    },
  });
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { method, path, tag, summary, access, keyed, params, query, body, bodyLimit } = endpoint;
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary: both(summary),
    description: descriptionOf(endpoint),
    ...(access === 'public' ? { security: [] } : { security: [{ session: [] }, { apiKey: [] }] }),
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
      ...(keyed ? { header: keyHeader } : {}),
    },
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            description: typeof bodyLimit === 'number' ? `≤ ${bodyLimit / 1024} KiB` : '大小上限由系统设置 · the largest size is a setting',
            content: contentOf(body),
          },
        }),
    responses: { ...successes(endpoint), ...refusals(endpoint) },
  };
}

function descriptionOf({ description, access }: Endpoint): string {
  const who: Label =
    access === 'public'
      ? { zh: '无须登录', en: 'Nobody needs to be signed in' }
      : typeof access === 'object'
        ? {
            zh: `角色:${access.roles.map((role) => roleLabels[role].zh).join('、')}`,
            en: `Roles: ${access.roles.map((role) => roleLabels[role].en).join(', ')}`,
          }
        : { zh: '须登录', en: 'Whoever is signed in' };
  return [description, who].flatMap((label) => (label === undefined ? [] : [`${label.zh}。  \n${label.en}.`])).join('\n\n');
}

function successes({ responses }: Endpoint): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      {
        description: status === '202' ? '已受理,尚未记录完毕 · accepted, not yet recorded' : '成功 · done',
        ...(status === '204' ? {} : { content: contentOf(schema) }),
      },
    ]),
  );
}

/** JSON, or bytes in the media types of the schema. */
function contentOf(schema: z.ZodType): ZodOpenApiContentObject {
  const types = mediaTypesOf(schema);
  if (types === undefined) return { 'application/json': { schema } };
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
}

function refusals(endpoint: Endpoint): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries(
    [...Map.groupBy(codesOf(endpoint), (code) => problems[code].status)].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\` ${both(problems[code].title)}`).join('\n\n'),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}

function codesOf({ access, keyed, params, query, body, problems: own }: Endpoint): ProblemCode[] {
  const codes: ProblemCode[] = [];
  if (access !== 'public') codes.push('not-signed-in', 'session-expired', 'password-change-due');
  if (typeof access === 'object') codes.push('forbidden');
  if (keyed) codes.push('key-missing', 'key-reused');
  if (body !== undefined) codes.push('malformed-request', 'body-too-large', 'unsupported-media-type');
  if (body !== undefined || params !== undefined || query !== undefined) codes.push('invalid-fields');
  if (params !== undefined) codes.push('not-found');
  return [...new Set<ProblemCode>([...codes, ...own, 'internal', 'database-unavailable'])];
}

/** GET /api/v1/units/{code} is getUnitsByCode. */
function operationId(method: string, path: string): string {
  const parts = path.replace('/api/v1/', '').split('/');
  const words = parts.map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : part.split('-').map(capital).join('')));
  return method + words.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function both({ zh, en }: Label): string {
  return `${zh} · ${en}`;
}
