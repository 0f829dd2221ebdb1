import type { Message } from '../../contracts/action.ts';
import type { Step } from '../../contracts/case.ts';
import type { Span } from '../../contracts/clock.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import { note, tellUnit, text, type Desk } from './desk.ts';

/** A decision about a step is a step itself (docs/decisions/0004). Once it is made, it takes effect on the step that it is about. */
export function takeEffect(desk: Desk, decision: Step, message: Message): void {
  const about = decision.parent === null ? undefined : desk.steps.find(decision.parent)?.step;
  if (!about) return;
  if (decision.name === 'reviewReturn') reviewReturn(desk, about, message);
  if (decision.name === 'decideExtension') decideExtension(desk, about, message);
  if (decision.name === 'superviseClock') supervise(desk, about, text(message.body, 'instruction'), message);
}

/** 督办: the unit is told what to do, and owes a reply. Returns the number of the entry. */
export function supervise(desk: Desk, step: Step, instruction: string, message: Message): number {
  const seq = note(desk, 'stepSupervised', message, {
    step,
    data: { instruction },
    tell: tellUnit(step.unit, 'handler', 'unitHead'),
  });
  desk.steps.offer('replyToSupervision', standingSteps.replyToSupervision, { unit: step.unit, parent: step });
  return seq;
}

function reviewReturn(desk: Desk, step: Step, message: Message): void {
  if (step.status !== 'returned') return;
  const { decision } = message.body;
  const reason = text(message.body, 'reason');
  if (decision === 'drop') {
    desk.steps.withdraw(step, { zh: `退回成立,不再需要:${reason}`, en: `return upheld, not needed: ${reason}` }, { actor: message.actor });
    return;
  }
  const unit = decision === 'reassign' ? text(message.body, 'to') : step.unit;
  desk.steps.give(step, unit);
  note(desk, decision === 'reassign' ? 'returnUpheld' : 'returnRejected', message, {
    step,
    data: { unit, reason },
    tell: tellUnit(unit, ...step.roles),
  });
}

function decideExtension(desk: Desk, step: Step, message: Message): void {
  const clock = desk.clocks.of(step);
  const asked = desk.ledger.entries.findLast((entry) => entry.kind === 'extensionRequested' && entry.step === step.id);
  if (!clock || !asked) return;
  const approved = message.body['approve'] === true;
  clock.extensionPending = false;
  if (approved) desk.clocks.extend(clock, asked.data['by'] as Span);
  note(desk, approved ? 'extensionGranted' : 'extensionRefused', message, {
    step,
    clock,
    data: { by: asked.data['by'] ?? null, reason: text(message.body, 'reason') },
    visibility: 'parties',
    tell: tellUnit(step.unit, ...step.roles),
  });
}
