import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { Connection, type WorkflowHandle } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { planClocks } from '../../api/clocks/plan.ts';
import { usualWorkingHours } from '../../api/clocks/calendar.ts';
import { createEngine, type Engine } from '../../api/engine/engine.ts';
import type { Answer, Message } from '../../contracts/action.ts';
import type { Actor, Clock, Entry, Step } from '../../contracts/case.ts';
import { clockPlan, timeLimitRule, type ClockPlan, type Ladder, type TimeLimitRule } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { ProblemCode, ProblemFacts } from '../../contracts/problem.ts';
import type { MatterOf } from '../../contracts/procedure.ts';
import { recordBatch, type RecordBatch, type RecordReply, type WholeCase } from '../../contracts/record.ts';
import type { Role } from '../../contracts/roles.ts';
import { Deferred } from '../../workflows/kit/deferred.ts';
import { bundleOf } from '../rig/bundles.ts';
import { advance, freshNamespaces, temporalAddress, type Duration } from '../rig/infra.ts';
import type { lampRepair } from './trial-contract.ts';
import type * as stories from './trial-workflows.ts';

const hour = 3_600_000;
/** A timer is set by the time at which its workflow task began, and starts when that ends: so much later it fires. */
const lag = 5_000;

export interface Person {
  readonly officer: string;
  readonly unit: string;
  readonly roles: readonly Role[];
}

function person(unit: string, ...roles: Role[]): Person {
  return { officer: randomUUID(), unit, roles };
}

export const people = {
  coordinator: person('hotline', 'coordinator'),
  fitter: person('lamp-team', 'handler'),
  fittersMate: person('lamp-team', 'handler'),
  foreman: person('lamp-team', 'unitHead'),
  electrician: person('power-team', 'handler'),
  roadMender: person('road-team', 'handler'),
  planner: person('lighting-office', 'handler'),
  supervisor: person('lighting-office', 'supervisor'),
  mayor: person('city-bureau', 'supervisor'),
  auditor: person('lamp-team', 'auditor'),
  brother: person('lamp-team', 'handler'),
  lampMaker: person('lamp-maker', 'handler'),
} as const;

export const unitNames: Readonly<Record<string, Label>> = {
  hotline: { zh: '市民热线', en: 'hotline' },
  'lamp-team': { zh: '路灯班', en: 'lamp team' },
  'power-team': { zh: '供电班', en: 'power team' },
  'road-team': { zh: '道路班', en: 'road team' },
  'lighting-office': { zh: '照明科', en: 'lighting office' },
  'city-bureau': { zh: '城管局', en: 'city bureau' },
  'lamp-maker': { zh: '灯具厂', en: 'lamp maker' },
};

const supervisors: Readonly<Record<string, string>> = {
  hotline: 'lighting-office',
  'lamp-team': 'lighting-office',
  'power-team': 'lighting-office',
  'road-team': 'lighting-office',
  'lighting-office': 'city-bureau',
};

const red: Ladder = [{ act: 'red', place: { atDue: true } }];
const ladder: Ladder = [
  { act: 'remindOfficer', place: { share: 0.5 } },
  { act: 'yellow', place: { share: 0.75 } },
  { act: 'remindHead', place: { share: 0.9 } },
  ...red,
  { act: 'supervise', place: { afterDue: { amount: 10, unit: 'hour' } } },
];

function rule(code: string, zh: string, amount: number, more: Partial<TimeLimitRule> = {}): TimeLimitRule {
  return timeLimitRule.parse({
    code,
    version: 1,
    label: { zh, en: code },
    term: { amount, unit: 'hour' },
    extension: null,
    ladder,
    source: `《路灯养护规定》${code}`,
    confidence: 'U',
    effectiveFrom: '2022-01-01T00:00:00+08:00',
    ...more,
  });
}

