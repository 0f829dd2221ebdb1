import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Clock, Step } from '../../contracts/case.ts';
import { rungLabels, type ClockPlan, type Light, type RungAct, type Span } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { now, type Ledger } from './ledger.ts';
import { summary } from './display.ts';

type Rung = ClockPlan['rungs'][number];

export interface ClockStart {
  readonly rule: string;
  readonly unit: string;
  readonly step: Step | null;
  readonly promise?: Span;
  /** When it starts to run, if not now: the opening hour of a service day. */
  readonly from?: string;
  /** What happens when it runs out unanswered, where that ends its step. */
  readonly lapse?: Label;
}

const turns: Partial<Record<RungAct, Light>> = { yellow: 'yellow', red: 'red' };
const toldAt: Readonly<Record<Exclude<RungAct, 'supervise'>, string[]>> = {
  remindOfficer: ['handler'],
  yellow: ['handler'],
  remindHead: ['unitHead'],
  red: ['handler', 'unitHead'],
};

/** Sleeps until an instant, with a line for the Temporal UI that says what happens then. */
export function sleepUntil(at: string, title: string): Promise<void> {
  return sleep(Math.max(1, Date.parse(at) - Date.now()), { summary: summary(title) });
}

function lightAfter(climbed: readonly Rung[]): Light {
  return climbed.reduce<Light>((light, { act }) => turns[act] ?? light, 'blue');
}

/** 延期超过 n 次: a rule may say that the light is red from then on, whatever the new due time is. */
function extendedTooOften({ plan, extensions }: Clock): boolean {
  const { redAfter } = plan?.extension ?? {};
  return redAfter !== undefined && extensions.length > redAfter;
}

/**
 * The clocks of a case (时限). One durable timer each, for the next rung of its ladder.
 * Pause, resume and extension are the only ways to move a due time, and each is an entry; nothing resets a clock.
 */
export class Clocks {
  readonly #ledger: Ledger;
  readonly #timers: Record<string, CancellationScope> = {};
  readonly #onSupervise: (clock: Clock) => void;
  readonly #onDue: Record<string, () => void> = {};
  /** How many rungs of its ladder each clock has behind it. */
  readonly #climbed: Record<string, number> = {};

  /** `onSupervise` is told of the last rung of a ladder, where the supervisor steps in. */
  constructor(ledger: Ledger, onSupervise: (clock: Clock) => void) {
    this.#ledger = ledger;
    this.#onSupervise = onSupervise;
  }

  /** Starts a clock; in a paused case it runs from when that is resumed. Its due time comes back with the record that this activation writes. */
  start({ rule, unit, step, promise, from = now(), lapse }: ClockStart): Clock {
    const paused = this.#ledger.picture.status === 'paused';
    const clock: Clock = {
      id: this.#nextId(`${step?.id ?? 'case'}.${rule.slice(rule.lastIndexOf('.') + 1)}`),
      step: step?.id ?? null,
      unit,
      rule,
      status: paused ? 'paused' : 'running',
      light: 'blue',
      startedAt: from,
      pausedAt: paused ? now() : null,
      endedAt: null,
      pauses: [],
      extensions: [],
      extensionPending: false,
      lapse: lapse ?? null,
      plan: null,
      seq: this.#ledger.picture.seq + 1,
    };
    this.#ledger.clocks.push(clock);
    this.#ledger.ask({ op: 'start', clock: clock.id, rule, unit, from, ...(promise ? { promise } : {}) });
    return clock;
  }

  of(step: Step): Clock | undefined {
    return this.#ledger.clocks.find((clock) => clock.id === step.clock);
  }

  /** Calls `lapse` when the clock passes its due time. */
  whenDue(clock: Clock, lapse: () => void): void {
    this.#onDue[clock.id] = lapse;
  }

