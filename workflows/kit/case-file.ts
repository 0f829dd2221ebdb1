import {
  CancellationScope,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { Answer, Message } from '../../contracts/action.ts';
import { noFacts, type Actor, type CasePicture, type Clock, type Coverage, type Entry, type Step } from '../../contracts/case.ts';
import type { Span } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type {
  FormOf,
  MatterOf,
  Opening,
  PartOf,
  Party,
  ProcedureDefinition,
  ReportOf,
  StepDefinition,
  StepName,
} from '../../contracts/procedure.ts';
import type { PartsRequest } from '../../contracts/parts.ts';
import type { WholeCase } from '../../contracts/record.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import { actionsOf } from './actions.ts';
import { Clocks, sleepUntil } from './clocks.ts';
import { Deferred, forever } from './deferred.ts';
import { Display, shanghai } from './display.ts';
import { Ledger, now } from './ledger.ts';
import { takenIn } from './merging.ts';
import { conductParts } from './parts.ts';
import { answerByRefusing, wrong, type Objection } from './refusal.ts';
import { Steps, type Filled, type Join, type Reporting, type Task } from './steps.ts';

/** It looks through all cases, or starts another workflow: an ordinary activity retries until it can. */
const api = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: '立关联事项、汇总',
});

/** 检举控告 leaves for the discipline family by an ordinary activity too; nothing of the case that it makes comes back. */
const messenger = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: '移交有权机关',
});

/** A clock over several steps, which are offered `under` it. */
export type Term = Clock;

/** How a case ended. */
export interface Outcome {
  readonly status: 'closed' | 'withdrawn' | 'referred' | 'merged';
  readonly outcome: string;
  /** How far its visits came, where it is about households. */
  readonly coverage?: Coverage;
}

export interface StepOptions<Form> {
  readonly unit: string;
  /** What it is about, such as the id of an allegation. */
  readonly about?: string | undefined;
  /** Another rule than the step's own. */
  readonly rule?: string | undefined;
  /** A promise, where it is shorter than the rule. */
  readonly promise?: Span | null;
  /** When its clock starts, if not now. */
  readonly from?: string | undefined;
  /** The clock over several steps that it runs under, instead of one of its own. */
  readonly under?: Term | undefined;
  /** What the regulation forbids in a form that fits its shape; runs before the completion is accepted. */
  readonly check?: ((form: Form, actor: Actor) => Objection | undefined) | undefined;
}

/** What becomes of the reports of progress on a step. */
export interface ReportedOptions<Form, Report> extends StepOptions<Form> {
  readonly report: {
    readonly check?: (report: Report, actor: Actor) => Objection | undefined;
    readonly take: (report: Report) => void;
  };
}

/** A step that ends when something else comes first. */
export interface EventOptions<Form> extends StepOptions<Form> {
  readonly before: Promise<unknown>;
  /** Why it ends undone then. */
  readonly tooLate: Label;
  /** Where it may run out before that: why it ends undone when its clock does. */
  readonly lapse?: Label;
}

export interface DutyOptions<Form> extends StepOptions<Form> {
  readonly absent: Label;
  readonly supervisor: string;
  /** When it is over: until then somebody may come instead. */
  readonly over: Promise<unknown>;
  readonly tooLate: Label;
  /** Under which rule a substitute comes. */
  readonly substituteRule: string;
}

/** What became of a step that need not be done: the unit that had it in the end, and the form, or null. */
export interface Attempt<Form> {
  readonly unit: string;
  readonly form: Form | null;
}

export interface JointOptions<Form> extends Omit<StepOptions<Form>, 'unit'> {
  readonly lead: string;
  readonly with: readonly string[];
  readonly join: Join;
}

/** A hand-over (移交) as it was accepted: by whom in the end, and with which form. */
export interface Acceptance<Form> {
  readonly unit: string;
  readonly form: Form;
}

/** A part of a case that is a case of its own; the name is unique within the whole. */
export interface Part<Matter> {
  readonly name: string;
  readonly region: string;
  readonly matter: Matter;
}

