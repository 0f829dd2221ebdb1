import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../../contracts/api/live.ts';
import { assembleDeps } from '../../api/deps.ts';
import { listen, type Listeners } from '../../api/server.ts';
import { exampleOfficers as officers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { Chizhou } from '../rig/chizhou.ts';
import { eventually, until } from '../rig/eventually.ts';
import { startApi } from '../rig/api.ts';
import { Feidong, petition } from '../rig/feidong.ts';
import { System, type Person } from '../rig/system.ts';

const path = '/api/v1/changes';

let system: System;
let chizhou: Chizhou;
let feidong: Feidong;
/** Another process of the API, over the same database. */
let other: Listeners;
let otherUrl: string;
const following: Follower[] = [];

beforeAll(async () => {
  system = await System.start();
  chizhou = await Chizhou.of(system);
  feidong = await Feidong.of(system);
  other = await anotherProcess();
  otherUrl = urlOf(other);
});
afterAll(async () => {
  for (const each of following) each.leaves();
  await other.close();
  await system.stop();
});

function anotherProcess(): Promise<Listeners> {
  const { db, engine, clock, log, config } = system.deps;
  return listen(assembleDeps({ db, engine, clock, log, config }));
}

function urlOf({ publicPort }: Listeners): string {
  return `http://127.0.0.1:${publicPort}`;
}

/** Somebody who follows the stream, and what he was told. */
class Follower {
  readonly events: Array<{ readonly event: string; readonly data: Change | null }> = [];
  readonly lines: string[] = [];
  readonly over: Promise<void>;
  readonly #leaving: AbortController;

  private constructor(response: Response, leaving: AbortController) {
    this.#leaving = leaving;
    this.over = this.#read(response).catch(() => undefined);
  }

  static async of(who: Person, from?: string): Promise<Follower> {
    const leaving = new AbortController();
    const response = await who.follows(path, leaving.signal, from);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const follower = new Follower(response, leaving);
    following.push(follower);
    await until(() => follower.events.length > 0);
    return follower;
  }

  async #read(response: Response): Promise<void> {
    let rest = '';
    for await (const text of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        this.lines.push(block);
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== undefined && data !== undefined) this.events.push({ event, data: JSON.parse(data) });
      }
    }
  }

  get changes(): Change[] {
    return this.events.flatMap(({ data }) => data ?? []);
  }

  /** Waits until he was told of a case. */
  hearsOf(caseNo: string): Promise<Change> {
    return eventually(async () => this.changes.find(({ cases }) => cases.some((each) => each.caseNo === caseNo)));
  }

  forgets(): void {
    this.events.length = 0;
  }

  leaves(): void {
    this.#leaving.abort();
  }
}

const as = (name: ExampleOfficerName): Promise<Person> => system.as(officers[name].userName);
const follows = async (name: ExampleOfficerName): Promise<Follower> => Follower.of(await as(name));

/** Long enough for everything recorded so far to have been told. */
const settled = (): Promise<void> => sleep(1_500);

