import { isOpen, type Actor, type Clock, type Entry, type Step } from '../../contracts/case.ts';
import type { Span } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { StepDefinition } from '../../contracts/procedure.ts';
import type { Clocks } from './clocks.ts';
import { Deferred } from './deferred.ts';
import { now, system, type Ledger } from './ledger.ts';
import type { Objection } from './refusal.ts';

/** What a step is completed with: the form without its personal fields. */
export type Filled = Readonly<Record<string, unknown>>;

export interface Offer {
  readonly unit: string;
  readonly about?: string | undefined;
  /** Another rule than the one of the definition, such as the one for joint decisions. */
  readonly rule?: string | undefined;
  /** A promise that may be shorter than the rule. */
  readonly promise?: Span | null | undefined;
  /** When its clock starts, if not now. */
  readonly from?: string | undefined;
  /** The clock over several steps that it runs under, instead of one of its own. */
  readonly under?: Clock | undefined;
  /** What the procedure objects to in a form that fits its shape. Pure. */
  readonly check?: (form: Filled, actor: Actor) => Objection | undefined;
  /** What is done with reports of progress; a check refuses one before it is accepted. */
  readonly report?: Reporting;
  /** What happens when the clock runs out without an answer: the step is withdrawn and hands over null. */
  readonly lapse?: Label;
  readonly parent?: Step;
  readonly part?: boolean;
  /** For the step of a lead unit: how many co-units must be done before it can be completed. */
  readonly join?: Join;
}

export interface Reporting {
  /** Pure. */
  readonly check?: (report: Filled, actor: Actor) => Objection | undefined;
  readonly take: (report: Filled) => void;
}

/** 协办: all co-units, any one of them, or at least n. */
export type Join = 'all' | 'any' | { readonly atLeast: number };

export interface Withdrawal {
  readonly actor?: Actor;
  readonly key?: string;
  /** Who is told beside the unit that has the step. */
  readonly tell?: Entry['tell'];
}

/** A step at work: its record, how it is told, and the promise that its procedure waits for. */
export interface Task {
  readonly step: Step;
  readonly definition: StepDefinition;
  readonly check: (form: Filled, actor: Actor) => Objection | undefined;
  readonly report: Reporting | null;
  readonly join: Join | null;
  /** The form it was completed with; null when it was withdrawn. */
  readonly done: Promise<Filled | null>;
}

interface OpenTask extends Task {
  readonly settle: (form: Filled | null) => void;
}

const moot: Label = { zh: '所涉环节已结束', en: 'the step that it is about has ended' };

/** Whether nothing is left to decide about a step that has ended: on more time for what is done, on anything of what is no longer wanted. */
function isMoot(decision: Step, { id, status }: Step): boolean {
  return decision.parent === id && !decision.part && (status === 'withdrawn' || decision.name === 'decideExtension');
}

/** The steps of a case (环节): offered, done, withdrawn. What people do to them stands in actions.ts. */
export class Steps {
  readonly #ledger: Ledger;
  readonly #clocks: Clocks;
  readonly #tasks: Record<string, OpenTask> = {};
  readonly #counts: Record<string, number> = {};

  constructor(ledger: Ledger, clocks: Clocks) {
    this.#ledger = ledger;
    this.#clocks = clocks;
  }

