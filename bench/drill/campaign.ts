import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase } from '../../api/database.ts';
import { coverage, type Coverage } from '../../contracts/case.ts';
import { crowd, timed } from '../crowd.ts';
import type { Person } from '../over-http.ts';
import type { District } from './district.ts';

const householdsOfGrid = 400;
/** Members of the households, in turn. */
const sizes = [1, 2, 3, 4, 2, 3];
const perReport = 50;

const part = z.object({ workflowId: z.string(), leadUnit: z.string() });
const listed = z.object({ items: z.array(z.object({ household: z.string(), members: z.int() })), next: z.string().nullable() });
const caseSeen = z.object({ stage: z.object({ name: z.string() }), coverage: coverage.nullable(), timeline: z.array(z.object({ kind: z.string(), data: z.record(z.string(), z.json()) })) });

/** 400 invented households in each grid. */
export async function settle(databaseUrl: string, { grids }: District): Promise<{ households: number; persons: number }> {
  const db = openDatabase(databaseUrl);
  try {
    const households = grids.flatMap(({ code: grid }) =>
      Array.from({ length: householdsOfGrid }, (_, index) => ({
        code: `${grid}-${String(index + 1).padStart(4, '0')}`,
        grid,
        building: `${Math.floor(index / 20) + 1} 幢`,
        address: `演练街 ${index + 1} 号`,
        head: '示例·户主',
        size: sizes[index % sizes.length] ?? 1,
      })),
    );
    for (let start = 0; start < households.length; start += 5_000) {
      const some = households.slice(start, start + 5_000);
      await db.household.createMany({ data: some.map(({ size: _, ...household }) => household) });
      await db.householdMember.createMany({
        data: some.flatMap(({ code, size }) => Array.from({ length: size }, (_, member) => ({ household: code, number: member + 1, name: '示例·住户' }))),
      });
    }
    return { households: households.length, persons: households.reduce((sum, { size }) => sum + size, 0) };
  } finally {
    await db.$disconnect();
  }
}

export interface Covered {
  readonly seconds: number;
  readonly openedWithin: number;
  readonly requests: number;
  readonly proof: Coverage;
}

/** One round over every household: opened by the centre, visited grid by grid, proved at the end. */
export async function cover(district: District, person: (token: string) => Person, atOnce: number): Promise<Covered> {
  const centre = person(district.centre);
  const begun = performance.now();
  const { caseNo, workflowId } = await centre.post(
    '/api/v1/cases',
    { procedure: 'campaign', region: '341002', title: '演练:全员登记', matter: { kind: 'dataCheck', rounds: 1, grids: district.grids.map(({ code }) => code) } },
    201,
  );
  const parts = await everyPart(centre, String(caseNo), district.grids.length);
  const openedWithin = (performance.now() - begun) / 1000;

  const todo = [...district.grids];
  const { actions } = await crowd(todo.length, atOnce, async (_, note) => {
    const grid = todo.pop();
    if (grid === undefined) return;
    const id = parts.get(grid.code);
    const worker = person(grid.worker);
    const households = await householdsOf(worker, String(id));
    for (let start = 0; start < households.length; start += perReport) {
      const visits = households.slice(start, start + perReport).map(({ household, members }) => ({
        household,
        outcome: 'done',
        persons: Array.from({ length: members }, (_member, index) => ({ number: index + 1 })),
      }));
      await timed('report', note, () => worker.post(`/api/v1/cases/${id}/steps/visit/report`, { visits }, 200));
    }
    await timed('complete', note, () => worker.post(`/api/v1/cases/${id}/steps/visit/complete`, {}, 200));
  });
  const proof = await proved(centre, String(workflowId));
  await centre.post(`/api/v1/cases/${String(workflowId)}/steps/report/complete`, { note: '演练结束' }, 200);
  return { seconds: (performance.now() - begun) / 1000, openedWithin, requests: actions, proof };
}

/** Waits until every grid has its case. */
async function everyPart(centre: Person, caseNo: string, count: number): Promise<Map<string, string>> {
  for (;;) {
    const found = new Map<string, string>();
    for (let cursor = ''; ; ) {
      const page = await centre.get(`/api/v1/cases?limit=200&partOf=${encodeURIComponent(caseNo)}${cursor}`);
      for (const { workflowId, leadUnit } of z.array(part).parse(page['items'])) found.set(leadUnit, workflowId);
      if (typeof page['next'] !== 'string') break;
      cursor = `&cursor=${page['next']}`;
    }
    if (found.size === count) return found;
    await sleep(500);
  }
}

async function householdsOf(worker: Person, id: string) {
  const found: Array<{ household: string; members: number }> = [];
  for (let cursor = ''; ; ) {
    const { items, next } = listed.parse(await worker.get(`/api/v1/cases/${id}/coverage?limit=200${cursor}`));
    found.push(...items);
    if (next === null) return found;
    cursor = `&cursor=${next}`;
  }
}

/** 不漏一户、不落一人: what the round says of itself when its last grid has ended. */
async function proved(centre: Person, workflowId: string): Promise<Coverage> {
  for (;;) {
    const { stage, coverage: proof } = caseSeen.parse(await centre.get(`/api/v1/cases/${workflowId}`));
    if (stage.name === 'report' && proof !== null) return proof;
    await sleep(500);
  }
}
