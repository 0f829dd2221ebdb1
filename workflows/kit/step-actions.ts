import { stepActions, type Message } from '../../contracts/action.ts';
import type { Actor, Entry, Step } from '../../contracts/case.ts';
import type { Span } from '../../contracts/clock.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import { supervise, takeEffect } from './decisions.ts';
import { note, tellCoordinator, tellUnit, text, type Action, type Desk } from './desk.ts';
import { refuse, wrong, type Objection } from './refusal.ts';
import type { Filled, Task } from './steps.ts';
import type { WhoMay } from './who-may.ts';

/** What people can do to a step, whichever procedure it belongs to. */
export function stepActionsOf(desk: Desk, who: WhoMay): Readonly<Record<string, Action>> {
  const { ledger, steps, clocks } = desk;
  const { picture } = ledger;

  return {
    completeStep: {
      description: `办结环节:${stepActions.complete.label.zh}`,
      validate: (message) => {
        const task = who.held(message, 'offered', 'accepted');
        who.mustHaveEnoughParts(task);
        const objection = task.check(message.body, message.actor);
        if (objection) refuse(objection.code, objection.facts);
      },
      handle: (message) => {
        const { step, definition } = who.taskOf(message);
        if (step.officer === null) take(step, message.actor);
        steps.finish(step, message.body);
        const seq = note(desk, 'stepDone', message, {
          step,
          data: message.body as Entry['data'],
          visibility: definition.visibility ?? 'internal',
          tell: picture.coordinator === step.unit ? [] : tellCoordinator(desk),
        });
        takeEffect(desk, step, message);
        steps.settle(step, message.body);
        return seq;
      },
    },
    reportProgress: {
      description: stepActions.report.label.zh,
      validate: (message) => {
        const { report } = who.held(message, 'offered', 'accepted');
        const objection = report?.check?.(message.body, message.actor);
        if (objection) refuse(objection.code, objection.facts);
      },
      handle: (message) => {
        const { step, definition, report } = who.taskOf(message);
        if (step.officer === null) take(step, message.actor);
        report?.take(message.body);
        return note(desk, 'progressReported', message, {
          step,
          data: message.body as Entry['data'],
          visibility: definition.visibility ?? 'internal',
        });
      },
    },
    acceptStep: {
      description: stepActions.accept.label.zh,
      validate: (message) => void who.held(message, 'offered'),
      handle: (message) => {
        const { step } = who.taskOf(message);
        take(step, message.actor);
        return note(desk, 'stepAccepted', message, { step });
      },
    },
    assignStep: {
      description: stepActions.assign.label.zh,
      validate: (message) => {
        const { step } = who.withUnit(message, 'offered', 'accepted');
        who.mustHaveRole(['unitHead'], step, message.actor);
        who.mustNotBeInConflict(text(message.body, 'officer'));
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const officer = text(message.body, 'officer');
        giveTo(step, officer);
        return note(desk, 'stepAssigned', message, { step, data: { officer }, tell: tellUnit(step.unit, ...step.roles) });
      },
    },
    returnStep: {
      description: stepActions.return.label.zh,
      validate: (message) => void who.held(message, 'offered', 'accepted'),
      handle: (message) => {
        const task = who.taskOf(message);
        const { step } = task;
        step.status = 'returned';
        const seq = note(desk, 'stepReturned', message, {
          step,
          data: { reason: text(message.body, 'reason') },
          tell: tellCoordinator(desk),
        });
        steps.offer('reviewReturn', standingSteps.reviewReturn, {
          unit: picture.coordinator,
          parent: step,
          check: (form) => objectionToReview(task, form),
        });
        return seq;
      },
    },
    transferStep: {
      description: stepActions.transfer.label.zh,
      validate: (message) => {
        const { step, definition } = who.held(message, 'offered', 'accepted');
        if (definition.handOver || step.parent !== null) refuse('not-transferable', { step: step.id });
        who.mustSuit(text(message.body, 'to'), step);
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const from = step.unit;
        steps.give(step, text(message.body, 'to'));
        step.transferredFrom = from;
        return note(desk, 'stepTransferred', message, {
          step,
          data: changeOfHands(from, step, message),
          tell: [...tellUnit(step.unit, ...step.roles), ...tellCoordinator(desk)],
        });
      },
    },
    takeBackStep: {
      description: stepActions.takeBack.label.zh,
      validate: (message) => {
        who.mustRun();
        who.mustNotBeRecused(message.actor);
        const { step } = who.taskOf(message);
        const giver = message.actor.kind === 'officer' && message.actor.unit === step.transferredFrom;
        if (!giver || step.status !== 'offered') refuse('nothing-to-take-back', { step: step.id });
        who.mustHaveRole(step.roles, step, message.actor);
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const from = step.unit;
        steps.give(step, step.transferredFrom ?? from);
        return note(desk, 'transferTakenBack', message, {
          step,
          data: changeOfHands(from, step, message),
          tell: tellUnit(from, ...step.roles),
        });
      },
    },
    substituteStep: {
      description: stepActions.substitute.label.zh,
      validate: (message) => {
        const { step } = who.overseen(message, 'offered', 'accepted');
        who.mustSuit(text(message.body, 'to'), step);
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const from = step.unit;
        steps.give(step, text(message.body, 'to'));
        return note(desk, 'stepSubstituted', message, {
          step,
          data: changeOfHands(from, step, message),
          tell: [...tellUnit(step.unit, ...step.roles), ...tellUnit(from, ...step.roles)],
        });
      },
    },
    requestExtension: {
      description: stepActions.requestExtension.label.zh,
      validate: (message) => {
        const { step } = who.held(message, 'offered', 'accepted');
        who.mustAllowExtension(step, message.body['by'] as Span);
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const clock = clocks.of(step);
        if (clock) clock.extensionPending = true;
        const seq = note(desk, 'extensionRequested', message, {
          step,
          ...(clock ? { clock } : {}),
          data: { by: message.body['by'] as Entry['data'][string] ?? null, reason: text(message.body, 'reason') },
          tell: tellCoordinator(desk),
        });
        steps.offer('decideExtension', standingSteps.decideExtension, { unit: picture.coordinator, parent: step });
        return seq;
      },
    },
    urgeStep: {
      description: stepActions.urge.label.zh,
      validate: (message) => void who.overseen(message, 'offered', 'accepted', 'returned'),
      handle: (message) => {
        const { step } = who.taskOf(message);
        return note(desk, 'stepUrged', message, {
          step,
          data: { reason: text(message.body, 'reason') },
          tell: tellUnit(step.unit, 'handler', 'unitHead'),
        });
      },
    },
    superviseStep: {
      description: stepActions.supervise.label.zh,
      validate: (message) => void who.overseen(message, 'offered', 'accepted', 'returned'),
      handle: (message) => supervise(desk, who.taskOf(message).step, text(message.body, 'instruction'), message),
    },
    callBackStep: {
      description: stepActions.callBack.label.zh,
      validate: (message) => {
        const { step, definition } = who.overseen(message, 'offered', 'returned');
        if (!definition.handOver) who.mustBe(step);
      },
      handle: (message) => {
        const { step } = who.taskOf(message);
        const reason = text(message.body, 'reason');
        steps.withdraw(step, { zh: `移交方收回:${reason}`, en: `called back: ${reason}` }, { actor: message.actor, key: message.key });
        return picture.seq;
      },
    },
  };

  function take(step: Step, actor: Actor): void {
    giveTo(step, actor.kind === 'officer' ? actor.officer : null);
  }

  /** From here on the step is in an officer's hands, and he sees the case. */
  function giveTo(step: Step, officer: string | null): void {
    step.status = 'accepted';
    step.transferredFrom = null;
    step.officer = officer;
    if (officer !== null && !picture.access.includes(officer)) picture.access.push(officer);
  }

  function objectionToReview({ step, definition }: Task, { decision, to }: Filled): Objection | undefined {
    if (decision === 'reassign') {
      return typeof to === 'string' ? who.objectionTo(to) : wrong('改派时须填写 to(新的承办单位)', 'to is needed to reassign');
    }
    const droppable = step.part || definition.handOver === true;
    return decision === 'drop' && !droppable ? wrong('主办环节不能取消,只能改派或驳回', 'the lead step cannot be dropped') : undefined;
  }
}

function changeOfHands(from: string, { unit: to }: Step, { body }: Message): Entry['data'] {
  return { from, to, reason: text(body, 'reason') };
}
