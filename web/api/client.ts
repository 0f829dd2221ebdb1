import type { z } from 'zod';
import type * as accounts from '../../contracts/api/accounts.ts';
import type { Attachment } from '../../contracts/api/attachments.ts';
import type * as cases from '../../contracts/api/cases.ts';
import type { Inbox, readAnswer } from '../../contracts/api/notifications.ts';
import type { Matter, Officer, Region, Unit } from '../../contracts/api/registry.ts';
import type { EventCategory } from '../../contracts/api/routing.ts';
import type { CaseAction, ratingBody, StepAction } from '../../contracts/action.ts';
import type { Label } from '../../contracts/label.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import type { Role } from '../../contracts/roles.ts';
import type { Schema } from '../forms/schema.ts';
import { renewed, session } from '../session/session.ts';
import { preferences } from '../words/preferences.ts';

export type DeskStep = z.infer<typeof cases.deskStep>;
export type Acted = z.infer<typeof cases.acted> | z.infer<typeof cases.accepted>;
export type Opened = z.infer<typeof cases.opened>;
export type ReceiptView = z.infer<typeof cases.receiptView>;
export type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface Named {
  readonly name: string;
  readonly label: Label;
}
export interface ProcedureBrief extends Named {
  readonly source: string;
  readonly stages: readonly Named[];
  readonly openedBy: readonly Role[];
  /** Whether schedules may open it. */
  readonly scheduled: boolean;
}
export interface StepForm extends Named {
  readonly stage: string;
  readonly roles: readonly Role[];
  /** Code of its time-limit rule. */
  readonly rule: string | null;
  readonly handOver: boolean;
  readonly form: Schema;
  readonly part: Schema | null;
  /** What may be reported while it is worked on. */
  readonly report: Schema | null;
}
export interface Procedure extends ProcedureBrief {
  /** Its cases may be merged and split. */
  readonly merges: boolean;
  readonly opening: Schema;
  /** The form that makes a schedule of it; null where no schedule opens it. */
  readonly schedule: Schema | null;
  readonly steps: readonly StepForm[];
  readonly standingSteps: readonly StepForm[];
}

/** The API said no, and why. */
export class Refusal extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.code);
    this.problem = problem;
  }
}

