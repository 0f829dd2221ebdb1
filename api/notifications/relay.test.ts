import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { until } from '../../tests/rig/eventually.ts';
import { cloneDatabase, temporalAddress, type TestDatabase } from '../../tests/rig/infra.ts';
import { Receiver, type Received } from '../../tests/rig/receiver.ts';
import { recordedCase, type RecordedCase } from '../../tests/rig/recorded-case.ts';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../database.ts';
import { assembleDeps, type Deps } from '../deps.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createLogger } from '../log.ts';
import { nextRound, takeTurns } from './deliveries.ts';
import { postEvent } from './post-event.ts';
import { eventOf } from './event-of.ts';
import { startRelay, type Relay } from './relay.ts';
import { newSecret } from './signature.ts';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

let database: TestDatabase;
let db: Database;
let engine: Engine;
let deps: Deps;
let shift = 0;
let number = 0;
const relays: Relay[] = [];
const receivers: Receiver[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  db = openDatabase(database.url);
  engine = createEngine(temporalAddress);
});

afterAll(async () => {
  await Promise.all([db.$disconnect(), engine.close()]);
  await database.drop();
});

beforeEach(() => {
  shift = 0;
  deps = otherProcess();
});

afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  await db.notification.deleteMany();
  await db.webhook.deleteMany();
});

/** What another API process would stand on: the same database, an outbox of its own. */
function otherProcess(): Deps {
  const config = readConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    INTERNAL_TOKEN: randomUUID(),
    PUBLIC_URL: 'http://liandong.test',
  });
  return assembleDeps({ db, engine, clock: () => new Date(Date.now() + shift), log: createLogger('silent'), config });
}

function relay(settings?: { timeoutMs: number }, of = deps): Relay {
  const started = startRelay(of, settings);
  relays.push(started);
  return started;
}

async function receiver(answer?: Receiver['answer']): Promise<Receiver> {
  const opened = await Receiver.open(answer);
  receivers.push(opened);
  return opened;
}

/** A webhook of the unit at the receiver; returns its id. */
async function listens(unit: string, { url }: { url: string }, secret = newSecret()): Promise<string> {
  const now = deps.clock();
  const { id } = await db.webhook.create({ data: { unit, url, secret, createdBy: randomUUID(), createdAt: now, resumeAt: now } });
  return id;
}

async function aCase(procedure: 'assistedFiling' | 'jointInspection' = 'assistedFiling', title?: string): Promise<RecordedCase> {
  number += 1;
  return recordedCase(deps, { procedure, number }, title);
}

const told = (...units: string[]) => ({ tell: units.map((unit) => ({ unit, roles: ['handler'] })) });

/** Moves the clock and lets the relays look. */
function pass(milliseconds: number): void {
  shift += milliseconds;
  deps.outbox.wake();
}

function firstOf({ received: [first] }: Receiver): Received {
  if (first === undefined) throw new Error('nothing came');
  return first;
}

/** What a receiver heard, without what came again: a clock that leaps ends turns that are under way. */
const heard = ({ received }: Receiver) => [...new Map(received.map(({ event }) => [event.id, event])).values()];
const pending = () => db.notification.count({ where: { nextAt: { not: null } } });
const rows = () => db.notification.findMany({ orderBy: { id: 'asc' } });
const failuresOf = async (id: string) => (await db.webhook.findUniqueOrThrow({ where: { id } })).failures;