  /** Gives a step to a unit and starts its clock. */
  offer(name: string, definition: StepDefinition, offer: Offer): Task {
    const { picture } = this.#ledger;
    const step: Step = {
      id: this.#nextId(name),
      name,
      stage: definition.stage || picture.stage,
      unit: offer.unit,
      roles: [...definition.roles],
      status: 'offered',
      officer: null,
      transferredFrom: null,
      parent: offer.parent?.id ?? null,
      part: offer.part ?? false,
      about: offer.about ?? null,
      clock: null,
      offeredAt: now(),
      doneAt: null,
      data: null,
      seq: 0,
    };
    const rule = offer.rule ?? definition.rule;
    const clock = offer.under ?? (rule === undefined ? undefined : this.#startClock(rule, step, offer));
    if (offer.under) this.#clocks.handTo(offer.under, offer.unit);
    step.clock = clock?.id ?? null;
    this.#ledger.steps.push(step);
    this.involve(step.unit);
    if (step.roles.includes('supervisor')) this.#nameSupervisor(step.unit);
    const task = this.#open(step, definition, offer);
    if (clock && offer.lapse) this.#lapse(task, clock, offer.lapse);
    this.enter(definition.stage);
    this.#ledger.add({
      kind: 'stepOffered',
      step,
      data: { unit: step.unit, ...(step.about === null ? {} : { about: step.about }) },
      tell: [{ unit: step.unit, roles: [...definition.roles] }],
    });
    return task;
  }

  find(id: string): OpenTask | undefined {
    return this.#tasks[id];
  }

  open(): Step[] {
    return this.#ledger.steps.filter(isOpen);
  }

  /** Co-units' parts of a lead step. */
  partsOf(lead: Step): Step[] {
    return this.#ledger.steps.filter((step) => step.part && step.parent === lead.id);
  }

  /** The step is done: its clock ends and its procedure goes on with the form. The caller adds the entry. */
  finish(step: Step, form: Filled): void {
    step.status = 'done';
    step.doneAt = now();
    step.data = form as NonNullable<Step['data']>;
    const clock = this.#ownClock(step);
    if (clock) this.#clocks.end(clock);
  }

  /** Hands the form to the procedure; after the entry was added, so that the order of entries is the order of things. */
  settle(step: Step, form: Filled | null): void {
    for (const child of this.open()) if (isMoot(child, step)) this.withdraw(child, moot);
    this.#tasks[step.id]?.settle(form);
  }

  /** The step is no longer wanted; its procedure goes on with null. */
  withdraw(step: Step, why: Label, how: Withdrawal = {}): void {
    if (!isOpen(step)) return;
    const clock = this.#ownClock(step);
    if (clock) this.#clocks.cancel(clock);
    this.#close(step, why, how);
    this.settle(step, null);
  }

  /** The case has ended: nothing is wanted any longer, and no procedure goes on. */
  end(why: Label): void {
    for (const step of this.open()) this.#close(step, why, {});
    this.#clocks.cancelAll();
  }

  /** Puts the step on another unit's table. The clock runs on: a change of hands resets nothing. The caller adds the entry. */
  give(step: Step, unit: string): void {
    step.unit = unit;
    step.status = 'offered';
    step.officer = null;
    step.transferredFrom = null;
    const clock = this.#clocks.of(step);
    if (clock) this.#clocks.handTo(clock, unit);
    this.involve(unit);
  }

  /** The clock that ends with the step; one over several steps does not. */
  #ownClock(step: Step): Clock | undefined {
    const clock = this.#clocks.of(step);
    return clock?.step === step.id ? clock : undefined;
  }

  #close(step: Step, why: Label, { actor = system, key, tell = [] }: Withdrawal): void {
    step.status = 'withdrawn';
    step.doneAt = now();
    this.#ledger.add({
      kind: 'stepWithdrawn',
      step,
      actor,
      data: { zh: why.zh, en: why.en },
      visibility: this.#tasks[step.id]?.definition.visibility ?? 'internal',
      tell: [{ unit: step.unit, roles: step.roles }, ...tell],
      ...(key ? { key } : {}),
    });
  }

  #startClock(rule: string, step: Step, { unit, promise, from, lapse }: Offer): Clock {
    return this.#clocks.start({
      rule,
      unit,
      step,
      ...(promise ? { promise } : {}),
      ...(from ? { from } : {}),
      ...(lapse ? { lapse } : {}),
    });
  }

  #open(step: Step, definition: StepDefinition, offer: Offer): OpenTask {
    const done = new Deferred<Filled | null>();
    const task: OpenTask = {
      step,
      definition,
      check: offer.check ?? (() => undefined),
      report: offer.report ?? null,
      join: offer.join ?? null,
      done: done.promise,
      settle: (form) => done.resolve(form),
    };
    this.#tasks[step.id] = task;
    return task;
  }

  #lapse(task: OpenTask, clock: Clock, why: Label): void {
    this.#clocks.whenDue(clock, () => {
      this.#clocks.miss(clock);
      this.withdraw(task.step, why);
    });
  }

  /** The case comes to a stage; a step of no stage stays in the one in which it arises. */
  enter(stage: string): void {
    const { picture } = this.#ledger;
    if (stage === '' || stage === picture.stage) return;
    picture.stage = stage;
    this.#ledger.add({ kind: 'stageReached', data: { stage }, visibility: 'parties' });
  }

  /** The unit takes part in the case, and sees it. */
  involve(unit: string): void {
    const { picture } = this.#ledger;
    if (!picture.units.includes(unit)) picture.units.push(unit);
  }

  #nameSupervisor(unit: string): void {
    const { picture } = this.#ledger;
    if (!picture.supervisedBy.includes(unit)) picture.supervisedBy.push(unit);
  }

  #nextId(name: string): string {
    const count = (this.#counts[name] ?? 0) + 1;
    this.#counts[name] = count;
    return count === 1 ? name : `${name}-${count}`;
  }
}
