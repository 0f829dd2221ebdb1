import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { StepAction } from '../../contracts/action.ts';
import { spanLabel } from '../../contracts/clock.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import type { CaseView, DeskStep } from '../api/client.ts';
import { useName } from '../api/names.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { useNow } from '../app/use-now.ts';
import { Named } from '../forms/facts.tsx';
import { useSession } from '../session/session.ts';
import { useDue } from './due.tsx';
import { StepWork } from './step-work.tsx';
import { useStep } from './use-step.ts';
import { useDeskWords } from './words.ts';

interface Props {
  readonly name: string;
  /** Undefined where the desk does not show it. */
  readonly listed: DeskStep | undefined;
  readonly loading: boolean;
  onClose(): void;
  /** The step has left the desk: on to the next. */
  onNext(): void;
}

/** After these the step is out of one's hands. */
const finishing: readonly StepAction[] = ['complete', 'return', 'transfer', 'takeBack'];

/** One step, done beside the list, and then the next. */
export default function StepPanel({ name, listed, loading, onClose, onNext }: Props) {
  const { at, say, t } = useDeskWords();
  const session = useSession();
  const now = useNow();
  const due = useDue(now);
  const heading = useRef<HTMLHeadingElement>(null);
  const client = useQueryClient();
  const { step, searching, ended, last } = useStep(name, listed, { unit: session?.me.unit ?? '', loading });
  useEffect(() => heading.current?.focus(), []);
  const { data: procedure } = useQuery({ ...queries.procedure(step?.procedure.name ?? ''), enabled: step !== undefined });
  const time = step === undefined ? null : due(step);

  return (
    <aside className="step-panel" aria-label={t('desk.panel')}>
      <header>
        <h2 ref={heading} tabIndex={-1}>{step !== undefined ? say(step.step.label) : searching ? t('loading') : t('desk.gone')}</h2>
        <Button onClick={onClose} aria-label={t('desk.panelClose')} className="close">✕</Button>
      </header>
      {step === undefined && searching && <Loading rows={3} height={90} />}
      {step !== undefined && time !== null && (
        <>
          <p className="title">{step.title}</p>
          <p className="hint">
            {step.caseNo} · {say(step.procedure.label)} ·{' '}
            <Link to="/cases/$ref" params={{ ref: step.caseNo }}>{t('step.openCase')}</Link>
          </p>
          {ended && <Ended last={last} />}
          <dl className="facts">
            <div>
              <dt>{t('step.due')}</dt>
              <dd>
                <Light light={step.light} /> <strong>{time.first}</strong>
                {step.dueAt !== null && (
                  <>
                    <br />
                    <small>{time.also !== null && `${time.also} · `}{t('due.at', { time: at(step.dueAt) })}</small>
                  </>
                )}
              </dd>
            </div>
            {step.rule !== null && (
              <div>
                <dt>{t('step.rule')}</dt>
                <dd>
                  {say(step.rule.label)} <small>{say(spanLabel(step.rule.term))} · {t('case.version', { version: step.rule.version })}</small>
                  <br />
                  <small>{step.rule.source}</small>
                </dd>
              </div>
            )}
            {step.step.officer !== null && (
              <div>
                <dt>{t('step.officer')}</dt>
                <dd>
                  <Named to="officer" id={step.step.officer} />
                </dd>
              </div>
            )}
          </dl>
          <StepWork
            caseRef={step.caseNo}
            facts={{ caseNo: step.caseNo, title: step.title, dueAt: step.dueAt }}
            step={step.step}
            paused={step.status === 'paused'}
            ended={ended}
            procedure={procedure}
            onDone={async (action) => {
              if (finishing.includes(action)) onNext();
              await client.invalidateQueries({ queryKey: ['desk'] });
              await client.invalidateQueries({ queryKey: ['case'] });
            }}
          />
        </>
      )}
    </aside>
  );
}

/** Says plainly that somebody else was faster, who, and that nothing typed is lost. */
function Ended({ last }: { readonly last: CaseView['timeline'][number] | undefined }) {
  const { at, say, t } = useDeskWords();
  const officer = useName('officer', last?.actor.kind === 'officer' ? last.actor.officer : null);
  const what = last === undefined ? null : { what: say(entryLabels[last.kind]), time: at(last.at) };
  return (
    <div className="problem" role="alert">
      <p>{what === null ? t('desk.gone') : officer === undefined ? t('panel.ended', what) : t('panel.endedBy', { ...what, name: say(officer) })}</p>
      <p>{t('panel.kept')}</p>
    </div>
  );
}
