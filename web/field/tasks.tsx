import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { stepStatusLabels } from '../../contracts/case.ts';
import { clockLight } from './clock-light.ts';
import type { DeskStep } from '../api/client.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { useWindow } from '../app/use-window.ts';
import type { Entry } from './entry.ts';
import { coverageOf } from './visited.ts';
import { refresh, useField } from './store.ts';
import { useFieldWords } from './words.ts';

/** What I have to do near me: open steps of my unit, the most urgent first, with what this phone has entered for them. */
export function Tasks() {
  const { at, t } = useFieldWords();
  const { entries, snapshot, refreshing, failure, locked } = useField();
  const now = useNow();
  const steps = snapshot?.steps ?? [];
  const { holder, first, end, above, below } = useWindow<HTMLUListElement>(steps.length, 96);
  useTitle(t('field.tasks'));
  return (
    <>
      <header className="head">
        <h1>{t('field.tasks')}</h1>
        {snapshot !== null && <small>{t('field.asOf', { time: at(new Date(snapshot.at).toISOString()) })}</small>}
        <Button size="small" loading={refreshing} disabled={locked} onClick={() => void refresh()}>
          {t('field.refresh')}
        </Button>
      </header>
      {snapshot === null && (refreshing || failure === null) && !locked && <Loading rows={4} height={92} />}
      {snapshot === null && failure !== null && !refreshing && <LoadFailure failure={failure} onRetry={refresh} />}
      {snapshot === null && locked && (
        <Blank title={t('field.nothingKept')}>
          <p>{t('field.nothingKeptText')}</p>
        </Blank>
      )}
      {snapshot !== null && steps.length === 0 && (
        <Blank title={t('field.noTasks')}>
          <p>{t('field.noTasksText')}</p>
        </Blank>
      )}
      {steps.length > 0 && (
        <ul className="rows" ref={holder}>
          {above > 0 && <li aria-hidden="true" style={{ height: above }} />}
          {steps.slice(first, end).map((step) => (
            <li key={`${step.caseNo}/${step.step.id}`}>
              <Task task={step} now={now} mine={entriesOf(entries, step)} />
            </li>
          ))}
          {below > 0 && <li aria-hidden="true" style={{ height: below }} />}
        </ul>
      )}
    </>
  );
}

export function entriesOf(entries: readonly Entry[], { caseNo, step }: Pick<DeskStep, 'caseNo' | 'step'>): readonly Entry[] {
  return entries.filter(({ input }) => input.kind !== 'event' && input.caseNo === caseNo && input.step === step.id);
}

function Task({ task, now, mine }: { readonly task: DeskStep; readonly now: number; readonly mine: readonly Entry[] }) {
  const { left, say, t } = useFieldWords();
  const { locked, snapshot } = useField();
  const { caseNo, title, step, dueAt, status, procedure } = task;
  const waiting = mine.some(({ state }) => state === 'waiting' || state === 'sending');
  const refused = mine.some(({ state }) => state === 'refused');
  const draft = mine.some(({ state }) => state === 'draft');
  const households = snapshot?.households[caseNo];
  const round = roundOf(step.about);
  return (
    <Link to="/field" search={{ step: `${caseNo}/${step.id}` }} className="step">
      <span className="what">
        <strong>{say(step.label)}</strong> {round === null ? '' : t('field.round.number', { number: round })} <span>{locked ? say(procedure.label) : title}</span>
      </span>
      <span className="meta">
        {caseNo}
        {step.status === 'accepted' && <span className="mark calm">{say(stepStatusLabels.accepted)}</span>}
        {refused && <span className="mark">{t('field.state.refused')}</span>}
        {waiting && <span className="mark calm">{t('field.state.waiting')}</span>}
        {draft && <span className="mark calm">{t('field.state.draft')}</span>}
        {households !== undefined && <span className="mark calm">{t('field.households.covered', coverageOf(households, mine, snapshot?.at ?? 0))}</span>}
      </span>
      <span className="when">
        <Light light={clockLight(task, now)} />
        <span className="left">{dueAt === null ? t(status === 'paused' ? 'due.paused' : 'due.none') : left(dueAt, now)}</span>
      </span>
    </Link>
  );
}

/** A round is about `round-2`. */
export function roundOf(about: string | null): number | null {
  const number = /^round-(\d+)$/.exec(about ?? '')?.[1];
  return number === undefined ? null : Number(number);
}