const rules: readonly TimeLimitRule[] = [
  rule('lamp.repair', '修灯时限', 100, { extension: { times: 1, most: { amount: 50, unit: 'hour' } } }),
  rule('lamp.repairByWorkdays', '修灯时限(工作日)', 2, { term: { amount: 2, unit: 'workday' } }),
  rule('lamp.inspect', '巡检时限', 24, { ladder: red }),
  rule('lamp.inspectUntold', '巡检时限(不亮灯)', 24, { ladder: [] }),
  rule('lamp.inspectByWorkdays', '巡检时限(工作日)', 2, { term: { amount: 2, unit: 'workday' }, ladder: red }),
  rule('lamp.attend', '到场时限', 1, { ladder: red }),
  rule('lamp.attendInstead', '替补到场时限', 2, { ladder: red }),
  rule('lamp.takeOver', '接收时限', 20),
  rule('lamp.rating', '评价期', 72, { ladder: [] }),
  rule('general.objectionReview', '退回复核', 16),
  rule('general.extensionDecision', '延期审批', 16),
  rule('general.supervision', '督办', 20),
  rule('general.supervisionReply', '督办回复', 24),
  rule('general.nameSubstitute', '安排替补', 1, { ladder: red }),
  rule('general.followUp', '回访', 24),
  rule('general.followUpInterval', '再次回访间隔', 8, { ladder: [] }),
];

const facts = {
  rules,
  calendar: { years: [2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030], exceptions: {}, workingHours: usualWorkingHours },
  supervisorOf: (unit: string) => supervisors[unit] ?? null,
};

/** One call of the activity `record`: in the workflow task itself, or as an ordinary activity. */
export interface Call {
  readonly batch: RecordBatch;
  readonly way: 'local' | 'ordinary';
  readonly taken: boolean;
}

/** Takes down every record that leaves a workflow, and plans the clocks asked for as the API does. */
class Ear {
  readonly calls: Call[] = [];
  #gate: 'open' | 'refuse' | 'hold' = 'open';
  #waiting: Array<Deferred<void>> = [];

  /** Takes records, refuses each, or keeps each waiting until the gate is open again. */
  set(gate: 'open' | 'refuse' | 'hold'): void {
    this.#gate = gate;
    if (gate !== 'hold') while (this.held > 0) this.letOneThrough();
  }

  /** Records that wait at the gate. */
  get held(): number {
    return this.#waiting.length;
  }

  letOneThrough(): void {
    this.#waiting.shift()?.resolve();
  }

  of(caseNo: string): Call[] {
    return this.calls.filter(({ batch }) => batch.picture.caseNo === caseNo);
  }

  /** The activity. */
  async record(batch: RecordBatch): Promise<RecordReply> {
    const way = Context.current().info.isLocal ? 'local' : 'ordinary';
    if (this.#gate === 'hold') await this.#hold();
    const taken = this.#gate !== 'refuse';
    this.calls.push({ batch, way, taken });
    if (!taken) throw new Error('the database is away');
    return { plans: this.plans(batch), names: Object.fromEntries(batch.unnamed.map((unit) => [unit, nameOf(unit)])) };
  }

  #hold(): Promise<void> {
    const passed = new Deferred<void>();
    this.#waiting.push(passed);
    return passed.promise;
  }

  /** The due times that a record asks for. */
  plans({ requests }: RecordBatch): Record<string, ClockPlan> {
    return planClocks(requests, facts);
  }
}

function nameOf(unit: string): Label {
  return unitNames[unit] ?? { zh: unit, en: unit };
}

