import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import type { DeskStep } from '../api/client.ts';
import { Light } from '../app/light.tsx';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { useNow } from '../app/use-now.ts';
import { StepWork } from '../cases/step-work.tsx';
import { queries } from '../api/queries.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  /** Undefined where it is no longer on the desk. */
  readonly step: DeskStep | undefined;
  onClose(): void;
  onDone(): void;
}

/** One step, done beside the list: accepted, completed, returned, or more time asked for. */
export default function StepPanel({ step, onClose, onDone }: Props) {
  const { at, left, say, t } = useWords();
  const now = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const client = useQueryClient();
  useShortcuts(useMemo(() => ({ Escape: onClose }), [onClose]));
  useEffect(() => heading.current?.focus(), []);
  const { data: procedure } = useQuery({ ...queries.procedure(step?.procedure.name ?? ''), enabled: step !== undefined });

  return (
    <aside className="step-panel" aria-label={t('desk.panel')}>
      <header>
        <h2 ref={heading} tabIndex={-1}>{step === undefined ? t('desk.gone') : say(step.step.label)}</h2>
        <Button onClick={onClose} aria-label={t('desk.panelClose')} className="close">✕</Button>
      </header>
      {step !== undefined && (
        <>
          <p className="title">{step.title}</p>
          <p className="hint">
            {step.caseNo} · {say(step.procedure.label)} ·{' '}
            <Link to="/cases/$ref" params={{ ref: step.caseNo }}>{t('step.openCase')}</Link>
          </p>
          <dl className="facts">
            <div>
              <dt>{t('step.due')}</dt>
              <dd>
                <Light light={step.light} /> {step.dueAt === null ? t(step.status === 'paused' ? 'due.paused' : 'due.none') : `${left(step.dueAt, now)} · ${at(step.dueAt)}`}
              </dd>
            </div>
            {step.rule !== null && (
              <div>
                <dt>{t('step.rule')}</dt>
                <dd>
                  {say(step.rule.label)} <small>{t('case.version', { version: step.rule.version })}</small>
                  <br />
                  <small>{step.rule.source}</small>
                </dd>
              </div>
            )}
          </dl>
          <StepWork
            caseRef={step.caseNo}
            facts={{ caseNo: step.caseNo, title: step.title, dueAt: step.dueAt }}
            step={step.step}
            procedure={procedure}
            onDone={async (action) => {
              await client.invalidateQueries({ queryKey: ['desk'] });
              await client.invalidateQueries({ queryKey: ['case'] });
              if (action !== 'accept' && action !== 'report') onDone();
            }}
          />
        </>
      )}
    </aside>
  );
}