describe('one event', () => {
  test('is there at once, is a CloudEvent, and its signature is good for an independent reader', async () => {
    const secret = newSecret();
    const unit = await receiver();
    await listens('market', unit, secret);
    relay();
    const filing = await aCase('assistedFiling', '王大明的营业执照');
    await filing.tell({ ...told('market'), step: 'decide-2' });
    await until(() => unit.received.length === 1);
    const before = Date.now();
    for (let index = 2; index <= 5; index += 1) {
      await filing.tell(told('market'));
      await until(() => unit.received.length === index);
    }
    expect(Date.now() - before).toBeLessThan(4 * seconds); // looking every two seconds would take twice as long

    const { headers, body, event } = firstOf(unit);
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const text = (name: string) => String(headers[name]);
    const signature = { 'webhook-id': text('webhook-id'), 'webhook-timestamp': text('webhook-timestamp'), 'webhook-signature': text('webhook-signature') };
    expect(new StandardWebhook(secret).verify(body, signature)).toEqual(JSON.parse(body));
    expect(() => new StandardWebhook(newSecret()).verify(body, signature)).toThrow('No matching signature');
    expect(() => new StandardWebhook(secret).verify(`${body} `, signature)).toThrow('No matching signature');

    expect(event).toMatchObject({
      specversion: '1.0',
      id: headers['webhook-id'],
      source: 'http://liandong.test',
      type: 'example.liandong.stepOffered',
      subject: filing.caseNo,
      data: { caseNo: filing.caseNo, unit: 'market', seq: 1, kind: 'stepOffered', procedure: { name: 'assistedFiling' }, step: { id: 'decide-2' } },
    });
    expect(body).not.toContain('王大明');
    await until(async () => (await pending()) === 0);
    expect((await rows())[0]).toMatchObject({ attempts: 1, lastError: null, closed: null, doneAt: expect.any(Date) });
  });

  test('of a confidential case tells its number and a link, no procedure, step or kind', async () => {
    const unit = await receiver();
    await listens('town', unit);
    relay();
    const inspection = await aCase('jointInspection', '关于孔某的反映');
    await inspection.tell({ ...told('town'), step: 'verify', kind: 'stepSupervised' });
    await until(() => unit.received.length === 1);
    const { body, event } = firstOf(unit);
    expect(event.type).toBe('example.liandong.notice');
    expect(event.data).toEqual({
      caseNo: inspection.caseNo,
      unit: 'town',
      what: { zh: '事项有新情况', en: 'there is something new' },
      seq: null,
      kind: null,
      procedure: null,
      step: null,
      links: { case: `http://liandong.test/api/v1/cases/${encodeURIComponent(inspection.caseNo)}` },
    });
    expect(body).not.toMatch(/jointInspection|verify|upervise|孔某/);
  });

  test('goes to the webhooks of the units that are told and to no other, once to each', async () => {
    const [one, two, other] = [await receiver(), await receiver(), await receiver()];
    await listens('market', one);
    await listens('market', two);
    await listens('housing', other);
    relay();
    await (await aCase()).tell({ tell: [{ unit: 'market', roles: ['handler'] }, { unit: 'market', roles: ['unitHead'] }] });
    await until(() => one.received.length === 1 && two.received.length === 1);
    await until(async () => (await pending()) === 0);
    expect(other.received).toEqual([]);
    expect(one.received[0]?.event.id).not.toBe(two.received[0]?.event.id);
  });

  test('is not told again when its record comes again', async () => {
    const unit = await receiver();
    await listens('market', unit);
    relay();
    const filing = await aCase();
    await filing.tell(told('market'));
    filing.change({ seq: 0 });
    await filing.tell(told('market'));
    await until(async () => (await pending()) === 0);
    expect(unit.received).toHaveLength(1);
  });
});