function silentLogger() {
  const nothing = () => undefined;
  return { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
}

try {
  Runtime.install({ logger: silentLogger() });
} catch {
  // The runtime of this process was installed by another test file of the same worker: it is as silent.
}

/** Lamps are repaired here: a worker of its own for the trial procedure, on the Temporal of the run. */
export class Trial {
  readonly ear = new Ear();
  readonly engine: Engine;
  readonly #connection: Connection;
  readonly #native: NativeConnection;
  readonly #worker: Worker;
  readonly #running: Promise<void>;
  readonly #cases: LampCase[] = [];

  private constructor(engine: Engine, connection: Connection, native: NativeConnection, worker: Worker, ear: Ear) {
    this.engine = engine;
    this.ear = ear;
    this.#connection = connection;
    this.#native = native;
    this.#worker = worker;
    this.#running = worker.run();
  }

  static async start(): Promise<Trial> {
    const [connection, native] = await Promise.all([
      Connection.connect({ address: temporalAddress }),
      NativeConnection.connect({ address: temporalAddress }),
    ]);
    const { general: namespace, discipline } = await freshNamespaces(connection);
    const engine = createEngine(temporalAddress, {
      general: { namespace, taskQueue: namespace },
      discipline: { namespace: discipline, taskQueue: discipline },
    });
    const ear = new Ear();
    const worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue: namespace,
      workflowBundle: bundleOf('trial'),
      activities: { record: (batch: RecordBatch) => ear.record(batch) },
    });
    return new Trial(engine, connection, native, worker, ear);
  }

  /** Reports a lamp; `story` is the workflow that tells what becomes of it. */
  async opens(story: keyof typeof stories, matter: MatterOf<typeof lampRepair> = {}): Promise<LampCase> {
    const number = String(this.#cases.length + 1).padStart(6, '0');
    const caseNo = `屯灯〔2026〕${number}号`;
    const workflowId = `${story}-341002-2026-${number}`;
    const { coordinator } = people;
    const key = randomUUID();
    await this.engine.start({
      family: 'general',
      workflowId,
      opening: {
        caseNo,
        procedure: story,
        region: '341002',
        coordinator: coordinator.unit,
        openedBy: coordinator,
        key,
        parties: [{ id: 'p1', role: 'household', named: 'realName' }],
        matter,
        facts: {},
        conflicts: [{ officer: people.brother.officer, ground: 'relative' }],
        subjectUnit: people.lampMaker.unit,
      },
      message: { actor: officerOf(coordinator), key, hash: key, body: {} },
      summary: `路灯报修 ${caseNo}`,
      details: '试用流程',
    });
    const lamp = new LampCase(this, caseNo, workflowId);
    this.#cases.push(lamp);
    return lamp;
  }

  /** Stops; before, sees that what left each workflow is what it holds, and that its history replays. */
  async stop(): Promise<void> {
    this.ear.set('open');
    try {
      for (const lamp of this.#cases) await lamp.mustBeWritten();
    } finally {
      this.#worker.shutdown();
      await this.#running;
    }
    await this.#replayAll();
    await Promise.all([this.engine.close(), this.#native.close(), this.#connection.close()]);
  }

  async #replayAll(): Promise<void> {
    const histories = this.engine.client('general').workflow.list().intoHistories();
    const replayed = [];
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundleOf('trial'), replayName: 'kit' }, histories)) {
      if (error !== undefined) throw new Error(`the history of ${workflowId} does not replay`, { cause: error });
      replayed.push(workflowId);
    }
    expect(replayed).toHaveLength(this.#cases.length);
  }
}

function officerOf({ officer, unit, roles }: Person): Actor {
  return { kind: 'officer', officer, unit, roles: [...roles] };
}

function messageOf(who: Person | Actor, body: Record<string, unknown>, step: string | undefined): Message {
  const key = randomUUID();
  return { actor: 'kind' in who ? who : officerOf(who), key, hash: key, body, ...(step === undefined ? {} : { step }) };
}

export const outside: Actor = { kind: 'party', party: 'p1' };
export const system: Actor = { kind: 'system' };

/** One lamp: people act on it as they do through the API. */
export class LampCase {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly handle: WorkflowHandle;
  readonly #trial: Trial;

  constructor(trial: Trial, caseNo: string, workflowId: string) {
    this.#trial = trial;
    this.caseNo = caseNo;
    this.workflowId = workflowId;
    this.handle = trial.engine.client('general').workflow.getHandle(workflowId);
  }

  /** Sends an Update as the API does. Returns null when it was accepted and could not be recorded for some seconds; rejects with the refusal. */
  async sends(who: Person | Actor, action: string, body: Record<string, unknown> = {}, step?: string): Promise<Answer | null> {
    return this.#trial.engine.act('general', this.workflowId, action, messageOf(who, body, step));
  }

  /** As `sends`, and waits for the answer however long the record takes. */
  async sendsPatiently(who: Person | Actor, action: string, body: Record<string, unknown> = {}, step?: string): Promise<Answer> {
    const message = messageOf(who, body, step);
    return this.handle.executeUpdate<Answer, [Message]>(action, { args: [message], updateId: message.key });
  }

  /** Does something to a step, or to the case; it must succeed. Returns the last entry that it caused. */
  async does(who: Person | Actor, action: string, step: string | null = null, body: Record<string, unknown> = {}): Promise<Entry> {
    const answer = await this.sends(who, action, body, step ?? undefined);
    const entry = (await this.whole()).entries.find(({ seq }) => seq === answer?.seq);
    if (entry === undefined) throw new Error(`${action} was answered ${JSON.stringify(answer)}, and there is no such entry`);
    return entry;
  }

  completes(who: Person, step: string, form: Record<string, unknown>): Promise<Entry> {
    return this.does(who, 'completeStep', step, form);
  }

