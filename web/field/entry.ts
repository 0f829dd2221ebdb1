import type { Point } from '../../contracts/api/routing.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import type { Group } from '../forms/values.ts';

/** A photograph of an entry. Its bytes lie sealed in the vault under `id` until they arrived. */
export interface Photo {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Of the bytes as the camera gave them; the API keeps them without their metadata, under a hash of its own. */
  readonly sha256: string;
  /** Idempotency-Key of its upload. */
  readonly key: string;
  /** What the API calls it; null while it did not arrive. */
  readonly uploaded: string | null;
}

/** One request to the API. */
export interface Act {
  /** Idempotency-Key: made once, the same however often the request is sent. */
  readonly key: string;
  /** Where it goes; null while the step is to be found. */
  readonly path: string | null;
  /** A step that was not there yet when this was written: the one of this name and subject, once the act before it made it. */
  readonly find?: { readonly caseNo: string; readonly name: string; readonly about: string };
  readonly body: Readonly<Record<string, unknown>>;
  /** The case that the answer named; null while there was none. */
  readonly answer: string | null;
}

export interface Hazard {
  readonly checkPoint: string;
  readonly kind: string;
  readonly category: string;
  readonly description: string;
}

/** 上报事件 */
export interface EventInput {
  readonly kind: 'event';
  readonly category: string;
  readonly where: 'point' | 'grid';
  readonly point: Point | null;
  /** Metres, as the phone says. */
  readonly accuracy: number | null;
  readonly grid: string;
  readonly address: string;
  readonly description: string;
}

/** 巡查一轮, with what was found on it */
export interface RoundInput {
  readonly kind: 'round';
  readonly caseNo: string;
  readonly step: string;
  readonly visited: Readonly<Record<string, string>>;
  readonly omitted: Readonly<Record<string, string>>;
  readonly hazards: readonly Hazard[];
}

/** 入户登记, one household */
export interface VisitInput {
  readonly kind: 'visit';
  readonly caseNo: string;
  readonly step: string;
  readonly household: string;
  readonly members: number;
  readonly outcome: '' | 'done' | 'absent' | 'excused';
  /** By the number of a member who was not done: why. */
  readonly excuses: Readonly<Record<string, string>>;
  readonly excuse: string;
  readonly note: string;
}

/** Any other step, accepted or completed with the form of its contract */
export interface StepInput {
  readonly kind: 'step';
  readonly caseNo: string;
  readonly step: string;
  readonly action: 'accept' | 'complete';
  readonly values: Group;
  /** What is sent: the values without what was left empty. Photographs stand as `photo:<id>`. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Input = EventInput | RoundInput | VisitInput | StepInput;

/** Everything a person enters, from the first letter to the answer. */
export interface Entry {
  readonly id: string;
  readonly state: 'draft' | 'waiting' | 'sending' | 'delivered' | 'refused';
  /** Milliseconds. Entries of one case are sent in this order. */
  readonly created: number;
  /** What it is called in the list: the step, the event, the household. */
  readonly title: string;
  readonly input: Input;
  readonly photos: readonly Photo[];
  readonly acts: readonly Act[];
  /** Why it was sent back, in both languages. */
  readonly problem: ProblemDetails | null;
  /** How often it was tried without an answer, and not to be tried again before. */
  readonly failures: number;
  readonly notBefore: number;
  /** When it was delivered, in milliseconds. */
  readonly deliveredAt: number | null;
}

/** Entries of one case go one after the other; a new event waits for nobody. */
export function laneOf({ id, input }: Pick<Entry, 'id' | 'input'>): string {
  return input.kind === 'event' ? id : input.caseNo;
}

/** Whether the API may know of it: then it is no more changed, only sent until it is answered. */
export function wasTried({ state, failures, acts, photos }: Entry): boolean {
  return state === 'sending' || failures > 0 || acts.some(({ answer }) => answer !== null) || photos.some(({ uploaded }) => uploaded !== null);
}

/** How a photograph stands in a body until it has the name that the API gives it. */
export function photoReference(id: string): string {
  return `photo:${id}`;
}

/** The body with the names that the API gave to the photographs. */
export function withUploads(body: unknown, photos: readonly Photo[]): unknown {
  if (typeof body === 'string') return photos.find(({ id }) => photoReference(id) === body)?.uploaded ?? body;
  if (Array.isArray(body)) return body.map((each) => withUploads(each, photos));
  if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body).map(([name, each]) => [name, withUploads(each, photos)]));
  return body;
}

export interface Setting {
  /** Region of the unit. */
  readonly region: string;
  /** Of a new event, and of each hazard. */
  titleOf(category: string, place: string): string;
  readonly photos: readonly Photo[];
}

/**
 * The requests that an entry becomes. What was answered before stays as it is; everything else gets a new key, since a key
 * belongs to one content.
 */
export function actsOf(input: Input, setting: Setting, before: readonly Act[] = []): Act[] {
  return requestsOf(input, setting).map((request, index) => {
    const done = before[index];
    return done !== undefined && done.answer !== null ? done : { ...request, key: crypto.randomUUID(), answer: null };
  });
}

type Request = Pick<Act, 'path' | 'find' | 'body'>;

function requestsOf(input: Input, { region, titleOf, photos }: Setting): Request[] {
  switch (input.kind) {
    case 'event': {
      const { category, where, point, grid, address, description } = input;
      const matter = {
        category,
        channel: 'gridWorker',
        ...(where === 'point' && point !== null ? { point } : { grid }),
        ...(address.trim() === '' ? {} : { address: address.trim() }),
        description: description.trim(),
        photos: photos.map(({ id }) => photoReference(id)),
      };
      return [{ path: '/cases', body: { procedure: 'gridEvent', region, title: titleOf(category, where === 'grid' ? grid : address.trim()), matter } }];
    }
    case 'round': {
      const { caseNo, step, visited, omitted, hazards } = input;
      const round = {
        visited: Object.entries(visited).map(([checkPoint, at]) => ({ checkPoint, at })),
        omitted: Object.entries(omitted).map(([checkPoint, reason]) => ({ checkPoint, reason: reason.trim() })),
        hazards: hazards.map(({ checkPoint, kind }) => ({ checkPoint, kind })),
      };
      return [
        { path: stepPath(caseNo, step, 'complete'), body: round },
        ...hazards.map(({ checkPoint, kind, category, description }) => ({
          path: null,
          find: { caseNo, name: 'reportHazard', about: `${checkPoint} ${kind}` },
          body: { category, title: titleOf(category, checkPoint), description: description.trim() },
        })),
      ];
    }
    case 'visit': {
      const { caseNo, step, household, members, outcome, excuses, excuse, note } = input;
      const persons = Array.from({ length: members }, (_, index) => {
        const number = index + 1;
        const reason = excuses[number];
        return { number, ...(reason === undefined ? {} : { excuse: reason }) };
      });
      const visit = {
        household,
        outcome,
        ...(outcome === 'done' ? { persons } : {}),
        ...(outcome === 'excused' ? { excuse } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      };
      return [{ path: stepPath(caseNo, step, 'report'), body: { visits: [visit] } }];
    }
    case 'step':
      return [{ path: stepPath(input.caseNo, input.step, input.action), body: input.action === 'accept' ? {} : input.body }];
  }
}

export function stepPath(caseNo: string, step: string, action: string): string {
  return `/cases/${encodeURIComponent(caseNo)}/steps/${step}/${action}`;
}
