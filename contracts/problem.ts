import { z } from 'zod';
import type { Label } from './label.ts';

/**
 * Every refusal that the system knows. The code is stable and goes into `type` of problem+json (RFC 9457);
 * title says what went wrong, advice what to do about it. Places in braces are filled with the facts of the request.
 */
export const problems = {
  'malformed-request': {
    status: 400,
    title: { zh: '请求格式不正确:{reason}', en: 'The request is malformed: {reason}' },
    advice: { zh: '请检查 JSON 与请求头后重试', en: 'Check the JSON and the headers, then try again' },
  },
  'invalid-fields': {
    status: 422,
    title: { zh: '有 {count} 处内容不符合要求', en: '{count} fields do not fit' },
    advice: { zh: '请按所列各处逐一更正', en: 'Correct each of the fields listed' },
  },
  'key-missing': {
    status: 400,
    title: { zh: '缺少 Idempotency-Key 请求头', en: 'The Idempotency-Key header is missing' },
    advice: {
      zh: '请为每次操作生成一个 8 至 128 位的唯一键,重试时使用同一个键',
      en: 'Make one unique key of 8 to 128 characters for each action, and send the same key when you retry',
    },
  },
  'key-reused': {
    status: 409,
    title: { zh: '该 Idempotency-Key 已用于内容不同的请求', en: 'This Idempotency-Key was used for a different request' },
    advice: { zh: '新的操作请使用新的键', en: 'Use a new key for a new action' },
  },
  'not-signed-in': {
    status: 401,
    title: { zh: '未登录或登录凭据无效', en: 'You are not signed in, or the credential is not valid' },
    advice: { zh: '请先登录', en: 'Sign in first' },
  },
  'session-expired': {
    status: 401,
    title: { zh: '登录已过期', en: 'Your session has expired' },
    advice: { zh: '请重新登录,已填写的内容可再次提交', en: 'Sign in again; what you typed can be sent again' },
  },
  'wrong-credentials': {
    status: 401,
    title: { zh: '用户名或密码不正确', en: 'The user name or the password is wrong' },
    advice: { zh: '请核对后重试,连续 5 次失败将锁定账号', en: 'Check both; five failures in a row lock the account' },
  },
  'account-locked': {
    status: 423,
    title: { zh: '账号已锁定', en: 'The account is locked' },
    advice: { zh: '请于 {until} 后重试,或联系安全管理员', en: 'Try again after {until}, or ask the security administrator' },
  },
  'too-many-requests': {
    status: 429,
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    advice: { zh: '请 {seconds} 秒后再试', en: 'Try again in {seconds} seconds' },
  },
  'password-change-due': {
    status: 403,
    title: { zh: '须先修改密码', en: 'The password must be changed first' },
    advice: { zh: '请通过 POST /api/v1/me/password 修改后继续', en: 'Change it with POST /api/v1/me/password, then go on' },
  },
  'password-too-weak': {
    status: 422,
    title: { zh: '密码强度不足', en: 'The password is too weak' },
    advice: {
      zh: '至少 8 位,包含大写、小写、数字、符号中的三类',
      en: 'Use at least 8 characters of three of: upper case, lower case, digits, signs',
    },
  },
  forbidden: {
    status: 403,
    title: { zh: '您无权进行此操作', en: 'You may not do this' },
    advice: { zh: '{needs}', en: '{needs}' },
  },
  'not-found': {
    status: 404,
    title: { zh: '未找到{what}', en: 'No such {what}' },
    advice: { zh: '请核对编号;也可能您无权查看', en: 'Check the number; or you may not be allowed to see it' },
  },
  'method-not-allowed': {
    status: 405,
    title: { zh: '该地址不支持 {method}', en: 'This address does not take {method}' },
    advice: { zh: '允许的方法:{allowed}', en: 'Allowed: {allowed}' },
  },
  'body-too-large': {
    status: 413,
    title: { zh: '请求内容超过 {limit}', en: 'The body is larger than {limit}' },
    advice: { zh: '请拆分或压缩内容', en: 'Split or shorten it' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { zh: '不支持的内容类型', en: 'The content type is not supported' },
    advice: { zh: '请使用 {wanted}', en: 'Send {wanted}' },
  },
  conflict: {
    status: 409,
    title: { zh: '与现有数据冲突:{reason}', en: 'This conflicts with what is there: {reason}' },
    advice: { zh: '请刷新后重试', en: 'Refresh and try again' },
  },
  'unknown-unit': {
    status: 422,
    title: { zh: '没有代码为 {unit} 的单位', en: 'There is no unit {unit}' },
    advice: { zh: '请在单位目录中查找正确代码', en: 'Look the code up in the registry of units' },
  },
  'unknown-officer': {
    status: 422,
    title: { zh: '没有编号为 {officer} 的工作人员', en: 'There is no officer {officer}' },
    advice: { zh: '请在人员目录中查找', en: 'Look the id up in the registry of officers' },
  },
  'unknown-region': {
    status: 422,
    title: { zh: '没有代码为 {region} 的区划', en: 'There is no region {region}' },
    advice: { zh: '请在区划目录中查找', en: 'Look the code up in the registry of regions' },
  },
  'unknown-matter': {
    status: 422,
    title: { zh: '没有代码为 {matter} 的事项', en: 'There is no matter {matter}' },
    advice: { zh: '请在事项目录中查找', en: 'Look the code up in the catalogue of matters' },
  },
  'unknown-attachment': {
    status: 422,
    title: { zh: '没有 SHA-256 为 {sha256} 的附件', en: 'There is no attachment {sha256}' },
    advice: { zh: '请先上传附件,再填写其 sha256', en: 'Upload it first, then give its sha256' },
  },
  'unsound-attachment': {
    status: 422,
    title: { zh: '附件无法保存:{reason}', en: 'The attachment cannot be kept: {reason}' },
    advice: { zh: '请检查文件后重新上传', en: 'Check the file, then upload it again' },
  },
  'no-receiving-unit': {
    status: 422,
    title: { zh: '区划 {region} 尚未登记受理单位', en: 'No unit is registered that takes this in from region {region}' },
    advice: { zh: '请向当地政务服务热线反映,或请系统管理员登记受理单位', en: 'Turn to the local hotline, or ask a system administrator to register the unit' },
  },
  'no-such-slot': {
    status: 422,
    title: { zh: '该社区此时没有可预约的坐班', en: 'There is no service day here that can be booked for this time' },
    advice: { zh: '请重新查看日历,另选时段', en: 'Look at the calendar again and choose another time' },
  },
  'slot-full': {
    status: 409,
    title: { zh: '该时段已约满', en: 'This time is fully booked' },
    advice: { zh: '请另选时段', en: 'Choose another time' },
  },
  'no-appointment': {
    status: 409,
    title: { zh: '没有可以取消的预约', en: 'There is no appointment to cancel' },
    advice: { zh: '已到场或已过时间的预约不能取消', en: 'One that was kept, or whose time has passed, cannot be cancelled' },
  },
  'unknown-rule': {
    status: 422,
    title: { zh: '没有代码为 {rule} 的时限规则', en: 'There is no time-limit rule {rule}' },
    advice: { zh: '请由系统管理员先建立该规则', en: 'Ask a system administrator to create the rule first' },
  },
  'date-in-the-past': {
    status: 422,
    title: { zh: '{field} 早于当前时间', en: '{field} lies in the past' },
    advice: { zh: '请填写将来的日期', en: 'Give a date in the future' },
  },
  'case-not-open': {
    status: 409,
    title: { zh: '该事项已结束', en: 'This case is closed' },
    advice: { zh: '已办结、撤回或移交的事项不能再操作', en: 'A case that was closed, withdrawn or referred takes no more actions' },
  },
  'case-paused': {
    status: 409,
    title: { zh: '该事项已中止计时', en: 'This case is paused' },
    advice: { zh: '请先恢复办理', en: 'Resume the case first' },
  },
  'case-not-paused': {
    status: 409,
    title: { zh: '该事项没有中止', en: 'This case is not paused' },
    advice: { zh: '只有中止的事项可以恢复', en: 'Only a paused case can be resumed' },
  },
  'no-such-step': {
    status: 404,
    title: { zh: '该事项没有环节 {step}', en: 'This case has no step {step}' },
    advice: { zh: '请查看事项的环节列表', en: 'See the list of steps of the case' },
  },
  'step-not-open': {
    status: 409,
    title: { zh: '环节 {step} 当前状态为 {state},不能进行此操作', en: 'Step {step} is {state} and does not take this action' },
    advice: { zh: '请刷新后查看最新状态', en: 'Refresh to see its present state' },
  },
  'not-your-step': {
    status: 403,
    title: { zh: '环节 {step} 不属于您的单位', en: 'Step {step} is not your unit’s' },
    advice: { zh: '当前由 {unit} 办理', en: 'It is with {unit}' },
  },
  'not-your-role': {
    status: 403,
    title: { zh: '环节 {step} 须由{role}办理', en: 'Step {step} asks for the role {role}' },
    advice: { zh: '请由具备该角色的人员办理', en: 'Let an officer with that role act' },
  },
  recused: {
    status: 403,
    title: { zh: '您应当回避本事项({ground})', en: 'You are recused from this case ({ground})' },
    advice: { zh: '请由单位另行指派人员', en: 'Your unit must send somebody else' },
  },
  'member-recused': {
    status: 422,
    title: { zh: '{officer}应当回避({ground})', en: '{officer} is recused ({ground})' },
    advice: { zh: '请更换人选', en: 'Choose somebody else' },
  },
  'unit-recused': {
    status: 422,
    title: { zh: '单位 {unit} 应当回避本事项', en: 'Unit {unit} must keep out of this case' },
    advice: { zh: '请选择其他单位', en: 'Choose another unit' },
  },
  'wrong-form': {
    status: 422,
    title: { zh: '{reason}', en: '{reason}' },
    advice: { zh: '请更正后重新提交', en: 'Correct it and send it again' },
  },
  'parts-missing': {
    status: 409,
    title: { zh: '协办单位尚未完成:还差 {missing} 家', en: 'Co-units have not finished: {missing} to go' },
    advice: { zh: '可催办,或等待其完成', en: 'Urge them, or wait' },
  },
  'no-extension': {
    status: 409,
    title: { zh: '该时限不能再延长', en: 'This clock takes no (further) extension' },
    advice: { zh: '规则“{rule}”最多延长 {times} 次,每次不超过 {most}', en: 'Rule “{rule}” allows {times} extension(s) of at most {most}' },
  },
  'extension-pending': {
    status: 409,
    title: { zh: '已有延期申请等待决定', en: 'An extension is already waiting for a decision' },
    advice: { zh: '请等待审批', en: 'Wait for the decision' },
  },
  'no-clock': {
    status: 409,
    title: { zh: '环节 {step} 没有时限', en: 'Step {step} has no clock' },
    advice: { zh: '无需申请延期', en: 'There is nothing to extend' },
  },
  'not-transferable': {
    status: 409,
    title: { zh: '环节 {step} 不能转交', en: 'Step {step} cannot be transferred' },
    advice: { zh: '请改为退回并说明理由', en: 'Return it with a reason instead' },
  },
  'same-unit': {
    status: 422,
    title: { zh: '不能转交给本单位', en: 'A step cannot be transferred to the unit that has it' },
    advice: { zh: '请选择其他单位', en: 'Choose another unit' },
  },
  'nothing-to-take-back': {
    status: 409,
    title: { zh: '环节 {step} 没有可收回的转交', en: 'Step {step} has no transfer to take back' },
    advice: { zh: '对方接收后不能收回', en: 'After the other side accepted it, it cannot be taken back' },
  },
  'rated-already': {
    status: 409,
    title: { zh: '该事项已评价', en: 'This case has been rated' },
    advice: { zh: '每件事项只评价一次', en: 'A case is rated once' },
  },
  'wrong-receipt': {
    status: 404,
    title: { zh: '查询码不正确', en: 'The receipt code is wrong' },
    advice: { zh: '请核对回执上的查询码', en: 'Check the code on your receipt' },
  },
  'calendar-unknown': {
    status: 422,
    title: { zh: '{year} 年的放假安排不完整:{reason}', en: 'The calendar of {year} is incomplete: {reason}' },
    advice: { zh: '请按国务院办公厅通知录入全年', en: 'Enter the whole year from the State Council notice' },
  },
  'rating-not-open': {
    status: 409,
    title: { zh: '现在不在评价期内', en: 'This is not the time to rate' },
    advice: { zh: '请在办结后的评价期内评价,查询页面会注明', en: 'Rate when the work is done; the receipt page says when that is' },
  },
  'nothing-to-report': {
    status: 409,
    title: { zh: '环节 {step} 没有进展登记', en: 'Step {step} takes no reports of progress' },
    advice: { zh: '请直接办结,或添加备注', en: 'Complete it, or add a note' },
  },
  'households-missing': {
    status: 409,
    title: { zh: '还有 {missing} 户未登记完毕,如 {some}', en: '{missing} households are not done yet, such as {some}' },
    advice: { zh: '请继续走访登记,或逐户说明原因;名单见 GET …/coverage?missing=true', en: 'Go on with the visits, or give a reason for each; GET …/coverage?missing=true lists them' },
  },
  'no-routing-rule': {
    status: 422,
    title: { zh: '小类“{category}”没有分派规则', en: 'The category “{category}” has no routing rule' },
    advice: { zh: '请核对小类,或由系统管理员先设置分派规则', en: 'Check the category, or ask a system administrator to set a routing rule first' },
  },
  'outside-every-grid': {
    status: 422,
    title: { zh: '该位置不在 {region} 的任何网格内', en: 'This place lies in no grid of {region}' },
    advice: { zh: '请核对位置与区划,或直接选择网格', en: 'Check the place and the region, or name the grid' },
  },
  'cannot-merge': {
    status: 409,
    title: { zh: '不能并案:{reason}', en: 'These cannot be merged: {reason}' },
    advice: { zh: '只能将办理中的事项并入同一流程的另一办理中事项', en: 'An open case goes into another open case of the same procedure' },
  },
  'cannot-split': {
    status: 409,
    title: { zh: '不能拆分:{reason}', en: 'This cannot be split: {reason}' },
    advice: { zh: '请查看事项已并入的报告', en: 'See which reports were merged into the case' },
  },
  'engine-unavailable': {
    status: 503,
    title: { zh: '流程引擎暂时不可用', en: 'The workflow engine cannot be reached' },
    advice: { zh: '请 {seconds} 秒后用同一个 Idempotency-Key 重试', en: 'Retry in {seconds} seconds with the same Idempotency-Key' },
  },
  'database-unavailable': {
    status: 503,
    title: { zh: '数据库暂时不可用', en: 'The database cannot be reached' },
    advice: { zh: '请 {seconds} 秒后用同一个 Idempotency-Key 重试', en: 'Retry in {seconds} seconds with the same Idempotency-Key' },
  },
  'unreadable-table': {
    status: 422,
    title: { zh: '表格无法读取:{reason}', en: 'The table cannot be read: {reason}' },
    advice: { zh: '请使用首行为列名的 CSV(UTF-8 或 GB18030)或 XLSX', en: 'Send CSV (UTF-8 or GB18030) or XLSX with the names of the columns in the first line' },
  },
  'faulty-table': {
    status: 422,
    title: { zh: '表格有 {count} 处不符合要求,未导入任何内容', en: 'The table has {count} faults; nothing was imported' },
    advice: { zh: '请按所列逐行更正后重新导入,可先试导入(dryRun=true)', en: 'Correct each line listed and send it again; dryRun=true only checks' },
  },
  'storage-unavailable': {
    status: 503,
    title: { zh: '附件存储暂时不可用', en: 'The storage of attachments cannot be reached' },
    advice: { zh: '请 {seconds} 秒后用同一个 Idempotency-Key 重试', en: 'Retry in {seconds} seconds with the same Idempotency-Key' },
  },
  internal: {
    status: 500,
    title: { zh: '系统内部错误', en: 'Something went wrong inside' },
    advice: { zh: '请将 requestId {requestId} 告知管理员', en: 'Give the administrator the requestId {requestId}' },
  },
} as const satisfies Record<string, { status: number; title: Label; advice: Label }>;

export type ProblemCode = keyof typeof problems;
/** What fills the places of a problem's texts. A label is told in the language of the reader. */
export type ProblemFacts = Readonly<Record<string, string | number | Label>>;

/** problem+json as every refusal is answered (RFC 9457, with both languages and the facts that a program may want). */
export const problemDetails = z.strictObject({
  type: z.string().meta({ description: 'https://liandong.example/problems/{code}' }),
  code: z.string(),
  title: z.string().meta({ description: 'in the language asked for by Accept-Language, Chinese by default' }),
  status: z.int(),
  detail: z.string(),
  zh: z.string(),
  en: z.string(),
  instance: z.string(),
  requestId: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z
    .array(z.strictObject({ path: z.string(), zh: z.string(), en: z.string() }))
    .optional()
    .meta({ description: 'one line for each field that does not fit' }),
});
export type ProblemDetails = z.infer<typeof problemDetails>;