describe('a receiver that does not acknowledge', () => {
  test.each([500, 404, 301, 429])('%i: tried again until it answers 2xx, in order, with the same id', async (status) => {
    let calls = 0;
    const unit = await receiver(() => ((calls += 1) <= 3 ? status : 200));
    unit.headers = status === 301 ? { location: unit.url } : {};
    const id = await listens('market', unit);
    relay();
    await (await aCase()).tell(told('market'), told('market'), told('market'));
    for (const failures of [1, 2, 3]) {
      await until(async () => (await failuresOf(id)) === failures);
      const [first] = await rows();
      expect(first).toMatchObject({ attempts: failures, lastError: `status ${status}`, doneAt: null });
      pass(5 * seconds * 2 ** (failures - 1) - 1 * seconds);
      await sleep(60);
      expect(calls).toBe(failures); // not before its time
      pass(1 * seconds + seconds * 2 ** (failures - 1)); // a fifth later at most
    }
    await until(async () => (await pending()) === 0);
    expect(unit.seqs).toEqual([1, 1, 1, 1, 2, 3]);
    expect(new Set(unit.received.map(({ event }) => event.id)).size).toBe(3);
    expect(await failuresOf(id)).toBe(0);
    expect((await rows())[0]).toMatchObject({ attempts: 4, lastError: `status ${status}`, doneAt: expect.any(Date) });
  });

  test('a redirection is not followed', async () => {
    const elsewhere = await receiver();
    const unit = await receiver(() => 307);
    unit.headers = { location: elsewhere.url };
    const id = await listens('market', unit);
    relay();
    await (await aCase()).tell(told('market'));
    await until(async () => (await failuresOf(id)) === 1);
    expect(elsewhere.received).toEqual([]);
  });

  test('an answer that does not come in time counts as none', async () => {
    const unit = await receiver(() => new Promise<number>(() => undefined));
    const id = await listens('market', unit);
    relay({ timeoutMs: 100 });
    await (await aCase()).tell(told('market'));
    await until(async () => (await failuresOf(id)) === 1);
    expect(await rows()).toMatchObject([{ lastError: 'timeout', attempts: 1 }]);
  });

  test('down for an hour: nothing is lost, the order of each case is kept, and it costs few attempts', async () => {
    const unit = await receiver();
    const id = await listens('market', unit);
    relay();
    await unit.close();
    const cases = [await aCase(), await aCase(), await aCase()];
    for (let minute = 0; minute < 60; minute += 1) {
      if (minute % 6 === 0) for (const each of cases) await each.tell(told('market'), told('market'));
      const { attempts } = (await db.notification.aggregate({ _sum: { attempts: true } }))._sum;
      pass(1 * minutes);
      await sleep(40);
      expect(attempts).toBeLessThan(30);
    }
    expect((await rows())[0]).toMatchObject({ lastError: 'ECONNREFUSED' });
    const tried = (await db.notification.aggregate({ _sum: { attempts: true } }))._sum.attempts ?? 0;
    expect(tried).toBeLessThan(30);
    expect(await failuresOf(id)).toBeGreaterThan(6);
    expect(await pending()).toBe(60);

    await unit.open();
    pass(2 * hours);
    await until(async () => (await pending()) === 0);
    expect(heard(unit)).toHaveLength(60);
    for (const { caseNo } of cases) {
      const seqs = heard(unit).filter(({ subject }) => subject === caseNo).map(({ data }) => data.seq);
      expect(seqs.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      const misplaced = seqs.filter((seq, index) => index > 0 && (seq ?? 0) < (seqs[index - 1] ?? 0));
      expect(misplaced.length).toBeLessThanOrEqual(1);
    }
  });

  test('one event that it always fails on does not keep the others back', async () => {
    const bad = await aCase();
    const unit = await receiver(({ subject }) => (subject === bad.caseNo ? 500 : 200));
    await listens('market', unit);
    relay();
    await bad.tell(told('market'));
    await until(async () => (await rows())[0]?.attempts === 1);
    for (let index = 0; index < 4; index += 1) await (await aCase()).tell(told('market'));
    for (let index = 0; index < 12; index += 1) {
      pass(1 * hours);
      await sleep(60);
    }
    await until(async () => (await pending()) === 1);
    expect(heard(unit).filter(({ subject }) => subject !== bad.caseNo)).toHaveLength(4);
    const waiting = await db.notification.findFirstOrThrow({ where: { nextAt: { not: null } } });
    expect(waiting).toMatchObject({ caseNo: bad.caseNo, closed: null });

    unit.answer = () => 200; // mended at last: even this one was never given up
    pass(1 * hours);
    await until(async () => (await pending()) === 0);
  });

  test('a slow one does not hold up the others, and is sent no more than eight at a time', async () => {
    let [under, most] = [0, 0];
    const release = Promise.withResolvers<number>();
    const slow = await receiver(async () => {
      under += 1;
      most = Math.max(most, under);
      const status = await release.promise;
      under -= 1;
      return status;
    });
    const quick = await receiver();
    await listens('slow', slow);
    await listens('quick', quick);
    relay();
    for (let index = 0; index < 20; index += 1) await (await aCase()).tell(told('slow', 'quick'));
    await until(() => quick.received.length === 20);
    expect(slow.received.length).toBeLessThanOrEqual(8);
    release.resolve(200);
    await until(async () => (await pending()) === 0);
    expect(slow.received).toHaveLength(20);
    expect(most).toBeLessThanOrEqual(8);
  });
});

describe('several relays, and what befalls them', () => {
  test('two relays at once deliver each event once, in the order of its case', async () => {
    const units = ['a-unit', 'b-unit', 'c-unit', 'd-unit'];
    const ears = await Promise.all(units.map(async (unit) => {
      const ear = await receiver(async () => sleep(3, 200));
      await listens(unit, ear);
      return ear;
    }));
    const second = otherProcess();
    relay();
    relay(undefined, second);
    const cases = [await aCase(), await aCase(), await aCase()];
    for (let index = 0; index < 10; index += 1) {
      await Promise.all(cases.map((each) => each.tell(told(...units))));
      second.outbox.wake();
    }
    await until(async () => (await pending()) === 0);
    for (const ear of ears) {
      expect(ear.received).toHaveLength(30);
      for (const { caseNo } of cases) {
        const seqs = ear.received.filter(({ event }) => event.subject === caseNo).map(({ event }) => event.data.seq);
        expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      }
    }
  });

  test('one that dies between sending and noting it: another one delivers again, with the same id', async () => {
    const unit = await receiver();
    const id = await listens('market', unit);
    await (await aCase()).tell(told('market'));

    const now = deps.clock();
    const end = new Date(now.getTime() + 30 * seconds);
    const [turn] = await takeTurns(db, { now, until: end, most: 10 });
    if (turn === undefined) throw new Error('there was no turn to take');
    const round = await nextRound(db, turn, { now, until: end, most: 8 });
    const [delivery] = round?.deliveries ?? [];
    if (round === undefined || delivery === undefined) throw new Error('there was nothing to deliver');
    await postEvent(round.url, eventOf(delivery, id, 'http://liandong.test'), { secrets: round.secrets, at: now, patience: 1_000 });

    relay();
    pass(20 * seconds);
    await sleep(150);
    expect(unit.received).toHaveLength(1); // it may live still
    pass(15 * seconds);
    await until(async () => (await pending()) === 0);
    expect(unit.received).toHaveLength(2);
    expect(unit.received[0]?.event).toEqual(unit.received[1]?.event);
  });

  test('one that lost its turn leaves the webhook to the other', async () => {
    await listens('market', await receiver());
    await (await aCase()).tell(told('market'));
    const now = deps.clock();
    const later = new Date(now.getTime() + 31 * seconds);
    const [lost] = await takeTurns(db, { now, until: new Date(now.getTime() + 30 * seconds), most: 10 });
    const [held] = await takeTurns(db, { now: later, until: new Date(later.getTime() + 30 * seconds), most: 10 });
    if (lost === undefined || held === undefined) throw new Error('there was no turn to take');
    expect(await nextRound(db, lost, { now: later, until: later, most: 8 })).toBeUndefined();
    expect(await nextRound(db, held, { now: later, until: held.until, most: 8 })).toBeDefined();
  });

  test('stopping waits for what is under way and hands over at once', async () => {
    const release = Promise.withResolvers<number>();
    const unit = await receiver(() => release.promise);
    await listens('market', unit);
    const first = relay();
    const filing = await aCase();
    await filing.tell(told('market'));
    await until(() => unit.received.length === 1);
    const stopped = first.stop();
    release.resolve(200);
    await stopped;
    expect(await pending()).toBe(0);

    await filing.tell(told('market'));
    relay(); // finds it without a wake, and without waiting for a turn to run out
    await until(() => unit.received.length === 2);
  });

  test('what was written while nobody was there to be woken is found by looking', async () => {
    const unit = await receiver();
    await listens('market', unit);
    relay();
    await recordedCase({ db, outbox: otherProcess().outbox }, { procedure: 'assistedFiling', number: 9_999 }).then((each) => each.tell(told('market')));
    await until(() => unit.received.length === 1);
  });
});

describe('a webhook that changes', () => {
  test('turned off: what waits is closed with the reason; nothing more is written or sent for it', async () => {
    const unit = await receiver(() => 500);
    const id = await listens('market', unit);
    relay();
    const filing = await aCase();
    await filing.tell(told('market'), told('market'));
    await until(async () => (await failuresOf(id)) === 1);
    await db.webhook.update({ where: { id }, data: { active: false, resumeAt: deps.clock() } });
    deps.outbox.wake();
    await until(async () => (await pending()) === 0);
    await filing.tell(told('market'));
    pass(1 * hours);
    await sleep(100);
    expect(await rows()).toMatchObject([
      { closed: 'webhookDeactivated', attempts: 1, lastError: 'status 500', doneAt: null },
      { closed: 'webhookDeactivated', attempts: 0, doneAt: null },
    ]);
    expect(unit.received).toHaveLength(1);
  });

  test('turned off while an event is under way: it counts as acknowledged if it was', async () => {
    const release = Promise.withResolvers<number>();
    const unit = await receiver(() => release.promise);
    const id = await listens('market', unit);
    relay();
    await (await aCase()).tell(told('market'));
    await until(() => unit.received.length === 1);
    await db.webhook.update({ where: { id }, data: { active: false, resumeAt: deps.clock() } });
    deps.outbox.wake();
    await until(async () => (await pending()) === 0);
    release.resolve(200);
    await until(async () => (await rows())[0]?.doneAt !== null);
    expect(await rows()).toMatchObject([{ closed: null, nextAt: null }]);
  });

  test('a new secret: both sign for a day, then the new one alone', async () => {
    const [former, secret] = [newSecret(), newSecret()];
    const unit = await receiver();
    const id = await listens('market', unit, secret);
    await db.webhook.update({ where: { id }, data: { formerSecret: former, formerUntil: new Date(deps.clock().getTime() + 24 * hours) } });
    relay();
    const filing = await aCase();
    await filing.tell(told('market'));
    await until(() => unit.received.length === 1);
    const first = firstOf(unit);
    const headers = Object.fromEntries(Object.entries(first.headers).map(([name, value]) => [name, String(value)]));
    for (const each of [former, secret]) expect(new StandardWebhook(each).verify(first.body, headers)).toBeDefined();

    await until(async () => (await pending()) === 0);
    pass(25 * hours);
    await filing.tell(told('market'));
    await until(() => unit.received.length === 2);
    expect(String(unit.received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});
