import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { accepted } from '../../contracts/api/cases.ts';
import type { Likeness } from '../../contracts/api/routing.ts';
import { json, type CaseView, type Opened } from '../api/client.ts';
import { Form } from '../forms/form.tsx';
import { Named } from '../forms/facts.tsx';
import { mergeFields, splitFields } from './action-fields.ts';
import { useCaseWords } from './words.ts';

type Accepted = z.infer<typeof accepted>;

interface Props {
  readonly view: CaseView;
  onDone(said: string): Promise<void>;
}

/** 并案: into one of those that are alike, or into any that is found by its number or title. */
export function Merge({ view, onDone }: Props) {
  const { t } = useCaseWords();
  const [into, choose] = useState('');
  const { data } = useQuery({
    queryKey: ['case', view.caseNo, 'duplicates'],
    queryFn: () => json<{ readonly items: readonly Likeness[] }>('GET', `/cases/${encodeURIComponent(view.caseNo)}/duplicates`, { query: { days: 90, metres: 300 } }),
  });
  return (
    <>
      <p className="hint">{t('act.mergeText')}</p>
      {data !== undefined && (
        <section className="alike" aria-label={t('act.alike')}>
          <h3>{t('act.alike')}</h3>
          {data.items.length === 0 && <p className="hint">{t('act.alikeNone')}</p>}
          <ul className="plain">
            {data.items.map((each) => (
              <li key={each.caseNo}>
                <Alike likeness={each} />
                <button type="button" className="inline-button" aria-pressed={each.caseNo === into} onClick={() => choose(each.caseNo)}>{t('act.mergeHere')}<span className="unseen"> {each.caseNo}</span></button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form
        key={into}
        name={`${view.caseNo}/merge/${into}`}
        fields={mergeFields(view.procedure.name)}
        initial={into === '' ? {} : { into }}
        submit={t('do.merge')}
        danger
        send={async (body, key) => {
          const answer = await json<{ readonly into: string } | Accepted>('POST', `/cases/${encodeURIComponent(view.caseNo)}/merge`, { body, key });
          await onDone(t('pending' in answer ? 'action.pending' : 'action.done'));
        }}
      />
    </>
  );
}

/** A case that may be the same, as a link. */
export function Alike({ likeness: { caseNo, place, openedAt, metres } }: { readonly likeness: Likeness }) {
  const { on, t } = useCaseWords();
  return (
    <span>
      <Link to="/cases/$ref" params={{ ref: caseNo }}>{caseNo}</Link>{' '}
      <small>
        {place !== null && <><Named to="unit" id={place} /> · </>}
        {on(openedAt)} · {metres === null ? t('act.sameGrid') : t('act.metres', { metres })}
      </small>
    </span>
  );
}

/** The reports that were taken in, and not let go again. */
export function takenIn(view: CaseView): string[] {
  return view.timeline.reduce<string[]>((cases, { kind, data }) => {
    if (kind !== 'caseTakenIn' && kind !== 'caseLetGo') return cases;
    const other = String(data['case']);
    return [...cases.filter((each) => each !== other), ...(kind === 'caseTakenIn' ? [other] : [])];
  }, []);
}

/** 拆分: a report that was taken in becomes a case again, or an event with two causes becomes two. */
export function Split({ view, onDone }: Props) {
  const { t } = useCaseWords();
  const reports = takenIn(view);
  const [chosen, choose] = useState<'report' | 'category'>(reports.length > 0 ? 'report' : 'category');
  return (
    <>
      <p className="hint">{t('act.splitText')}</p>
      {reports.length > 0 && (
        <div className="tabs" role="group" aria-label={t('act.splitBy')}>
          {(['report', 'category'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>{t(each === 'report' ? 'act.splitReport' : 'act.splitCause')}</button>
          ))}
        </div>
      )}
      <Form
        key={chosen}
        name={`${view.caseNo}/split/${chosen}`}
        fields={splitFields(chosen, reports)}
        submit={t('do.split')}
        send={async (body, key) => {
          const answer = await json<Opened | Accepted>('POST', `/cases/${encodeURIComponent(view.caseNo)}/split`, { body, key });
          await onDone('pending' in answer ? t('action.pending') : t('act.splitDone', { caseNo: answer.caseNo }));
        }}
      />
    </>
  );
}
