import { span, spanLabel } from '../../contracts/clock.ts';
import type { CaseView, Procedure } from '../api/client.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { formOf, Part, textIn, UnitName, type Entry, type Step } from './part.tsx';
import { useCaseWords } from './words.ts';

interface Props {
  readonly view: CaseView;
  readonly procedure: Procedure | undefined;
}

/** The step in which each is decided, with the entry that asked for it. */
const decided = {
  reviewReturn: { asked: 'stepReturned', word: 'decision.returned' },
  decideExtension: { asked: 'extensionRequested', word: 'decision.extension' },
  replyToSupervision: { asked: 'stepSupervised', word: 'decision.supervised' },
  superviseClock: { asked: 'lightTurned', word: 'decision.supervised' },
  nameSubstitute: { asked: 'noShow', word: 'decision.noShow' },
} as const satisfies Record<string, { asked: Entry['kind']; word: string }>;

function decisionOf(step: Step) {
  return step.name in decided ? decided[step.name as keyof typeof decided] : undefined;
}

/** 退回、延期与督办: what was asked, why, and what was decided. */
export function Decisions({ view, procedure }: Props) {
  const { at, say, t } = useCaseWords();
  const steps = view.steps.filter((step) => decisionOf(step) !== undefined);
  if (steps.length === 0) return null;
  return (
    <Part title={t('decision.title')}>
      <ul className="balls">
        {steps.map((step) => {
          const decision = decisionOf(step);
          const about = view.steps.find(({ id }) => id === step.parent);
          const asked = view.timeline.findLast((entry) => entry.kind === decision?.asked && entry.step === step.parent && entry.at <= step.offeredAt);
          const by = span.safeParse(asked?.data['by']);
          return (
            <li key={step.id}>
              <p>
                {decision !== undefined && <strong>{t(decision.word)}</strong>} {about !== undefined && say(about.label)} <span className="mark calm">{step.doneAt === null ? t('decision.waiting') : say(step.label)}</span>
              </p>
              {asked !== undefined && (
                <p>
                  {t('decision.asked')}: {by.success && `${t('decision.extensionBy', { span: say(spanLabel(by.data)) })} · `}
                  {textIn(asked, 'reason') ?? textIn(asked, 'instruction')} <small>{at(asked.at)} {asked.actor.kind === 'officer' && <><Named to="officer" id={asked.actor.officer} />, <UnitName view={view} code={asked.actor.unit} /></>}</small>
                </p>
              )}
              {step.data !== null && step.doneAt !== null && (
                <>
                  <p className="hint">{t('decision.decided')}: <UnitName view={view} code={step.unit} /> · {at(step.doneAt)}</p>
                  <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** 回访: each attempt, by which way, and what was said. */
export function FollowUps({ view, procedure }: Props) {
  const { at, say, t } = useCaseWords();
  const attempts = view.steps.filter(({ name }) => name === 'followUp');
  if (attempts.length === 0) return null;
  return (
    <Part title={t('follow.title')}>
      <ol className="balls">
        {attempts.map((step, index) => (
          <li key={step.id}>
            <p>
              <strong>{t('follow.number', { number: index + 1 })}</strong> <UnitName view={view} code={step.unit} />{' '}
              <small>{step.doneAt === null ? `${t('follow.waiting')} · ${say(step.label)}` : at(step.doneAt)}</small>
            </p>
            {step.data !== null && <Facts fields={formOf(procedure, step.name, false)} values={step.data} />}
          </li>
        ))}
      </ol>
    </Part>
  );
}