/** No answer came, or none that can be read. The same request may be sent again under the same key. */
export class Unreachable extends Error {
  readonly answered: boolean;
  constructor(answered: boolean, cause?: unknown) {
    super('unreachable', { cause });
    this.answered = answered;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Ask {
  readonly query?: Query;
  readonly body?: unknown;
  readonly file?: Blob;
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** False: an expired session is a refusal like any other, for who goes on without one. */
  readonly waits?: false;
}

/** Everything that the pages ask of the API, typed by its contracts. Throws `Refusal` or `Unreachable`. */
export const api = {
  logIn: (body: z.infer<typeof accounts.logIn>) => json<z.infer<typeof accounts.session>>('POST', '/sessions', { body }),
  logOut: () => send('DELETE', '/sessions/current', {}),
  changePassword: (body: z.infer<typeof accounts.changePassword>) => send('POST', '/me/password', { body }),

  steps: (query: Query, signal?: AbortSignal) => json<Page<DeskStep>>('GET', '/steps', { query, ...only(signal) }),
  cases: (query: Query, signal?: AbortSignal) => json<Page<cases.CaseBrief>>('GET', '/cases', { query, ...only(signal) }),
  case: (ref: string, signal?: AbortSignal) => json<cases.CaseView>('GET', `/cases/${encodeURIComponent(ref)}`, only(signal)),
  open: (body: unknown, key: string) => json<Opened | z.infer<typeof cases.accepted>>('POST', '/cases', { body, key }),
  onStep: (ref: string, step: string, action: StepAction, body: unknown, key: string) =>
    json<Acted>('POST', `/cases/${encodeURIComponent(ref)}/steps/${step}/${hyphenated(action)}`, { body, key }),
  onCase: (ref: string, action: CaseAction, body: unknown, key: string) =>
    json<Acted>('POST', `/cases/${encodeURIComponent(ref)}/${hyphenated(action)}`, { body, key }),

  procedures: () => json<Page<ProcedureBrief>>('GET', '/procedures'),
  procedure: (name: string) => json<Procedure>('GET', `/procedures/${name}`),

  inbox: (query: { unread?: boolean; cursor?: string | undefined; limit?: number }, signal?: AbortSignal) => json<Inbox>('GET', '/notifications', { query, ...only(signal) }),
  readNotifications: (body: { ids: string[] } | { upTo: string }) => json<z.infer<typeof readAnswer>>('POST', '/notifications/read', { body }),

  receipt: (code: string) => json<ReceiptView>('GET', `/receipts/${code}`),
  rate: (code: string, body: z.infer<typeof ratingBody>, key: string) => json<ReceiptView | z.infer<typeof cases.accepted>>('POST', `/receipts/${code}/rating`, { body, key }),

  cancelAppointment: (code: string, key: string) => json<ReceiptView | z.infer<typeof cases.accepted>>('POST', `/receipts/${code}/cancellation`, { key }),

  upload: (file: Blob, key: string) => json<Attachment>('POST', '/attachments', { file, key }),
  download: (sha256: string) => file(`/attachments/${sha256}`),

  unit: (code: string) => json<Unit>('GET', `/units/${code}`),
  units: (query: Query) => json<Page<Unit>>('GET', '/units', { query }),
  officer: (id: string) => json<Officer>('GET', `/officers/${id}`),
  officers: (query: Query) => json<Page<Officer>>('GET', '/officers', { query }),
  matter: (code: string) => json<Matter>('GET', `/matters/${code}`),
  matters: (query: Query) => json<Page<Matter>>('GET', '/matters', { query }),
  region: (code: string) => json<Region>('GET', `/regions/${code}`),
  regions: (query: Query) => json<Page<Region>>('GET', '/regions', { query }),
  categories: (query: Query) => json<Page<EventCategory>>('GET', '/event-categories', { query }),
};

/** For the parts of the pages that ask for more than the list above: the answer, as the contract says it is. */
export async function json<Answer>(method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const response = await send(method, path, ask);
  try {
    return (await response.json()) as Answer;
  } catch (failure) {
    throw new Unreachable(true, failure);
  }
}

/** What is not JSON: an attachment, a dossier, an export. */
export async function file(path: string, query: Query = {}): Promise<Blob> {
  return (await send('GET', path, { query })).blob();
}

/** An expired session makes the request wait for the log-in, then goes out again as it was. */
export async function send(method: string, path: string, ask: Ask): Promise<Response> {
  const token = session()?.token;
  const response = await request(method, path, ask, token);
  if (response.ok) return response;
  const problem = await problemOf(response);
  const refused = problem.code === 'session-expired' || problem.code === 'not-signed-in';
  if (refused && token !== undefined && ask.waits !== false) {
    await renewed(token);
    return send(method, path, ask);
  }
  throw new Refusal(problem);
}

async function request(method: string, path: string, { query = {}, body, file, key, signal }: Ask, token: string | undefined): Promise<Response> {
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined || value === '' ? [] : [[name, String(value)]]));
  const search = asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`;
  try {
    return await fetch(`/api/v1${path}${search}`, {
      method,
      headers: {
        'accept-language': preferences().language === 'zh' ? 'zh-CN' : 'en',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': file.type === '' ? 'application/octet-stream' : file.type }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...only(signal),
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Unreachable(false, failure);
  }
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  try {
    const details = (await response.json()) as ProblemDetails;
    if (typeof details.code === 'string' && typeof details.zh === 'string') return details;
  } catch {
    // Something between us and the API answered in its own way.
  }
  throw new Unreachable(true);
}

function only(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** An address has hyphens where a name has capitals: request-extension. */
function hyphenated(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
