import type { Message } from '../../contracts/action.ts';
import type { Entry } from '../../contracts/case.ts';
import { note, tellHolders, text, type Action, type Desk } from './desk.ts';
import { now } from './ledger.ts';
import { refuse } from './refusal.ts';
import type { WhoMay } from './who-may.ts';

/** The numbers of the cases that were merged into this one (并案), without those that were let go again. */
export function takenIn(entries: readonly Entry[]): string[] {
  return entries.reduce<string[]>((cases, { kind, data }) => {
    if (kind !== 'caseTakenIn' && kind !== 'caseLetGo') return cases;
    const others = cases.filter((each) => each !== data['case']);
    return kind === 'caseTakenIn' ? [...others, String(data['case'])] : others;
  }, []);
}

/**
 * 并案与拆分. The API sees to both cases: the main one takes the duplicate in, then the duplicate ends; where it does not,
 * the main one lets it go again. A case that has taken others in is not merged itself, so that no circle can close.
 */
export function mergingOf(desk: Desk, who: WhoMay): Readonly<Record<string, Action>> {
  const { ledger, steps } = desk;
  const { picture } = ledger;

  return {
    takeInCase: {
      description: '并入另一事项的报告',
      validate: ({ actor }) => {
        who.mustBeOpen();
        who.mustNotBeRecused(actor);
      },
      handle: (message) => note(desk, 'caseTakenIn', message, { data: named(message) }),
    },
    letGoCase: {
      description: '移出已并入的报告',
      validate: (message) => mustHaveTakenIn(message, 'case'),
      handle: (message) => note(desk, 'caseLetGo', message, { data: named(message) }),
    },
    mergeCase: {
      description: '并案:并入另一事项',
      validate: ({ actor }) => {
        who.mustBeOpen();
        who.mustNotBeRecused(actor);
        who.mustCoordinate(actor);
        if (takenIn(ledger.entries).length > 0) refuse('cannot-merge', { reason: hasOthers });
      },
      handle: (message) => {
        const into = text(message.body, 'into');
        const tell = tellHolders(desk);
        steps.end({ zh: `已并入 ${into}`, en: `merged into ${into}` });
        picture.status = 'merged';
        picture.outcome = into;
        picture.closedAt = now();
        picture.waits = [];
        const seq = note(desk, 'caseMerged', message, { data: { into, reason: text(message.body, 'reason') }, visibility: 'parties', tell });
        desk.merge(into);
        return seq;
      },
    },
    splitCase: {
      description: '拆分:另立新事项',
      validate: (message) => {
        who.mustBeOpen();
        who.mustNotBeRecused(message.actor);
        who.mustCoordinate(message.actor);
        if (message.body['report'] !== undefined) mustHaveTakenIn(message, 'report');
      },
      handle: (message) => {
        const { report } = message.body;
        if (typeof report === 'string') ledger.add({ kind: 'caseLetGo', actor: message.actor, data: { case: report } });
        return note(desk, 'caseSplit', message, { data: named(message), visibility: 'parties' });
      },
    },
  };

  function mustHaveTakenIn({ body }: Message, field: string): void {
    if (!takenIn(ledger.entries).includes(text(body, field))) refuse('cannot-split', { reason: neverTakenIn });
  }
}

const neverTakenIn = { zh: '该事项未并入本事项', en: 'that case was not merged into this one' };
const hasOthers = { zh: '已有其他报告并入本事项', en: 'other reports were merged into it' };

function named({ body }: Message): Entry['data'] {
  return { case: text(body, 'case'), reason: text(body, 'reason') };
}
