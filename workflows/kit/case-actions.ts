import { caseActions, ratingLabels, type Message } from '../../contracts/action.ts';
import type { Entry, Step } from '../../contracts/case.ts';
import { note, tellCoordinator, tellHolders, text, type Action, type Desk } from './desk.ts';
import { now } from './ledger.ts';
import { refuse } from './refusal.ts';
import type { WhoMay } from './who-may.ts';

/** What people, and the calendar, can do to a case as a whole. */
export function caseActionsOf(desk: Desk, who: WhoMay): Readonly<Record<string, Action>> {
  const { ledger, steps, clocks } = desk;
  const { picture } = ledger;

  return {
    addNote: {
      description: caseActions.addNote.label.zh,
      validate: mayAdd,
      handle: (message) => note(desk, 'noteAdded', message, { ...about(message), visibility: visible(message) }),
    },
    addEvidence: {
      description: caseActions.addEvidence.label.zh,
      validate: mayAdd,
      handle: (message) =>
        note(desk, 'evidenceAdded', message, {
          ...about(message),
          data: {
            sha256: text(message.body, 'sha256'),
            mediaType: text(message.body, 'mediaType'),
            size: Number(message.body['size']),
          },
          visibility: visible(message),
        }),
    },
    declareInterest: {
      description: caseActions.declareInterest.label.zh,
      validate: (message) => {
        who.mustBeOpen();
        who.mustNotBeRecused(message.actor);
        const { actor } = message;
        const own = actor.kind === 'officer' && actor.officer === text(message.body, 'officer');
        if (!own) who.mustCoordinate(actor);
      },
      handle: (message) => {
        const officer = text(message.body, 'officer');
        const ground = text(message.body, 'ground');
        if (!picture.recused.some((each) => each.officer === officer)) picture.recused.push({ officer, ground });
        const freed = steps.open().filter((step) => step.officer === officer);
        for (const step of freed) {
          step.officer = null;
          if (step.status === 'accepted') step.status = 'offered';
          step.seq = picture.seq + 1;
        }
        const tell = [...freed.map(({ unit, roles }) => ({ unit, roles })), ...tellCoordinator(desk)];
        return note(desk, 'interestDeclared', message, { data: { officer, ground }, tell });
      },
    },
    pauseCase: {
      description: caseActions.pause.label.zh,
      validate: ({ actor }) => {
        who.mustRun();
        who.mustNotBeRecused(actor);
        who.mustCoordinate(actor);
      },
      handle: (message) => {
        picture.status = 'paused';
        clocks.pauseAll();
        return note(desk, 'casePaused', message, {
          data: { reason: text(message.body, 'reason') },
          visibility: 'parties',
          tell: tellHolders(desk),
        });
      },
    },
    resumeCase: {
      description: caseActions.resume.label.zh,
      validate: ({ actor }) => {
        who.mustBePaused();
        who.mustNotBeRecused(actor);
        who.mustCoordinate(actor);
      },
      handle: (message) => {
        picture.status = 'open';
        clocks.resumeAll();
        return note(desk, 'caseResumed', message, {
          data: { reason: text(message.body, 'reason') },
          visibility: 'parties',
          tell: tellHolders(desk),
        });
      },
    },
    withdrawCase: {
      description: caseActions.withdraw.label.zh,
      validate: ({ actor }) => {
        who.mustBeOpen();
        who.mustNotBeRecused(actor);
        if (actor.kind !== 'party') who.mustCoordinate(actor);
        else if (!desk.mayBeRevoked()) refuse('no-appointment');
      },
      handle: (message) => {
        const tell = tellHolders(desk);
        steps.end({ zh: '事项已撤回', en: 'the case was withdrawn' });
        picture.status = 'withdrawn';
        picture.outcome = 'withdrawn';
        picture.closedAt = now();
        picture.waits = [];
        const seq = note(desk, 'caseWithdrawn', message, { data: { reason: text(message.body, 'reason') }, visibility: 'parties', tell });
        desk.withdraw();
        return seq;
      },
    },
    rateCase: {
      description: '好差评',
      validate: ({ actor }) => {
        who.mustRun();
        if (actor.kind !== 'party') refuse('forbidden', { needs: { zh: '评价须由当事人凭查询码作出', en: 'The party rates, with the receipt code' } });
        if (desk.mayBeRated()) return;
        if (picture.rating !== null) refuse('rated-already');
        refuse('rating-not-open');
      },
      handle: (message) => {
        const level = Number(message.body['level']);
        picture.rating = level;
        const seq = note(desk, 'rated', message, {
          data: { level, zh: ratingLabels[level]?.zh ?? '', en: ratingLabels[level]?.en ?? '' },
          visibility: 'parties',
          tell: tellCoordinator(desk),
        });
        desk.rated(level);
        return seq;
      },
    },
    recountClocks: {
      description: '放假安排公布后重新计算暂定时限',
      validate: ({ actor }) => {
        who.mustBeOpen();
        if (actor.kind !== 'system') {
          refuse('forbidden', { needs: { zh: '由系统在日历公布后触发', en: 'The system does this when a calendar is published' } });
        }
      },
      handle: (message) => {
        const count = clocks.recountProvisional();
        return note(desk, 'clockRecounted', message, { data: { count } });
      },
    },
  };

  function mayAdd(message: Message): void {
    who.mustBeOpen();
    who.mustNotBeRecused(message.actor);
    who.mustExistIfNamed(message);
  }

  function about(message: Message): { step?: Step } {
    const step = steps.find(text(message.body, 'step'))?.step;
    return step ? { step } : {};
  }
}

function visible(message: Message): Entry['visibility'] {
  const wanted = message.body['visibility'];
  return wanted === 'parties' || wanted === 'public' ? wanted : 'internal';
}
