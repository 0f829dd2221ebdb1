import { groundOf, type Message } from '../../contracts/action.ts';
import { stepStatusLabels, type Actor, type CasePicture, type Step } from '../../contracts/case.ts';
import { spanLabel, type Span } from '../../contracts/clock.ts';
import { roleLabels, type Role } from '../../contracts/roles.ts';
import { text, type Desk } from './desk.ts';
import { refuse, type Objection } from './refusal.ts';
import type { Task } from './steps.ts';

/** Who may act, and on what, as the case stands. Each method refuses what may not be; none changes anything: validators call them. */
export class WhoMay {
  readonly #desk: Desk;
  readonly #picture: CasePicture;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#picture = desk.ledger.picture;
  }

  mustBeOpen(): void {
    const { status } = this.#picture;
    if (status !== 'open' && status !== 'paused') refuse('case-not-open');
  }

  mustRun(): void {
    this.mustBeOpen();
    if (this.#picture.status === 'paused') refuse('case-paused');
  }

  mustBePaused(): void {
    this.mustBeOpen();
    if (this.#picture.status !== 'paused') refuse('case-not-paused');
  }

  /** 回避: neither an officer in conflict, nor anybody of the subject's unit. */
  mustNotBeRecused(actor: Actor): void {
    if (actor.kind !== 'officer') return;
    const conflict = this.#picture.recused.find(({ officer }) => officer === actor.officer);
    if (conflict) refuse('recused', { ground: groundOf(conflict.ground) });
    if (actor.unit === this.#picture.subjectUnit) refuse('recused', { ground: groundOf('sameUnit') });
  }

  /** The officer to whom a step is given. */
  mustNotBeInConflict(officer: string): void {
    const conflict = this.#picture.recused.find((each) => each.officer === officer);
    if (conflict) refuse('member-recused', { officer, ground: groundOf(conflict.ground) });
  }

  mustCoordinate(actor: Actor): void {
    const coordinates =
      actor.kind === 'officer' &&
      ((actor.unit === this.#picture.coordinator && actor.roles.some((role) => role === 'coordinator' || role === 'unitHead')) ||
        actor.roles.includes('supervisor'));
    if (!coordinates) {
      refuse('forbidden', {
        needs: { zh: '须由本事项的协调单位或督办人操作', en: 'The unit that coordinates the case, or a supervisor, must do it' },
      });
    }
  }

  mustHaveRole(roles: readonly string[], step: Step, actor: Actor): void {
    if (actor.kind === 'officer' && roles.some((role) => actor.roles.includes(role))) return;
    const wanted = roles.map((role) => roleLabels[role as Role]);
    refuse('not-your-role', {
      step: step.id,
      role: { zh: wanted.map(({ zh }) => zh).join('或'), en: wanted.map(({ en }) => en).join(' or ') },
    });
  }

  mustBe(step: Step, ...wanted: Array<Step['status']>): void {
    if (!wanted.includes(step.status)) refuse('step-not-open', { step: step.id, state: stepStatusLabels[step.status] });
  }

  /** The step that a message names. */
  taskOf(message: Message): Task {
    const task = message.step === undefined ? undefined : this.#desk.steps.find(message.step);
    return task ?? refuse('no-such-step', { step: message.step ?? '' });
  }

  /** The step that a note or a piece of evidence is about, if any. */
  mustExistIfNamed({ body }: Message): void {
    const step = text(body, 'step');
    if (body['step'] !== undefined && !this.#desk.steps.find(step)) refuse('no-such-step', { step });
  }

  /** The step of a message, if it lies with the actor's unit in one of the states. */
  withUnit(message: Message, ...states: Array<Step['status']>): Task {
    this.mustRun();
    this.mustNotBeRecused(message.actor);
    const task = this.taskOf(message);
    this.#mustBeYours(task.step, message.actor);
    this.mustBe(task.step, ...states);
    return task;
  }

  /** As `withUnit`, if the step is also for somebody in the actor's role. */
  held(message: Message, ...states: Array<Step['status']>): Task {
    const task = this.withUnit(message, ...states);
    this.mustHaveRole(task.step.roles, task.step, message.actor);
    return task;
  }

  /** The step of a message, if the actor coordinates the case. */
  overseen(message: Message, ...states: Array<Step['status']>): Task {
    this.mustRun();
    this.mustNotBeRecused(message.actor);
    const task = this.taskOf(message);
    this.mustCoordinate(message.actor);
    this.mustBe(task.step, ...states);
    return task;
  }

  /** What speaks against a unit as the one to have a step: it is the subject's own. */
  objectionTo(unit: string): Objection | undefined {
    return unit === this.#picture.subjectUnit ? { code: 'unit-recused', facts: { unit: this.#desk.ledger.label(unit) } } : undefined;
  }

  /** Whether a step can be given to a unit: to another one, and not to that of the subject. */
  mustSuit(unit: string, step: Step): void {
    if (unit === step.unit) refuse('same-unit');
    const objection = this.objectionTo(unit);
    if (objection) refuse(objection.code, objection.facts);
  }

  mustHaveEnoughParts({ step, join }: Task): void {
    if (!join) return;
    const parts = this.#desk.steps.partsOf(step).filter(({ status }) => status !== 'withdrawn');
    const done = parts.filter(({ status }) => status === 'done').length;
    const wanted = join === 'all' ? parts.length : Math.min(join === 'any' ? 1 : join.atLeast, parts.length);
    if (done < wanted) refuse('parts-missing', { missing: wanted - done });
  }

  mustAllowExtension(step: Step, by: Span): void {
    const clock = this.#desk.clocks.of(step);
    if (!clock?.plan) return refuse('no-clock', { step: step.id });
    if (clock.extensionPending) refuse('extension-pending');
    const allowed = clock.plan.extension;
    const facts = {
      rule: clock.plan.label,
      times: allowed?.times ?? 0,
      most: allowed ? spanLabel(allowed.most) : 0,
    };
    if (!allowed || clock.extensions.length >= allowed.times) refuse('no-extension', facts);
    if (by.unit !== allowed.most.unit || by.amount > allowed.most.amount) refuse('no-extension', facts);
  }

  #mustBeYours(step: Step, actor: Actor): void {
    if (actor.kind !== 'officer' || actor.unit !== step.unit) {
      refuse('not-your-step', { step: step.id, unit: this.#desk.ledger.label(step.unit) });
    }
  }
}
