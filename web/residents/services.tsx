import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { Button } from 'antd';
import type { Filed, PublicMatter, PublicServiceDay } from '../../contracts/api/residents.ts';
import { spanLabel } from '../../contracts/clock.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { hourOf } from '../words/time.ts';
import { BookForm, HomeVisitForm } from './appointment-forms.tsx';
import { ChoosePlace } from './choose-place.tsx';
import { FiledPage } from './filed.tsx';
import { Question } from './question.tsx';
import { publicQueries } from './residents-queries.ts';
import { useResidentWords } from './words.ts';

type Open = { readonly kind: 'days' } | { readonly kind: 'book'; readonly opensAt: string } | { readonly kind: 'home' } | { readonly kind: 'filed'; readonly filed: Filed; readonly home: boolean };

/** 政务服务进社区: when who comes, what to bring, and a time of one's own. */
export default function Services() {
  const { t } = useResidentWords();
  const { region = '', community = '' } = useSearch({ from: '/outside/services' });
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>({ kind: 'days' });
  useTitle(t('services.title'));
  const communities = useQuery({ ...publicQueries.communities(region), enabled: region !== '' });
  const go = (search: { region?: string; community?: string }): void => void navigate({ to: '/services', search, replace: true });

  // Where staff sit in one community alone, it is that one.
  const only = communities.data?.length === 1 ? communities.data[0]?.code : undefined;
  useEffect(() => {
    if (only !== undefined && community === '') void navigate({ to: '/services', search: { region, community: only }, replace: true });
  }, [only, community, region, navigate]);

  if (open.kind === 'filed') return <FiledPage title={t(open.home ? 'services.homeFiled' : 'services.booked')} filed={open.filed} />;
  const back = (): void => setOpen({ kind: 'days' });
  if (open.kind === 'book') return <BookForm community={community} opensAt={open.opensAt} onBack={back} onFiled={(filed) => setOpen({ kind: 'filed', filed, home: false })} />;
  if (open.kind === 'home') return <HomeVisitForm community={community} onBack={back} onFiled={(filed) => setOpen({ kind: 'filed', filed, home: true })} />;
  return (
    <>
      <h1>{t('services.title')}</h1>
      <p className="lead">{t('services.lead')}</p>
      <div className="form">
        <ChoosePlace value={region} onChange={(next) => go(next === '' ? {} : { region: next })} />
        {communities.isError && <LoadFailure failure={communities.error} onRetry={communities.refetch} />}
        {communities.data?.length === 0 && <Blank title={t('services.nobody')} />}
        {(communities.data ?? []).length > 0 && <Community region={region} value={community} onChange={(next) => go({ region, ...(next === '' ? {} : { community: next }) })} />}
        {community !== '' && <Days community={community} onBook={(opensAt) => setOpen({ kind: 'book', opensAt })} onHome={() => setOpen({ kind: 'home' })} />}
        <Matters />
      </div>
    </>
  );
}

function Community({ region, value, onChange }: { readonly region: string; readonly value: string; onChange(code: string): void }) {
  const { say, t } = useResidentWords();
  const { data = [] } = useQuery(publicQueries.communities(region));
  return (
    <Question label={t('services.community')}>
      {(about) => (
        <select {...about} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">{t('form.choose')}</option>
          {data.map(({ code, name }) => (
            <option key={code} value={code}>{say(name)}</option>
          ))}
        </select>
      )}
    </Question>
  );
}

function Days({ community, onBook, onHome }: { readonly community: string; onBook(opensAt: string): void; onHome(): void }) {
  const { t } = useResidentWords();
  const { data, error, refetch } = useQuery(publicQueries.serviceDays(community));
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  if (data === undefined) return <Loading rows={3} height={140} />;
  return (
    <section aria-labelledby="days">
      <h2 id="days">{t('services.days')}</h2>
      {data.length === 0 && <p>{t('services.noDays')}</p>}
      <ol className="days">
        {data.map((each) => (
          <ServiceDay key={`${each.planned} ${each.opensAt}`} each={each} onBook={onBook} />
        ))}
      </ol>
      {data.length > 0 && (
        <p className="answers">
          <Button size="large" className="wide-button" onClick={onHome}>{t('services.cannotCome')}</Button>
        </p>
      )}
    </section>
  );
}

function ServiceDay({ each, onBook }: { readonly each: PublicServiceDay; onBook(opensAt: string): void }) {
  const { at, language, on, say, t } = useResidentWords();
  const { day, planned, why, opensAt, closesAt, units, bookingFrom, slots, provisional, community } = each;
  const free = slots.some(({ left }) => left > 0);
  return (
    <li className={`day${day === null ? ' off' : ''}`}>
      <h3>{on(`${day ?? planned}T12:00:00+08:00`)}</h3>
      {opensAt !== null && closesAt !== null && (
        <p>
          <strong>{hourOf(opensAt, language)}–{hourOf(closesAt, language)}</strong> · {say(community.name)}
        </p>
      )}
      {day === null && <p><strong>{t('services.off')}</strong></p>}
      {why !== null && <p className="hint">{say(why)}</p>}
      {provisional && day !== null && <p className="hint">{t('case.provisional')}</p>}
      {day !== null && <p>{t('services.units', { units: units.map(say).join(language === 'zh' ? '、' : ', ') })}</p>}
      {bookingFrom !== null && <p className="hint">{t('services.bookingFrom', { time: at(bookingFrom) })}</p>}
      {slots.length > 0 && <p>{t(free ? 'services.chooseSlot' : 'services.full')}</p>}
      {slots.length > 0 && (
        <ul className="slots">
          {slots.map(({ opensAt: from, left }) => (
            <li key={from}>
              <button type="button" disabled={left === 0} onClick={() => onBook(from)}>
                {hourOf(from, language)}
                <small>{left === 0 ? t('services.slotFull') : t('services.left', { count: left })}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** 一次告知: what can be applied for, what to bring, how long it takes, and where it is decided. */
function Matters() {
  const { t } = useResidentWords();
  const [typed, setTyped] = useState('');
  const name = useDeferredValue(typed.trim());
  const { data, error, refetch } = useQuery(publicQueries.matters(name));
  return (
    <section className="matters" aria-labelledby="matters">
      <h2 id="matters">{t('services.matters')}</h2>
      <Question label={t('services.findMatter')}>
        {(about) => <input {...about} type="search" maxLength={60} value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Question>
      {error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data?.length === 0 && <p role="status">{t('form.noMatch')}</p>}
      {(data ?? []).map((each) => (
        <Matter key={each.code} matter={each} />
      ))}
    </section>
  );
}

function Matter({ matter: { name, materials, promise, departments, deliverable } }: { readonly matter: PublicMatter }) {
  const { language, say, t } = useResidentWords();
  return (
    <details>
      <summary>{say(name)}</summary>
      <p>{t('services.bring')}</p>
      <ul className="materials">
        {materials.map(({ id, name: material, required }) => (
          <li key={id}>
            {say(material)} {!required && <small>({t('services.ifAny')})</small>}
          </li>
        ))}
      </ul>
      <dl className="facts">
        <div>
          <dt>{t('services.promise')}</dt>
          <dd>{promise === null ? t('services.byLaw') : say(spanLabel(promise))}</dd>
        </div>
        <div>
          <dt>{t('services.decidedBy')}</dt>
          <dd>{departments.map(say).join(language === 'zh' ? '、' : ', ')}</dd>
        </div>
        {deliverable !== null && (
          <div>
            <dt>{t('services.deliverable')}</dt>
            <dd>{say(deliverable)}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