  /**
   * The due time of a clock is known (again): arms its timer for the next rung. Rungs that lie ahead again are climbed
   * again; one that fell due in a pause, because the pause took no working time, is climbed now.
   */
  planned(clock: Clock): void {
    const { plan } = clock;
    if (!plan || clock.status !== 'running') return;
    const due = plan.rungs.filter(({ at }) => Date.parse(at) <= Date.now()).length;
    const climbed = Math.min(this.#climbed[clock.id] ?? 0, due);
    this.#climbed[clock.id] = climbed;
    const light = extendedTooOften(clock) ? 'red' : lightAfter(plan.rungs.slice(0, climbed));
    if (light !== clock.light) {
      clock.light = light;
      this.#ledger.add({ kind: 'lightTurned', clock, data: { light } });
    }
    this.#arm(clock, plan.rungs.slice(climbed));
  }

  /** The step under the clock changes hands: from now on another unit is reminded. The clock runs on. */
  handTo(clock: Clock, unit: string): void {
    clock.unit = unit;
    this.#changed(clock);
  }

  /** The work under the clock is done: met, or missed if it was late. */
  end(clock: Clock): void {
    if (clock.status !== 'running' && clock.status !== 'paused') return;
    const late = clock.plan !== null && Date.now() > Date.parse(clock.plan.dueAt) && clock.status === 'running';
    this.#stop(clock, late ? 'missed' : 'met');
  }

  /** It ran out, and what it was for goes on without an answer. */
  miss(clock: Clock): void {
    if (clock.status === 'running') this.#stop(clock, 'missed');
  }

  /** The work under the clock is no longer wanted. */
  cancel(clock: Clock): void {
    if (clock.status === 'running' || clock.status === 'paused') this.#stop(clock, 'cancelled');
  }

  /** The case has ended: what still runs is no longer wanted. */
  cancelAll(): void {
    for (const clock of this.#ledger.clocks) this.cancel(clock);
  }

  pauseAll(): void {
    for (const clock of this.#ledger.clocks) {
      if (clock.status !== 'running') continue;
      clock.status = 'paused';
      clock.pausedAt = now();
      this.#changed(clock);
      this.#timers[clock.id]?.cancel();
    }
  }

  /** Resumes what `pauseAll` paused: due times move by the working time that the pause took. */
  resumeAll(): void {
    for (const clock of this.#ledger.clocks) {
      if (clock.status !== 'paused' || clock.pausedAt === null) continue;
      const pause = { from: clock.pausedAt, to: now() };
      clock.status = 'running';
      clock.pausedAt = null;
      clock.pauses.push(pause);
      this.#changed(clock);
      if (clock.plan?.provisional) this.#recount(clock);
      else {
        this.#ledger.ask({
          op: 'resume',
          clock: clock.id,
          unit: clock.unit,
          plan: clock.plan,
          pausedAt: pause.from,
          resumedAt: pause.to,
        });
      }
    }
  }

  /** An approved extension, counted from the due time. */
  extend(clock: Clock, by: Span): void {
    clock.extensions.push(by);
    clock.extensionPending = false;
    this.#changed(clock);
    this.#ledger.ask({ op: 'extend', clock: clock.id, unit: clock.unit, plan: clock.plan, by, at: now() });
  }

  /** The calendar of a year became known: clocks that were planned without it are counted again. Returns how many. */
  recountProvisional(): number {
    const provisional = this.#ledger.clocks.filter((clock) => clock.status === 'running' && clock.plan?.provisional);
    for (const clock of provisional) {
      this.#changed(clock);
      this.#recount(clock);
    }
    return provisional.length;
  }

  #recount({ id, unit, startedAt, extensions, pauses, plan }: Clock): void {
    this.#ledger.ask({ op: 'recount', clock: id, unit, plan, from: startedAt, extensions: [...extensions], pauses: [...pauses] });
  }

  #stop(clock: Clock, status: 'met' | 'missed' | 'cancelled'): void {
    clock.status = status;
    if (status === 'missed' && clock.plan?.rungs.some(({ act }) => act === 'red')) this.#ledger.picture.missed += 1;
    clock.endedAt = now();
    clock.extensionPending = false;
    this.#changed(clock);
    this.#timers[clock.id]?.cancel();
    delete this.#timers[clock.id];
    delete this.#onDue[clock.id];
  }

  #nextId(name: string): string {
    const count = this.#ledger.clocks.filter(({ id }) => id === name || id.startsWith(`${name}-`)).length + 1;
    return count === 1 ? name : `${name}-${count}`;
  }

  /** A clock changes only together with an entry, which is added right after the change and takes it along. */
  #changed(clock: Clock): void {
    clock.seq = this.#ledger.picture.seq + 1;
  }

  #arm(clock: Clock, rungs: readonly Rung[]): void {
    this.#timers[clock.id]?.cancel();
    const scope = new CancellationScope();
    this.#timers[clock.id] = scope;
    scope
      .run(() => this.#climb(clock, rungs))
      .catch((failure: unknown) => {
        if (!isCancellation(failure)) throw failure;
      });
  }

  async #climb(clock: Clock, rungs: readonly Rung[]): Promise<void> {
    const title = `${clock.plan?.label.zh ?? clock.rule}(${this.#ledger.name(clock.unit)})`;
    for (const { act, at } of rungs) {
      const what = act === 'red' ? (clock.lapse ?? rungLabels.red) : rungLabels[act];
      await sleepUntil(at, `${what.zh}:${title}`);
      this.#climbed[clock.id] = (this.#climbed[clock.id] ?? 0) + 1;
      this.#reach(clock, act);
    }
    const lapse = this.#onDue[clock.id];
    if (clock.plan && lapse && !clock.plan.rungs.some(({ act }) => act === 'red')) {
      await sleepUntil(clock.plan.dueAt, `期限届满:${title}`);
      lapse();
    }
  }

  #reach(clock: Clock, act: RungAct): void {
    if (act === 'supervise') return this.#onSupervise(clock);
    const light = turns[act];
    if (light && clock.light !== 'red') clock.light = light;
    this.#ledger.add({
      kind: light ? 'lightTurned' : 'clockReminded',
      clock,
      data: { act, light: clock.light },
      tell: [{ unit: clock.unit, roles: toldAt[act] }],
    });
    if (act === 'red') this.#onDue[clock.id]?.();
  }
}
