import type { Household } from '../../contracts/api/imports.ts';
import type { HouseholdCovered } from '../../contracts/api/campaigns.ts';
import type { EventCategory } from '../../contracts/api/routing.ts';
import type { Unit } from '../../contracts/api/registry.ts';
import type { Label } from '../../contracts/label.ts';
import { json, Refusal, type CaseView, type DeskStep, type Page, type Procedure, type Query } from '../api/client.ts';
import type { Me } from '../session/session.ts';

/** A household of a campaign step: where it is, who lives there, and what became of it. No telephone, no identity number. */
export interface KeptHousehold {
  readonly code: string;
  readonly building: string | null;
  readonly address: string | null;
  readonly head: string | null;
  readonly members: ReadonlyArray<{ readonly number: number; readonly name: string | null }>;
  readonly outcome: HouseholdCovered['outcome'];
}

interface KeptCase {
  readonly matter: CaseView['matter'];
  readonly place: string | null;
}

/** What the phone knows without a network: the open steps of one's own unit and what they need, nothing of other units. */
export interface Snapshot {
  /** When it was begun, in milliseconds: what was sent later is not in it. */
  readonly at: number;
  readonly steps: readonly DeskStep[];
  readonly cases: Readonly<Record<string, KeptCase>>;
  readonly households: Readonly<Record<string, readonly KeptHousehold[]>>;
  readonly procedures: Readonly<Record<string, Procedure>>;
  readonly categories: readonly EventCategory[];
  readonly grids: ReadonlyArray<{ readonly code: string; readonly name: Label }>;
}

/** Most cases of which the details are kept; the most urgent come first. */
const most = 200;
/** So many at a time: the line in a stairwell is thin. */
const atOnce = 4;

/** Fetches it anew. Confidential cases stay at the desk. Throws where something did not arrive: half a picture replaces nothing. */
export async function takeSnapshot(me: Me): Promise<Snapshot> {
  const at = Date.now();
  const steps = (await all<DeskStep>('/steps')).filter(({ confidential }) => !confidential);
  const caseNos = [...new Set(steps.map(({ caseNo }) => caseNo))].slice(0, most);
  const procedures = [...new Set(['gridEvent', ...steps.map(({ procedure }) => procedure.name)])];
  const campaigns = steps.filter(({ step }) => step.name === 'visit').map(({ caseNo }) => caseNo);
  const [cases, households, forms, categories, grids] = await Promise.all([
    each(caseNos, keptCase),
    each([...new Set(campaigns)], keptHouseholds),
    each(procedures, (name) => ask<Procedure>(`/procedures/${name}`)),
    all<EventCategory>('/event-categories'),
    all<Unit>('/units', { region: me.region, kind: 'grid', active: 'true' }),
  ]);
  return { at, steps, cases, households, procedures: forms, categories, grids: grids.map(({ code, name }) => ({ code, name })) };
}

async function keptCase(caseNo: string): Promise<KeptCase> {
  const { matter, place } = await ask<CaseView>(`/cases/${encodeURIComponent(caseNo)}`);
  return { matter, place };
}

/** The list of the round, with the names that the registry has for its grid. */
async function keptHouseholds(caseNo: string): Promise<readonly KeptHousehold[]> {
  const covered = await all<HouseholdCovered>(`/cases/${encodeURIComponent(caseNo)}/coverage`);
  const registered = await all<Household>('/households', { grid: covered[0]?.grid });
  const members = new Map(registered.map((household) => [household.code, household.members]));
  return covered.map(({ household: code, building, address, head, members: count, outcome }) => ({
    code,
    building,
    address,
    head,
    members: Array.from({ length: count }, (_, index) => ({ number: index + 1, name: members.get(code)?.find(({ number }) => number === index + 1)?.name ?? null })),
    outcome,
  }));
}

/** Field by field, a few at a time. What is no longer there, or no more to be seen, is left out. */
async function each<Value>(names: readonly string[], fetched: (name: string) => Promise<Value>): Promise<Record<string, Value>> {
  const found: Record<string, Value> = {};
  const left = [...names];
  const take = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      try {
        found[name] = await fetched(name);
      } catch (failure) {
        if (!(failure instanceof Refusal) || failure.problem.status === 401 || failure.problem.status >= 500) throw failure;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return found;
}

async function all<Item>(path: string, query: Query = {}): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Item> = await ask<Page<Item>>(path, { ...query, limit: 200, cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** An expired session does not hold anything up here: the page goes on with what it has. */
function ask<Answer>(path: string, query: Query = {}): Promise<Answer> {
  return json<Answer>('GET', path, { query, waits: false, signal: AbortSignal.timeout(30_000) });
}