  /** Tries what must be refused: with this code, with nothing changed and nothing recorded. Returns the facts of the refusal. */
  async isRefused(code: ProblemCode, who: Person | Actor, action: string, step: string | null = null, body: Record<string, unknown> = {}): Promise<ProblemFacts> {
    const before = await this.whole();
    const recorded = this.batches.length;
    const refusal: unknown = await this.sends(who, action, body, step ?? undefined).then(
      (answer) => ({ answer }),
      (failure: unknown) => failure,
    );
    expect(refusal).toMatchObject({ code });
    expect(await this.whole()).toEqual(before);
    expect(this.batches).toHaveLength(recorded);
    return (refusal as { facts: ProblemFacts }).facts;
  }

  get calls(): Call[] {
    return this.#trial.ear.of(this.caseNo);
  }

  /** Records that were taken, in their order. */
  get batches(): RecordBatch[] {
    return this.calls.filter(({ taken }) => taken).map(({ batch }) => batch);
  }

  whole(): Promise<WholeCase> {
    return this.#trial.engine.whole('general', this.workflowId);
  }

  async step(id: string): Promise<Step> {
    return found((await this.whole()).steps, id);
  }

  /** Steps of a name, whatever their state. */
  async steps(name: string): Promise<Step[]> {
    return (await this.whole()).steps.filter((step) => step.name === name);
  }

  async clock(id: string): Promise<Clock> {
    return found((await this.whole()).clocks, id);
  }

  async dueAt(id: string): Promise<number> {
    return Date.parse(clockPlan.parse((await this.clock(id)).plan).dueAt);
  }

  /** Entries after the one with this number. */
  async entries(after = 0): Promise<Entry[]> {
    return (await this.whole()).entries.filter(({ seq }) => seq > after);
  }

  async kinds(after = 0): Promise<string[]> {
    return (await this.entries(after)).map(({ kind }) => kind);
  }

  /** The time in which the case lives. */
  async now(): Promise<number> {
    const { raw } = await this.handle.describe();
    return optionalTsToMs(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now();
  }

  passes(duration: Duration): Promise<void> {
    return advance(this.handle, duration);
  }

  /** Moves the case to just after an instant. */
  async comesTo(at: number): Promise<void> {
    await this.passes({ seconds: Math.ceil((at + lag - (await this.now())) / 1000) });
  }

  /** Moves the case to just after an instant so many hours from the start of a clock. */
  async comesToHour(clock: string, hours: number): Promise<void> {
    await this.comesTo(Date.parse((await this.clock(clock)).startedAt) + hours * hour);
  }

  /** How the workflow ended; rejects where it does not within some seconds. */
  async ends(): Promise<unknown> {
    const late = sleep(15_000, undefined, { ref: false }).then(() => {
      throw new Error(`${this.workflowId} does not end`);
    });
    return Promise.race([this.handle.result(), late]);
  }

  /** What was recorded, put together as the tables do, is what the workflow holds. */
  async mustBeWritten(): Promise<void> {
    const { picture, entries, steps, clocks, written } = await this.whole();
    expect({ caseNo: this.caseNo, written }).toEqual({ caseNo: this.caseNo, written: picture.seq });
    for (const { batch } of this.calls) expect(recordBatch.parse(batch)).toEqual(batch);
    const kept: Record<string, Step | Clock> = {};
    for (const batch of this.batches) {
      const plans = this.#trial.ear.plans(batch);
      for (const each of [...batch.steps, ...batch.clocks.map((clock) => ({ ...clock, plan: plans[clock.id] ?? clock.plan }))]) {
        if ((kept[each.id]?.seq ?? 0) < each.seq) kept[each.id] = each;
      }
    }
    const recorded = this.batches.reduce<Entry[]>((all, batch) => [...all, ...batch.entries.filter(({ seq }) => seq > all.length)], []);
    expect(recorded).toEqual(entries);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect([...steps, ...clocks].map(({ id }) => kept[id])).toEqual([...steps, ...clocks]);
    expect(this.batches.at(-1)?.picture).toEqual(picture);
  }
}

function found<T extends { readonly id: string }>(all: readonly T[], id: string): T {
  const one = all.find((each) => each.id === id);
  if (one === undefined) throw new Error(`there is no ${id}, only ${all.map((each) => each.id).join(', ')}`);
  return one;
}
