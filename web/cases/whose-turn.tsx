import { isOpen, stepStatusLabels } from '../../contracts/case.ts';
import { spanLabel } from '../../contracts/clock.ts';
import type { CaseView } from '../api/client.ts';
import { Light } from '../app/light.tsx';
import { useNow } from '../app/use-now.ts';
import { Named } from '../forms/facts.tsx';
import { useWords } from '../words/use-words.ts';
import { Part, UnitName } from './part.tsx';

export function Stages({ view: { stages, status } }: { readonly view: CaseView }) {
  const { say, t } = useWords();
  const at = stages.findIndex(({ current }) => current);
  const over = status !== 'open' && status !== 'paused';
  return (
    <ol className="stages" aria-label={t('case.stages')}>
      {stages.map(({ name, label, reached, current }, index) => {
        const state = current && !over ? 'now' : reached && (index < at || over) ? 'done' : 'ahead';
        return (
          <li key={name} className={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className="dot" aria-hidden="true">{state === 'done' ? '✓' : index + 1}</span>
            {say(label)} <span className="unseen">{t(state === 'now' ? 'case.stageNow' : state === 'done' ? 'case.stageDone' : 'case.stageAhead')}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Whose turn it is, until when, and under which rule. */
export function Ball({ view }: { readonly view: CaseView }) {
  const { at, left, say, t } = useWords();
  const now = useNow();
  const open = view.steps.filter(isOpen);
  return (
    <Part title={t('case.ball')}>
      {open.length === 0 && <p className="hint">{t('case.ballNone')}</p>}
      <ul className="balls">
        {open.map((step) => {
          const clock = view.clocks.find(({ id }) => id === step.clock);
          const plan = clock?.plan ?? null;
          return (
            <li key={step.id}>
              <p>
                <strong><UnitName view={view} code={step.unit} /></strong> {step.officer !== null && <Named to="officer" id={step.officer} />} — {say(step.label)} <span className="mark calm">{say(stepStatusLabels[step.status])}</span>
              </p>
              {clock?.status === 'running' && plan !== null && (
                <p>
                  <Light light={clock.light} /> {t('case.ballUntil', { time: at(plan.dueAt) })} · {left(plan.dueAt, now)}
                </p>
              )}
              {clock?.status === 'paused' && <p>{t('due.paused')}</p>}
              {plan !== null && (
                <p className="hint">
                  {say(plan.label)} ({say(spanLabel(plan.term))}, {t('case.version', { version: plan.version })}) · {plan.source}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

export function Next({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useWords();
  if (view.status !== 'open' && view.status !== 'paused') return null;
  return (
    <Part title={t('case.next')}>
      {view.next.length === 0 && <p className="hint">{t('case.nextNone')}</p>}
      <ol className="plain next">
        {view.next.map((each, index) => (
          <li key={index}>
            <time dateTime={each.at}>{at(each.at)}</time>
            <span>
              {say(each.what)}
              {each.unit !== null && (
                <>
                  {' '}
                  (<UnitName view={view} code={each.unit} />)
                </>
              )}
              {each.rule !== null && <small title={each.source ?? undefined}> {say(each.rule)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