describe('refused', () => {
  test('whoever is not signed in, or has no business with cases', async () => {
    expect(await system.outsider().get(path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    for (const name of ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const) {
      expect(await (await as(name)).get(path)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  test('the ninth page of one log-in; one that was closed makes room', async () => {
    const person = await as('hrHandler');
    const pages: Follower[] = [];
    for (let count = 0; count < 8; count += 1) pages.push(await Follower.of(person));
    expect(await person.get(path)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    pages[0]?.leaves();
    await until(async () => (await openStreams()) === 7);
    for (const each of [...pages, await Follower.of(person)]) each.leaves();
    await until(async () => (await openStreams()) === 0);
  });
});

async function openStreams(): Promise<number> {
  const answer = await fetch(new URL('/metrics', system.internalUrl), { headers: { authorization: `Bearer ${system.deps.config.internalToken}` } });
  return Number(/^liandong_change_streams (\d+)$/m.exec(await answer.text())?.[1]);
}

describe('told', () => {
  test('is who may see the case, whichever process he is with; of his desk and inbox only where they changed', async () => {
    const [market, service, community, watcher] = [await follows('marketHandlerTwo'), await follows('serviceHandlerTwo'), await follows('communityHandler'), await follows('chizhouSupervisor')];
    const elsewhere = await Follower.of(await as('marketHandlerOne'), otherUrl);
    const { caseNo, workflowId } = await chizhou.leadsTo('receive');
    await settled();
    for (const each of [market, service, community, watcher, elsewhere]) each.forgets();

    await chizhou.completes(chizhou.market, workflowId, 'receive', { decision: 'accepted' });
    const { seq } = await system.db.case.findUniqueOrThrow({ where: { caseNo } });
    expect(await market.hearsOf(caseNo)).toEqual({ cases: [{ caseNo, workflowId, seq }], others: false, desk: true, inbox: true });
    expect(await elsewhere.hearsOf(caseNo)).toMatchObject({ desk: true });
    expect(await service.hearsOf(caseNo)).toMatchObject({ cases: [{ caseNo }], others: false });
    expect(await watcher.hearsOf(caseNo)).toMatchObject({ desk: false, inbox: false });
    await settled();
    expect(community.events).toEqual([]);
  });

  test('a burst is a few events, and the answer is neither buffered nor kept', async () => {
    const coordinator = await follows('chizhouCoordinator');
    const { caseNo, workflowId } = await chizhou.leadsTo('decide');
    await settled();
    coordinator.forgets();
    await Promise.all(Array.from({ length: 12 }, (_, number) => chizhou.does(chizhou.market, workflowId, 'add-note', { text: `第 ${number} 条` })));
    await coordinator.hearsOf(caseNo);
    await settled();
    expect(coordinator.changes.length).toBeLessThan(6);
    const leaving = new AbortController();
    const { headers } = await chizhou.coordinator.follows(path, leaving.signal);
    leaving.abort();
    expect([headers.get('cache-control'), headers.get('x-accel-buffering')]).toEqual(['no-store', 'no']);
  });
});

describe('nobody outside learns', () => {
  test('of a discipline case that it is there; who may see it is not told its number', async () => {
    const insiders = await Promise.all((['feidongCoordinator', 'officeHead', 'feidongHead', 'townHead'] as const).map(follows));
    const outside: readonly ExampleOfficerName[] = [
      'feidongHandler', 'officeHandlerTwo', 'petitionsHead', 'reviewHead', 'feidongSupervisor', 'townGovernmentHandler', 'villageSecretary', 'auditor', 'chizhouCoordinator', 'marketHead', 'tongchengCommissionHead',
    ];
    const outsiders = await Promise.all(outside.map(follows));
    for (const each of [...insiders, ...outsiders]) each.forgets();
    await feidong.leadsTo('conclude', petition());
    await settled();
    expect(outsiders.flatMap(({ changes }, index) => changes.map((change) => [outside[index], change]))).toEqual([]);
    for (const { changes, lines } of insiders) {
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.every(({ cases, others }) => cases.length === 0 && others)).toBe(true);
      expect(lines.join('\n')).not.toMatch(/号|jointInspection/);
    }
    expect(insiders[1]?.changes.some(({ desk, inbox }) => desk && inbox)).toBe(true);
    // Nothing was named, so that nobody read: only the coordinator did, who looked.
    expect(await system.db.auditEntry.count({ where: { kind: 'caseRead', officer: { not: feidong.coordinator.officer } } })).toBe(0);
  });

  test('who is recused hears nothing more, a handler elsewhere never did, and what is made out of words carries none', async () => {
    const recused = await follows('marketHandlerOne');
    const [colleague, elsewhere, auditor] = [await follows('marketHandlerTwo'), await follows('tangwanHandler'), await follows('auditor')];
    const { caseNo, workflowId } = await chizhou.leadsTo('decide');
    await Promise.all([recused.hearsOf(caseNo), auditor.hearsOf(caseNo)]);
    await chizhou.does(chizhou.market, workflowId, 'declare-interest', { officer: officers.marketHandlerOne.id, ground: 'relative' });
    await settled();
    for (const each of [recused, colleague, elsewhere, auditor]) each.forgets();
    await chizhou.does(await as('marketHandlerTwo'), workflowId, 'add-note', { text: '示例·史某来电' });
    await colleague.hearsOf(caseNo);
    await auditor.hearsOf(caseNo);
    await settled();
    expect([recused.events, elsewhere.events]).toEqual([[], []]);
    expect(colleague.lines.join('\n')).not.toMatch(/史某|执照|来电/);
  });

  test('who lost his role, or was moved to another unit, hears nothing more', async () => {
    const people = [officers.marketHandlerTwo, officers.marketHead];
    const [demoted, moved] = [await follows('marketHandlerTwo'), await follows('marketHead')];
    const { caseNo, workflowId } = await chizhou.leadsTo('decide');
    await Promise.all([demoted.hearsOf(caseNo), moved.hearsOf(caseNo)]);
    await system.db.officer.update({ where: { id: officers.marketHandlerTwo.id }, data: { roles: ['auditAdministrator'] } });
    await system.db.officer.update({ where: { id: officers.marketHead.id }, data: { unitCode: 'jiuhua-bank' } });
    await settled();
    demoted.forgets();
    moved.forgets();
    await sleep(1_000);
    await chizhou.does(chizhou.market, workflowId, 'add-note', { text: '补充' });
    await settled();
    expect([demoted.events, moved.events]).toEqual([[], []]);
    for (const { id, roles, unit } of people) await system.db.officer.update({ where: { id }, data: { roles: [...roles], unitCode: unit } });
  });
});

describe('the stream ends', () => {
  test('with the session: by log-out, expiry or an account that was closed', async () => {
    const [leaver, disabled, stays] = [await as('bankHandler'), await as('medicalHandler'), await as('medicalHead')];
    const streams = await Promise.all([leaver, disabled, stays].map((each) => Follower.of(each)));
    await leaver.send('DELETE', '/api/v1/sessions/current');
    await system.db.officer.update({ where: { id: disabled.officer }, data: { active: false } });
    await system.deps.changes.review();
    await Promise.all([streams[0]?.over, streams[1]?.over]);
    expect([streams[0]?.events.at(-1)?.event, streams[1]?.events.at(-1)?.event, streams[2]?.events.at(-1)?.event]).toEqual(['end', 'end', 'ready']);
    await system.db.officer.update({ where: { id: disabled.officer }, data: { active: true } });
    await system.db.session.updateMany({ where: { officerId: stays.officer }, data: { lastSeenAt: new Date(Date.now() - 31 * 60_000) } });
    await system.deps.changes.review();
    await streams[2]?.over;
    expect(streams[2]?.events.at(-1)?.event).toBe('end');
  });

  test('not with the connection to PostgreSQL: that comes back, and everybody is told to ask anew', async () => {
    const market = await follows('marketHandlerOne');
    const { caseNo, workflowId } = await chizhou.leadsTo('decide');
    await settled();
    market.forgets();
    await system.db.$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = 'liandong changes' AND datname = current_database()`;
    await until(() => market.events.some(({ event }) => event === 'resync'));
    market.forgets();
    await chizhou.does(chizhou.market, workflowId, 'add-note', { text: '线路恢复' });
    await market.hearsOf(caseNo);
  });

  test('as it should, for those who read the log: one line without failure, and no time that would spoil the figures', async () => {
    const api = await startApi();
    const token = await api.signIn('marketHandlerOne');
    const leaving = new AbortController();
    await fetch(new URL(path, api.url), { signal: leaving.signal, headers: { authorization: `Bearer ${token}` } });
    leaving.abort();
    const line = await eventually(async () => api.log.find((each) => each.includes(`"route":"${path}"`)));
    expect(JSON.parse(line)).toMatchObject({ status: 200, officer: officers.marketHandlerOne.id });
    const { body } = await api.call('GET', '/metrics', { internal: true, headers: { authorization: `Bearer ${api.deps.config.internalToken}` } });
    expect(body).toContain('route="/api/v1/sessions"');
    expect(body).not.toContain(`route="${path}"`);
    await api.stop();
  });

  test('when the process is told to stop: it does not wait for those who listen', async () => {
    const people = await Promise.all((['marketHandlerOne', 'marketHandlerTwo', 'serviceHead'] as const).map(as));
    const stopping = await anotherProcess();
    const streams = await Promise.all(people.map((each) => Follower.of(each, urlOf(stopping))));
    const began = Date.now();
    await stopping.close();
    expect(Date.now() - began).toBeLessThan(4_000);
    for (const each of streams) {
      await each.over;
      expect(each.events.at(-1)?.event).toBe('end');
    }
  });
});
