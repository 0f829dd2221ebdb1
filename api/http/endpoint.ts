import { z } from 'zod';
import type { Label, Language } from '../../contracts/label.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import { administrators, type Role } from '../../contracts/roles.ts';
import type { Actor } from '../accounts/actor.ts';
import { witnessed } from '../audit/witnessed.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { check } from './check.ts';
import { forbiddenTo } from './forbidden.ts';
import { Problem } from './problem.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who may call: anybody, the workers on the internal listener, whoever is signed in, or the holders of a role. */
export type Access = 'public' | 'internal' | 'signedIn' | { readonly roles: readonly Role[] };

export type BodyLimit = number | ((config: Config) => number);

type Responses = Readonly<Record<number, z.ZodType>>;
type ActorFor<A extends Access> = A extends 'public' | 'internal' ? null : Actor;

export interface Reply<Status extends number, Data> {
  readonly status: Status;
  readonly data: Data;
  readonly headers: Readonly<Record<string, string>>;
}

type ReplyOf<R extends Responses> = { [S in keyof R & number]: Reply<S, z.input<R[S]>> }[keyof R & number];

/** What an endpoint answers: one of the statuses it declares, with data that fits the schema of that status. */
export function reply<const Status extends number, Data>(
  status: Status,
  data: Data,
  headers: Readonly<Record<string, string>> = {},
): Reply<Status, Data> {
  return { status, data, headers };
}

/** Schema of an answer without a body (204): `reply(204, null)`. */
export const nothing = z.null();

interface Spec<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  R extends Responses,
  A extends Access,
  Keyed extends boolean,
> {
  readonly method: Method;
  /** With `{name}` for each field of `params`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: Label;
  readonly description?: Label;
  readonly access: A;
  /** The request must carry an Idempotency-Key; it is handed on as `key`. */
  readonly keyed?: Keyed;
  /** Also for those who must change their password first. */
  readonly beforePasswordChange?: true;
  /**
   * Leaves a trace on the audit chain: of what was asked for, or of the body as well, where it holds nothing personal and no
   * secret. Changes by administrators always do.
   */
  readonly audited?: 'request' | 'body';
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Largest body in bytes, or the setting that says; 256 KiB unless said otherwise. */
  readonly bodyLimit?: BodyLimit;
  readonly responses: R;
  /** Refusals of its own, beside those that every endpoint of its kind has. */
  readonly problems?: readonly ProblemCode[];
  handle(
    call: {
      readonly params: z.output<Params>;
      readonly query: z.output<Query>;
      readonly body: z.output<Body>;
      readonly actor: ActorFor<A>;
      readonly key: Keyed extends true ? string : undefined;
      /** Network address of the caller, for limits; nothing keeps it. */
      readonly address: string;
      readonly requestId: string;
      readonly language: Language;
    },
    deps: Deps,
  ): Promise<ReplyOf<R>>;
}

/** A request as it came, before its shape is known. */
export interface Call {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly actor: Actor | null;
  readonly key: string | undefined;
  readonly address: string;
  readonly requestId: string;
  readonly language: Language;
}

/** One operation of the API: its route and its entry in the OpenAPI document are both made from this. */
export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly summary: Label;
  readonly description: Label | undefined;
  readonly access: Access;
  readonly keyed: boolean;
  readonly beforePasswordChange: boolean;
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly bodyLimit: BodyLimit;
  readonly responses: Responses;
  readonly problems: readonly ProblemCode[];
  /** Checks the shape of the call and carries it out. */
  answer(call: Call, deps: Deps): Promise<Reply<number, unknown>>;
}

const noFields = z.strictObject({});
type NoFields = typeof noFields;

/** Declares an operation, typed by its schemas. */
export function endpoint<
  const R extends Responses,
  const A extends Access,
  Params extends z.ZodObject = NoFields,
  Query extends z.ZodObject = NoFields,
  Body extends z.ZodType = z.ZodUndefined,
  Keyed extends boolean = false,
>(spec: Spec<Params, Query, Body, R, A, Keyed>): Endpoint {
  // A type parameter that has no schema in the spec stands at its default: the compiler cannot know that they go together.
  const params = spec.params ?? (noFields as unknown as Params);
  const query = spec.query ?? (noFields as unknown as Query);
  const body = spec.body ?? (z.undefined() as unknown as Body);

  return {
    method: spec.method,
    path: spec.path,
    tag: spec.tag,
    summary: spec.summary,
    description: spec.description,
    access: spec.access,
    keyed: spec.keyed ?? false,
    beforePasswordChange: spec.beforePasswordChange ?? false,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    bodyLimit: spec.bodyLimit ?? 256 * 1024,
    responses: spec.responses,
    problems: spec.problems ?? [],
    async answer(call, deps) {
      const { actor, requestId } = call;
      const checked = { params: check(params, call.params), query: check(query, call.query), body: check(body, call.body) };
      const carryOut = () =>
        spec.handle(
          {
            ...checked,
            // `mount` has seen to the actor and the key: null and undefined come only where the spec asks for neither.
            actor: actor as ActorFor<A>,
            key: call.key as Keyed extends true ? string : undefined,
            address: call.address,
            requestId,
            language: call.language,
          },
          deps,
        );
      const audited = spec.audited ?? (changesAsAdministrator(spec) ? 'request' : undefined);
      if (audited === undefined || actor === null) return carryOut();
      const kept = { method: spec.method, ...filled('query', call.query), ...(audited === 'body' ? { body: checked.body } : {}) };
      return witnessed(deps, { actor, requestId, summary: spec.summary, subject: subjectOf(spec.path, call.params), kept }, carryOut);
    },
  };
}

function changesAsAdministrator({ method, access }: { readonly method: Method; readonly access: Access }): boolean {
  return method !== 'get' && typeof access === 'object' && access.roles.some((role) => administrators.includes(role));
}

/** units/laojie-grid-1 */
function subjectOf(path: string, params: unknown): string {
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  return path.replace('/api/v1/', '').replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)));
}

function filled(name: string, fields: unknown): Record<string, unknown> {
  return typeof fields === 'object' && fields !== null && Object.keys(fields).length > 0 ? { [name]: fields } : {};
}

/** Throws `forbidden` unless the actor has one of the roles that the endpoint asks for. */
export function mayCall({ access, beforePasswordChange }: Endpoint, actor: Actor): void {
  if (actor.passwordDue && !beforePasswordChange) throw new Problem('password-change-due');
  if (typeof access !== 'object') return;
  if (!access.roles.some((role) => actor.roles.includes(role))) throw forbiddenTo(access.roles);
}