export interface FollowUpOptions<P extends ProcedureDefinition> {
  readonly unit: string;
  readonly attempts?: number;
  readonly stage?: keyof P['stages'] & string;
  readonly rule?: string;
}

export interface Visit {
  readonly outcome: 'reached' | 'unreachable' | 'refused';
  readonly level: number | null;
}

/** The file of one case, in the hands of its procedure. Everything a procedure can do is told here, in domain words. */
export class CaseFile<P extends ProcedureDefinition> {
  readonly #procedure: P;
  readonly #opening: Opening<MatterOf<P>>;
  readonly #ledger: Ledger;
  readonly #clocks: Clocks;
  readonly #steps: Steps;
  readonly #withdrawn = new Deferred<Outcome>();
  #rating: Deferred<number> | null = null;
  #revocable = false;

  constructor(procedure: P, opening: Opening<MatterOf<P>>) {
    this.#procedure = procedure;
    this.#opening = opening;
    this.#ledger = new Ledger(firstPicture(procedure, opening), {
      planned: (clock) => this.#clocks.planned(clock),
      shown: () => display.show(),
    });
    this.#clocks = new Clocks(this.#ledger, (clock) => this.#supervise(clock));
    this.#steps = new Steps(this.#ledger, this.#clocks);
    const display = new Display(procedure, this.#ledger, (step) => this.#definitionOf(step.name).label.zh);
    this.#listen();
    this.#ledger.add({
      kind: 'opened',
      actor: opening.openedBy === null ? { kind: 'system' } : { kind: 'officer', ...opening.openedBy, roles: [...opening.openedBy.roles] },
      data: { procedure: procedure.name, ...(opening.partOf === undefined ? {} : { partOf: opening.partOf }) },
      visibility: 'parties',
      key: opening.key,
    });
  }

  get coordinator(): string {
    return this.#ledger.picture.coordinator;
  }

  get region(): string {
    return this.#ledger.picture.region;
  }

  get caseNo(): string {
    return this.#ledger.picture.caseNo;
  }

  /** What the API found in the registry when the case was opened, such as the catalogue entry of the matter. */
  facts<Facts>(): Facts {
    return this.#opening.facts as Facts;
  }

  /** Who opened the case: an officer by his unit and roles, or null where nobody did. */
  get openedBy(): Opening['openedBy'] {
    return this.#opening.openedBy;
  }

  /** Parties of one role, in the order in which they were entered. */
  parties(role: Party['role']): readonly Party[] {
    return this.#opening.parties.filter((party) => party.role === role);
  }

  /** The ground on which an officer of a unit is recused (回避), or null. */
  recusal(member: { readonly officer: string; readonly unit: string }): string | null {
    const conflict = this.#ledger.picture.recused.find(({ officer }) => officer === member.officer);
    if (conflict) return conflict.ground;
    return this.keepsOut(member.unit) ? 'sameUnit' : null;
  }

  /** Whether a unit keeps out of the case, because the matter is about one of its people. */
  keepsOut(unit: string): boolean {
    return unit === this.#ledger.picture.subjectUnit;
  }

  /** Names officers on the case: a confidential case is seen by nobody else. */
  admit(officers: readonly string[]): void {
    const { access } = this.#ledger.picture;
    access.push(...officers.filter((officer) => !access.includes(officer)));
  }

  /** The unit that leads from here on, and sees the case from here on. */
  ledBy(unit: string): void {
    this.#ledger.picture.leadUnit = unit;
    this.#steps.involve(unit);
  }

  /** The instant of the present moment of the story. */
  get now(): string {
    return now();
  }

  /** The day in Asia/Shanghai, YYYY-MM-DD. */
  get today(): string {
    return shanghai(now()).slice(0, 10);
  }

  /** Gives a step to a unit and waits for its form. */
  async step<S extends StepName<P>>(name: S, options: StepOptions<FormOf<P, S>>): Promise<FormOf<P, S>> {
    const form = await this.#offer(name, options).done;
    return form === null ? forever() : (form as FormOf<P, S>);
  }

  /** As `step`, with the unit that did it in the end: it may have changed hands. */
  async stepBy<S extends StepName<P>>(name: S, options: StepOptions<FormOf<P, S>>): Promise<Acceptance<FormOf<P, S>>> {
    const { step, done } = this.#offer(name, options);
    const form = await done;
    return form === null ? forever() : { unit: step.unit, form: form as FormOf<P, S> };
  }

  /** As `step`, with reports of progress before it is completed. */
  async stepWithReports<S extends StepName<P>>(name: S, options: ReportedOptions<FormOf<P, S>, ReportOf<P, S>>): Promise<FormOf<P, S>> {
    const { report, ...rest } = options;
    const form = await this.#offer(name, { ...rest, report: report as Reporting }).done;
    return form === null ? forever() : (form as FormOf<P, S>);
  }

  /** As `step`; when its clock runs out first, the step is withdrawn for the reason given and the answer is null. */
  async stepUnlessDue<S extends StepName<P>>(
    name: S,
    options: StepOptions<FormOf<P, S>> & { readonly lapse: Label },
  ): Promise<FormOf<P, S> | null> {
    return (await this.#offer(name, options).done) as FormOf<P, S> | null;
  }

  /**
   * As `step`; its completion opens another case, which is a part of this one: `opens` in the contract says which.
   * Returns the number of that case.
   */
  async stepThatOpens<S extends StepName<P>>(name: S, options: StepOptions<FormOf<P, S>>): Promise<string> {
    const { step, done } = this.#offer(name, options);
    if ((await done) === null) return forever();
    await this.#ledger.written(step.seq); // what was filled in is read from the record
    const { caseNo } = await api.openRelated({ caseNo: this.caseNo, step: step.id });
    this.#ledger.add({ kind: 'caseOpened', step, data: { caseNo } });
    return caseNo;
  }

  /** What the API works out from all cases for this one, such as the figures of a month: pinned from here on, and on record. */
  async workOut<Result>(): Promise<Result> {
    const data = await api.workOut({ caseNo: this.caseNo });
    this.#ledger.add({ kind: 'workedOut', data });
    return data as Result;
  }

  /** As `step`; when `before` comes first, the step is withdrawn as too late, and its unit and the coordinator are told. */
  async stepBefore<S extends StepName<P>>(name: S, options: EventOptions<FormOf<P, S>>): Promise<Attempt<FormOf<P, S>>> {
    const { before, tooLate, ...rest } = options;
    return (await this.#before(before, this.#offer(name, rest), tooLate)) as Attempt<FormOf<P, S>>;
  }

  /**
   * 值守: the unit must come before the clock of the step runs out. If it does not, the no-show is told to its supervisor,
   * and until the duty is over the coordinator may name who comes instead: another unit, or the same one where it is only late.
   * Returns who was to come in the end, and the form, or null when nobody came.
   */
  async duty<S extends StepName<P>>(name: S, options: DutyOptions<FormOf<P, S>>): Promise<Attempt<FormOf<P, S>>> {
    const { absent, supervisor, over, tooLate, substituteRule, from, ...rest } = options;
    const inTime = this.#offer(name, { ...rest, from, lapse: absent });
    const came = await inTime.done;
    if (came !== null) return { unit: inTime.step.unit, form: came as FormOf<P, S> };
    this.#noShow(inTime.step, supervisor);

    const naming = this.#steps.offer('nameSubstitute', standingSteps.nameSubstitute, { unit: this.coordinator, parent: inTime.step });
    const substitute = (await this.#before(over, naming, tooLate)).form?.['unit'];
    if (typeof substitute !== 'string') return { unit: inTime.step.unit, form: null };

    const late = this.#offer(name, { ...rest, unit: substitute, rule: substituteRule });
    const { form } = await this.#before(over, late, tooLate);
    if (form === null) this.#noShow(late.step, supervisor);
    return { unit: late.step.unit, form: form as FormOf<P, S> | null };
  }

  /**
   * A lead unit with co-units (主办与协办), each with a clock of its own.
   * The lead can complete when the join rule is met; parts still open are then withdrawn.
   */
  async jointly<S extends StepName<P>>(
    name: S,
    options: JointOptions<FormOf<P, S>>,
  ): Promise<{ unit: string; form: FormOf<P, S>; parts: Array<{ unit: string; form: PartOf<P, S> }> }> {
    const { lead, with: others, join, check, ...terms } = options;
    const task = this.#offer(name, { ...terms, check, unit: lead }, join);
    const parts = others.map((unit) =>
      this.#steps.offer(name, partOf(task.definition), { ...terms, unit, parent: task.step, part: true }),
    );
    const form = await task.done;
    for (const part of parts) this.#steps.withdraw(part.step, { zh: '主办单位已办结', en: 'the lead unit has completed' });
    const answers = await Promise.all(parts.map(async (part) => ({ unit: part.step.unit, form: await part.done })));
    return {
      unit: task.step.unit,
      form: form === null ? await forever() : (form as FormOf<P, S>),
      parts: answers.flatMap(({ unit, form: filled }) => (filled === null ? [] : [{ unit, form: filled as PartOf<P, S> }])),
    };
  }

  /**
   * Hands something over to a unit, which accepts or refuses; the giver can call it back until then.
   * Who need not know the answer does not wait for it. Null when it was called back.
   */
  async handOver<S extends StepName<P>>(name: S, to: string): Promise<Acceptance<FormOf<P, S>> | null> {
    const { step, done } = this.#offer(name, { unit: to });
    const form = await done;
    return form === null ? null : { unit: step.unit, form: form as FormOf<P, S> };
  }

  /** Does the work for each of the things at once, and waits for all. */
  async forEach<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
    return Promise.all(things.map(work));
  }

  /**
   * Visits or calls (回访) until somebody is reached, at most `attempts` times; the rule general.followUpInterval sets them apart.
   * `stage` and `rule`, where the procedure has its own for it.
   */
  async followUp({ unit, attempts = 3, stage = '', rule }: FollowUpOptions<P>): Promise<Visit> {
    for (let attempt = 1; ; attempt += 1) {
      const task = this.#steps.offer('followUp', { ...standingSteps.followUp, stage }, {
        unit,
        ...(rule === undefined ? {} : { rule }),
        about: `attempt-${attempt}`,
        check: ({ outcome, level }) =>
          outcome === 'reached' && typeof level !== 'number'
            ? wrong('已联系上的回访须填写 level(满意度)', 'level is needed when the party was reached')
            : undefined,
      });
      const form = await task.done;
      const outcome = form?.['outcome'];
      if (outcome === 'reached') return this.#answered(form ?? {});
      if (outcome === 'refused') return { outcome, level: null };
      if (attempt >= attempts) {
        this.#ledger.add({ kind: 'followUpMissed', data: { attempts } });
        return { outcome: 'unreachable', level: null };
      }
      await this.window('general.followUpInterval');
    }
  }

  /**
   * Works, then asks; dissatisfied → the same again on a new clock, at most `atMost` times more, then the supervisor decides,
   * under the rule `supervision` where the procedure has its own. Returns the last answer.
   */
  async untilSatisfied<Asked extends Pick<Visit, 'level'>>({
    work,
    ask,
    atMost,
    supervisor,
    supervision,
  }: {
    work: (round: number) => Promise<void>;
    ask: () => Promise<Asked>;
    atMost: number;
    supervisor: string;
    supervision?: string;
  }): Promise<Asked> {
    for (let round = 1; ; round += 1) {
      await work(round);
      const visit = await ask();
      if (visit.level === null || visit.level >= 3) return visit;
      if (round <= atMost) this.#ledger.picture.reworks += 1;
      else {
        await this.#steps.offer('superviseClock', standingSteps.superviseClock, { unit: supervisor, rule: supervision }).done;
        return visit;
      }
    }
  }

  /**
   * Opens the window in which the party outside may rate (好差评), also once more after the work was done again. Null when it
   * ends unused: not rated is not satisfied. `stage`, where the procedure has one for it.
   */
  async rating(rule: string, stage: keyof P['stages'] & string | '' = ''): Promise<number | null> {
    this.#steps.enter(stage);
    const rated = new Deferred<number>();
    this.#rating = rated;
    const level = await this.window(rule, rated.promise);
    this.#rating = null;
    if (level === null) this.#ledger.add({ kind: 'ratingMissed' });
    return level;
  }

  /** While this is done, the party outside may take the case back with the receipt code: it is his own wish alone. */
  async revocably<T>(work: () => Promise<T>): Promise<T> {
    this.#revocable = true;
    const result = await work();
    this.#revocable = false;
    return result;
  }

  /** 期限: a clock over several steps, offered `under` it, which reminds whoever has the ball. It ends with the work. */
  async within<T>(rule: string, work: (term: Term) => Promise<T>): Promise<T> {
    const term = this.#clocks.start({ rule, unit: this.coordinator, step: null });
    this.#ledger.add({ kind: 'windowOpened', clock: term, visibility: 'parties' });
    const result = await work(term);
    this.#clocks.end(term);
    this.#ledger.add({ kind: 'windowClosed', clock: term, data: { used: true } });
    return result;
  }

  /** A clock of the case itself, without a step: resolves with what comes first, or with null when its term ends. */
  async window<T = never>(rule: string, first: Promise<T> = forever()): Promise<T | null> {
    const due = new Deferred<null>();
    const clock = this.#clocks.start({ rule, unit: this.coordinator, step: null });
    this.#clocks.whenDue(clock, () => due.resolve(null));
    this.#ledger.add({ kind: 'windowOpened', clock, visibility: 'parties' });
    const answer = await Promise.race([first, due.promise]);
    this.#clocks.end(clock);
    this.#ledger.add({ kind: 'windowClosed', clock, data: { used: answer !== null } });
    return answer;
  }

  /**
   * Waits until an instant, shown as what happens next; in a paused case, until that is resumed. Returns from when on it counts
   * as come: the instant, or that of the resumption.
   */
  async until(id: string, at: string, what: Label): Promise<string> {
    if (Date.parse(at) <= Date.now()) return at;
    this.#ledger.picture.waits.push({ id, at, what });
    await sleepUntil(at, what.zh).catch((failure: unknown) => (isCancellation(failure) ? forever() : Promise.reject(failure)));
    const heldUp = this.#ledger.picture.status === 'paused';
    await condition(() => this.#ledger.picture.status !== 'paused');
    this.#forget(id);
    return heldUp ? now() : at;
  }

  /** Opens a case for each part, a child workflow of this one, and waits until all have ended. */
  parts<Q extends ProcedureDefinition>(procedure: Q, parts: ReadonlyArray<Part<MatterOf<Q>>>): Promise<Outcome[]> {
    this.#ledger.add({ kind: 'partsOpened', data: { procedure: procedure.name, count: parts.length } });
    return conductParts({
      whole: this.caseNo,
      procedure: procedure.name,
      parts: parts.map(({ name, ...part }) => ({ ...part, name, key: `${this.caseNo}:${name}`, coordinator: this.coordinator })) as PartsRequest['parts'],
    });
  }

  /** Writes down that a round ended, for everybody to read. */
  roundClosed(round: number, facts: Readonly<Record<string, number>>): void {
    this.#ledger.add({ kind: 'roundClosed', data: { round, ...facts }, visibility: 'public', tell: [{ unit: this.coordinator, roles: ['coordinator', 'unitHead'] }] });
  }

  /** Keeps facts that lists and figures are read from. */
  keep(facts: Partial<Pick<CasePicture, 'partOf' | 'item' | 'serviceDay' | 'trips' | 'category' | 'grade' | 'place' | 'coverage'>>): void {
    Object.assign(this.#ledger.picture, facts);
  }

  /**
   * 检举控告: goes to the commission that is responsible for the region, never to its subject or the subject's unit, where it
   * becomes a case of discipline inspection. Here it is confidential from now on: known to nobody but the officers who have
   * had it in hand, and the parties learn only that the competent organ has it.
   */
  async handToDiscipline(subjectUnit: string | undefined): Promise<void> {
    const { picture } = this.#ledger;
    picture.confidential = true;
    picture.units = [];
    picture.supervisedBy = [];
    picture.subjectUnit = subjectUnit ?? picture.subjectUnit;
    this.#ledger.add({ kind: 'madeConfidential' });
    await messenger.reportToDiscipline({ caseNo: this.caseNo, subjectUnit: picture.subjectUnit });
    this.#ledger.add({ kind: 'handedToOrgan', visibility: 'parties' });
  }

  /** Writes down what the procedure itself found or decided, such as why a case was routed to a unit. */
  note(kind: 'duplicatesFound' | 'routeProposed' | 'routed', data: Entry['data']): void {
    this.#ledger.add({ kind, data });
  }

  /** The case takes another way: what is still open is withdrawn, and the story that waits for it is told no further. */
  setAside(why: Label): void {
    this.#steps.end(why);
  }

  /** Ends the case. What is still open is withdrawn. */
  close(outcome: string): Outcome {
    return this.#end('closed', outcome);
  }

  /** Ends the case here because another body takes it over. */
  refer(to: string): Outcome {
    return this.#end('referred', to);
  }

  /** Tells the story to its end, or to its withdrawal, and leaves nothing unwritten. */
  async conclude(story: () => Promise<Outcome>): Promise<Outcome> {
    const scope = new CancellationScope();
    const told = scope.run(() => Promise.race([story(), this.#withdrawn.promise, scope.cancelRequested]));
    const outcome = await told.catch((failure: unknown) => {
      if (isCancellation(failure)) return this.#end('withdrawn', 'cancelled');
      throw failure;
    });
    scope.cancel(); // What the story still waits for does not wake it while the last record is under way.
    await CancellationScope.nonCancellable(async () => {
      await this.#ledger.written(this.#ledger.picture.seq);
      await condition(allHandlersFinished);
      await this.#ledger.written(this.#ledger.picture.seq);
    });
    return outcome;
  }

  /** What the party said at a follow-up: figures are read from it. */
  #answered({ level, contacted, resolved }: Filled): Visit {
    const { picture } = this.#ledger;
    picture.satisfaction = Number(level);
    picture.contacted = typeof contacted === 'boolean' ? contacted : null;
    picture.resolved = typeof resolved === 'boolean' ? resolved : null;
    return { outcome: 'reached', level: Number(level) };
  }

  #end(status: 'closed' | 'withdrawn' | 'referred', outcome: string): Outcome {
    const { picture } = this.#ledger;
    this.#steps.end({ zh: '事项已结束', en: 'the case has ended' });
    const merged = takenIn(this.#ledger.entries);
    if (merged.length > 0) this.#ledger.add({ kind: 'reportersAnswered', data: { cases: merged, outcome }, visibility: 'parties' });
    picture.status = status;
    picture.outcome = outcome;
    picture.closedAt = now();
    picture.waits = [];
    this.#ledger.add({
      kind: status === 'referred' ? 'caseReferred' : status === 'closed' ? 'caseClosed' : 'caseWithdrawn',
      data: { outcome },
      visibility: 'parties',
      tell: picture.units.includes(picture.coordinator) ? [{ unit: picture.coordinator, roles: ['coordinator', 'unitHead'] }] : [],
    });
    return { status, outcome, ...(picture.coverage === null ? {} : { coverage: picture.coverage }) };
  }

  #offer<S extends StepName<P>>(name: S, options: StepOptions<FormOf<P, S>> & { lapse?: Label; report?: Reporting }, join?: Join): Task {
    const { check, ...rest } = options;
    return this.#steps.offer(name, this.#definitionOf(name), {
      ...rest,
      ...(check ? { check: (form: Filled, actor: Actor) => check(form as FormOf<P, S>, actor) } : {}),
      ...(join ? { join } : {}),
    });
  }

  /** Waits for a step; when the event comes first, withdraws it and tells the coordinator. */
  async #before(event: Promise<unknown>, { step, done }: Task, tooLate: Label): Promise<Attempt<Filled>> {
    void event.then(() => {
      this.#steps.withdraw(step, tooLate, { tell: [{ unit: this.coordinator, roles: ['coordinator', 'unitHead'] }] });
    });
    const form = await done;
    return { unit: step.unit, form };
  }

  /** 缺勤: told to the supervisor and to the coordinator. */
  #noShow(step: Step, supervisor: string): void {
    this.#ledger.add({
      kind: 'noShow',
      step,
      data: { unit: step.unit },
      tell: [
        { unit: supervisor, roles: ['supervisor'] },
        { unit: this.coordinator, roles: ['coordinator', 'unitHead'] },
      ],
    });
  }

  #definitionOf(name: string): StepDefinition {
    const standing: Readonly<Record<string, StepDefinition>> = standingSteps;
    const definition = this.#procedure.steps[name] ?? standing[name];
    if (!definition) throw new Error(`the procedure ${this.#procedure.name} has no step ${name}`);
    return definition;
  }

  /**
   * The last rung of a ladder: the supervisor gets a supervision step; where there is none, the coordinator does.
   * A supervision that goes unanswered climbs in its turn, up to the last supervisor.
   */
  #supervise({ id, plan }: Clock): void {
    const about = this.#steps.open().find(({ clock }) => clock === id);
    const above = plan?.supervisor ?? null;
    const supervisor = above === null || this.keepsOut(above) ? null : above;
    if (supervisor === null && about?.name === 'superviseClock') return; // nobody is above the last supervisor
    const definition: StepDefinition =
      supervisor === null
        ? { ...standingSteps.superviseClock, roles: ['coordinator', 'unitHead'] }
        : standingSteps.superviseClock;
    this.#steps.offer('superviseClock', definition, {
      unit: supervisor ?? this.coordinator,
      ...(about ? { parent: about } : {}),
    });
  }

  #forget(wait: string): void {
    const { picture } = this.#ledger;
    picture.waits = picture.waits.filter(({ id }) => id !== wait);
  }

  #listen(): void {
    const actions = actionsOf({
      ledger: this.#ledger,
      steps: this.#steps,
      clocks: this.#clocks,
      withdraw: () => this.#withdrawn.resolve({ status: 'withdrawn', outcome: 'withdrawn' }),
      merge: (into) => this.#withdrawn.resolve({ status: 'merged', outcome: into }),
      mayBeRevoked: () => this.#revocable,
      mayBeRated: () => this.#rating !== null,
      rated: (level) => {
        this.#rating?.resolve(level);
        this.#rating = null;
      },
    });
    for (const [name, action] of Object.entries(actions)) {
      setHandler(
        defineUpdate<Answer, [Message]>(name),
        async (message) => {
          const seq = action.handle(message);
          await this.#ledger.written(seq);
          return { seq, hash: message.hash, step: message.step ?? null };
        },
        { validator: action.validate, description: action.description },
      );
    }
    setHandler(
      defineUpdate<Answer, [Message]>('open'),
      async (message) => {
        await this.#ledger.written(1);
        return { seq: 1, hash: message.hash, step: null };
      },
      { description: '立案:等待首条记录写入' },
    );
    const description = '事项全貌:环节、时限与全部记录';
    setHandler(defineQuery<WholeCase>('wholeCase'), () => this.#ledger.whole(), { description });
    setHandler(defineUpdate<void>('wholeCase'), () => undefined, {
      validator: () => answerByRefusing('wholeCase', this.#ledger.whole()),
      description,
    });
  }
}

function partOf(definition: StepDefinition): StepDefinition {
  return definition.part ? { ...definition, form: definition.part } : definition;
}

function firstPicture(procedure: ProcedureDefinition, opening: Opening): CasePicture {
  const { workflowId, runId } = workflowInfo();
  return {
    caseNo: opening.caseNo,
    workflowId,
    runId,
    procedure: procedure.name,
    family: procedure.family,
    region: opening.region,
    coordinator: opening.coordinator,
    leadUnit: opening.coordinator,
    confidential: procedure.confidential,
    stage: Object.keys(procedure.stages)[0] ?? '',
    status: 'open',
    outcome: null,
    openedAt: now(),
    closedAt: null,
    units: [opening.coordinator],
    access: opening.openedBy === null ? [] : [opening.openedBy.officer],
    recused: opening.conflicts.map(({ officer, ground }) => ({ officer, ground })),
    subjectUnit: opening.subjectUnit,
    supervisedBy: [],
    waits: [],
    ...noFacts,
    partOf: opening.partOf ?? null,
    seq: 0,
  };
}
