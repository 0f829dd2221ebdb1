import { clockStatusLabels } from '../../contracts/case.ts';
import { spanLabel } from '../../contracts/clock.ts';
import type { CaseView } from '../api/client.ts';
import { Light } from '../app/light.tsx';
import { Fact, UnitName } from './part.tsx';
import { useCaseWords } from './words.ts';

/** 时限: each with its rule and source, and everything that moved its due time. */
export function Clocks({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useCaseWords();
  return (
    <ul className="plain steps">
      {view.clocks.map((clock) => (
        <li key={clock.id}>
          <details>
            <summary>
              {clock.plan === null ? clock.rule : say(clock.plan.label)} {clock.status === 'running' ? <Light light={clock.light} /> : <span className="mark calm">{say(clockStatusLabels[clock.status])}</span>}
              {clock.plan !== null && <small>{t('due.at', { time: at(clock.plan.dueAt) })}</small>}
            </summary>
            <dl className="facts">
              <Fact name={t('step.rule')}>
                {clock.plan === null ? clock.rule : `${say(spanLabel(clock.plan.term))} · ${clock.rule} · ${t('case.version', { version: clock.plan.version })}`}
                {clock.plan !== null && <small className="source">{clock.plan.source}</small>}
              </Fact>
              <Fact name={t('case.leadUnit')}><UnitName view={view} code={clock.unit} /></Fact>
              <Fact name={t('step.due')}>
                {t('clock.from', { time: at(clock.startedAt) })}
                {clock.pauses.map(({ from, to }) => <small key={from}>{t('clock.pause', { from: at(from), to: at(to) })}</small>)}
                {clock.pausedAt !== null && <small>{t('due.paused')}: {at(clock.pausedAt)}</small>}
                {clock.extensions.map((by, index) => <small key={index}>{t('clock.extension', { span: say(spanLabel(by)) })}</small>)}
                {clock.extensionPending && <small>{t('clock.pending')}</small>}
                {clock.plan?.provisional === true && <small>{t('case.provisional')}</small>}
              </Fact>
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}
