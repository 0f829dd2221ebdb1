import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import { NativeConnection, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { family } from '../../contracts/ids.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { bundleOf, bundleQuietly } from '../rig/bundles.ts';
import { filing, sends, serviceDay } from '../rig/chizhou.ts';
import { petition } from '../rig/feidong.ts';
import { insist } from '../rig/insist.ts';
import { replay } from '../rig/replay.ts';
import { System } from '../rig/system.ts';
import { Told } from '../rig/told.ts';
import { keptHistories, readHistory, type Kept } from './histories.ts';
import { stories } from './stories.ts';

const kept = await keptHistories();
const each = kept.map((one): [string, Kept] => [`${one.procedure}/${one.story} of ${one.version}`, one]);

describe('the histories that are kept', () => {
  test('are one of every story, and of nothing else', () => {
    const told = Object.entries(stories).flatMap(([procedure, paths]) => Object.keys(paths).map((story) => `${procedure}/${story}`));
    expect([...new Set(kept.map(({ procedure, story }) => `${procedure}/${story}`))].toSorted()).toEqual(told.toSorted());
  });

  test.each(each)('%s names nobody', async (_, one) => {
    const text = textOf(await readHistory(one));
    expect(text).toContain('〔'); // of the case number: Chinese would be found
    const words = ['示例·', ...personalIn(petition()), ...personalIn(filing())];
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => text.includes(word))).toEqual([]);
  });

  test.each(each)('%s replays with the present code', async (_, one) => {
    const quarters = family.parse(procedures[one.procedure]?.family);
    await expect(replay(bundleOf(quarters), await readHistory(one))).resolves.toBeUndefined();
  });
});

describe('a procedure is changed', () => {
  let system: System;
  let connection: NativeConnection;
  let released: WorkflowBundle;
  let changed: WorkflowBundle;
  let patched: WorkflowBundle;

  beforeAll(async () => {
    system = await System.start({ workers: false });
    connection = await NativeConnection.connect({ address: system.deps.config.temporalAddress });
    released = await fixture('released');
    changed = await fixture('changed');
    patched = await fixture('patched');
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await system.stop();
  });

  test('a history that another story was told in does not replay', async () => {
    const [one] = kept.filter(({ procedure }) => procedure === 'serviceDay');
    if (one === undefined) throw new Error('no history of a service day is kept');
    await expect(replay(released, await readHistory(one))).rejects.toThrow(DeterminismViolationError);
  });

  test('without `patched`, a case that began before stands still under the new code, and goes on under code that fits', async () => {
    const before = await under(released, begins);
    const head = await system.as('pingtianhu-head');
    const reports = () => head.post(before.path('steps/report/complete'), { consultations: 21 }, 'report-of-the-day');
    expect(await under(changed, reports)).toMatchObject({ status: 503, body: { code: 'engine-unavailable' } });
    await under(released, async () => {
      await insist(reports);
      await before.ends();
    });
    await expect(replay(changed, await historyOf(before))).rejects.toThrow(DeterminismViolationError);
  }, 120_000);

  test('with `patched`, a case that began before goes on as it began, one that begins after goes the new way, and both replay', async () => {
    const before = await under(released, begins);
    const after = await under(patched, async () => {
      await ends(before);
      const told = await begins();
      await told.completes('chizhou-service-head', 'confirmRoster', sends('serviceHandlerOne'));
      await ends(told);
      return told;
    });
    expect(await stepsOf(before)).toEqual(['report']);
    expect(await stepsOf(after)).toEqual(['confirmRoster', 'report']);
    for (const told of [before, after]) await expect(replay(patched, await historyOf(told))).resolves.toBeUndefined();
    await expect(replay(released, await historyOf(after))).rejects.toThrow(DeterminismViolationError); // no way back for those
  });

  /** Does something while a worker runs this code. */
  async function under<T>(bundle: WorkflowBundle, work: () => Promise<T>): Promise<T> {
    const { internalUrl, engine, deps } = system;
    const settings = { connection, family: 'general', ...engine.quarters('general'), internalUrl, internalToken: deps.config.internalToken } as const;
    return (await createWorker({ ...settings, bundle })).runUntil(work);
  }

  function begins(): Promise<Told> {
    return Told.open(system, 'general', 'chizhou-coordinator', serviceDay());
  }

  async function ends(told: Told): Promise<void> {
    await told.completes('pingtianhu-head', 'report', { consultations: 21 });
    await told.ends();
  }

  async function stepsOf({ caseNo }: Told): Promise<string[]> {
    return (await system.db.step.findMany({ where: { caseNo }, orderBy: { offeredAt: 'asc' } })).map(({ name }) => name);
  }

  async function historyOf({ workflowId }: Told): Promise<History> {
    const { runId } = await system.handle('general', workflowId).describe();
    return system.engine.history('general', workflowId, runId);
  }
});

/** The workflows of one of the fixtures beside this file. */
function fixture(name: 'released' | 'changed' | 'patched'): Promise<WorkflowBundle> {
  return bundleQuietly(`../replay/fixtures/${name}.ts`);
}

function textOf(history: History): string {
  return Buffer.from(proto.temporal.api.history.v1.History.encode(history).finish()).toString('utf8');
}

const personalFields = new Set(['title', 'name', 'phone', 'idNumber', 'address', 'fact']);

/** What a request says of people: names, telephone numbers, identity numbers, addresses, what is alleged. */
function personalIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) =>
    typeof inner === 'string' ? (personalFields.has(field) ? [inner] : []) : personalIn(inner),
  );
}
