import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { DeskStep } from '../api/client.ts';
import { Blank } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { useWindow } from '../app/use-window.ts';
import type { Entry } from './entry.ts';
import { HouseholdForm } from './household-form.tsx';
import { masked } from './masked.ts';
import type { KeptHousehold } from './snapshot.ts';
import { begin, queue, useField } from './store.ts';
import { useSetting } from './use-entry.ts';
import { coverageOf, isMissing, standingOf } from './visited.ts';
import { useFieldWords } from './words.ts';

const route = getRouteApi('/field');

/** 入户: every household of my grid in this round, who is missing first; each is registered at its door. */
export function Households({ task, mine }: { readonly task: DeskStep; readonly mine: readonly Entry[] }) {
  const { t } = useFieldWords();
  const { household: named } = route.useSearch();
  const { snapshot } = useField();
  const navigate = useNavigate();
  const setting = useSetting();
  const [whole, setWhole] = useState(false);
  const { caseNo, step } = task;
  const since = snapshot?.at ?? 0;
  const households = snapshot?.households[caseNo] ?? [];
  const shown = whole ? households : households.filter((household) => isMissing(standingOf(household, mine, since).outcome));
  const { holder, first, end, above, below } = useWindow<HTMLUListElement>(shown.length, 68);
  const { done, all } = coverageOf(households, mine, since);
  const chosen = households.find(({ code }) => code === named);
  if (chosen !== undefined) return <HouseholdForm key={chosen.code} task={task} household={chosen} mine={mine} />;
  if (households.length === 0) return <Blank title={t('field.households.none')} />;

  const finish = async (): Promise<void> => {
    await queue(begin({ kind: 'step', caseNo, step: step.id, action: 'complete', values: {}, body: {} }, t('field.households.finish')), setting);
    await navigate({ to: '/field', search: {} });
    notify(t('field.queued'));
  };
  return (
    <>
      <p className="big" role="status">{t('field.households.covered', { done, all })}</p>
      <progress className="field-covered" max={all} value={done} aria-label={t('field.households.covered', { done, all })} />
      <div className="tabs" role="group" aria-label={t('field.households.filter')}>
        {[false, true].map((each) => (
          <button key={String(each)} type="button" aria-pressed={whole === each} onClick={() => setWhole(each)}>
            {t(each ? 'field.households.all' : 'field.households.missing', { count: each ? all : all - done })}
          </button>
        ))}
      </div>
      {shown.length === 0 ? (
        <section className="part">
          <p>{t('field.households.complete')}</p>
          <Button type="primary" size="large" block onClick={() => void finish()}>
            {t('field.households.finish')}
          </Button>
        </section>
      ) : (
        <ul className="rows doors" ref={holder}>
          {above > 0 && <li aria-hidden="true" style={{ height: above }} />}
          {shown.slice(first, end).map((household) => (
            <li key={household.code}>
              <Door task={task} household={household} mine={mine} />
            </li>
          ))}
          {below > 0 && <li aria-hidden="true" style={{ height: below }} />}
        </ul>
      )}
    </>
  );
}

function Door({ task: { caseNo, step }, household, mine }: { readonly task: DeskStep; readonly household: KeptHousehold; readonly mine: readonly Entry[] }) {
  const { t } = useFieldWords();
  const { locked, snapshot } = useField();
  const since = snapshot?.at ?? 0;
  const { code, building, address, head, members } = household;
  const { outcome, entry } = standingOf(household, mine, since);
  return (
    <Link to="/field" search={{ step: `${caseNo}/${step.id}`, household: code }} className="door-row">
      <span>
        <strong>{[building, address].filter((part) => part !== null && part !== '').join(' ') || code}</strong>
        <small>
          {locked ? masked(head) : head} · {t('field.households.members', { count: members.length })}
        </small>
      </span>
      <span className="marks">
        {outcome !== null && <span className="mark calm">{t(`field.outcome.${outcome}`)}</span>}
        {entry !== null && entry.state !== 'delivered' && <span className={entry.state === 'refused' ? 'mark' : 'mark calm'}>{t(`field.state.${entry.state}`)}</span>}
      </span>
    </Link>
  );
}
