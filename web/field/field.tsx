import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Dialog } from '../app/dialog.tsx';
import { Notice } from '../app/notice.tsx';
import { forgetDrafts } from '../forms/drafts.ts';
import { LogInForm } from '../session/log-in-form.tsx';
import { end, session as present, useSession } from '../session/session.ts';
import './field.css';
import { More } from './more.tsx';
import { Outbox } from './outbox.tsx';
import { ReportEvent } from './report-event.tsx';
import { StepView } from './step-view.tsx';
import { keepGoing, open, useField } from './store.ts';
import { Tasks } from './tasks.tsx';
import { useManifest, useUpdates } from './updates.ts';
import { useFieldWords } from './words.ts';

const PasswordDue = lazy(() => import('../session/password-due.tsx'));
const Leaving = lazy(() => import('./leaving.tsx'));
const route = getRouteApi('/field');

const views = [
  ['tasks', '☰'],
  ['report', '+'],
  ['outbox', '⇧'],
  ['more', '⋯'],
] as const;
type View = (typeof views)[number][0];

/** 走格: the page of those who work on foot. It works without a network, and before the log-in was renewed. */
export default function FieldPage() {
  const { t } = useFieldWords();
  const session = useSession();
  const field = useField();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { view = '', step } = route.useSearch();
  const [leaving, setLeaving] = useState(false);
  const token = session?.token;
  useEffect(() => void open(present()), [token]);
  useEffect(keepGoing, []);
  useManifest();

  const leave = async (): Promise<void> => {
    if (present() !== null) await api.logOut().catch(() => undefined); // a session that the API no longer knows has ended as well
    end();
    client.clear();
    forgetDrafts();
    await navigate({ to: '/login', search: { to: '/field' } });
  };

  const shown: View = step !== undefined ? 'tasks' : (views.find(([name]) => name === view)?.[0] ?? 'tasks');
  if (field.phase === 'none' && session === null && !leaving) return <Navigate to="/login" search={{ to: '/field' }} replace />;
  return (
    <div className="field-page">
      <a className="skip" href="#content">{t('skip')}</a>
      <header className="bar">
        <Link to="/field" search={{}} className="product">
          <img src="/mark.svg" alt="" width="26" height="26" /> {t('nav.field')}
        </Link>
        <span className={field.reachable ? 'line-state' : 'line-state off'}>{t(field.reachable ? 'field.online' : 'field.offline')}</span>
        <Waiting />
      </header>
      <main id="content" tabIndex={-1}>
        <Told />
        {field.phase === 'opening' && <Loading rows={4} height={92} />}
        {field.phase === 'unavailable' && (
          <Blank title={t('field.unavailable')}>
            <p>{t('field.unavailableText')}</p>
            <Link to="/desk" search={{}}>{t('field.toDesk')}</Link>
          </Blank>
        )}
        {field.phase === 'open' && session?.me.passwordDue === true && (
          <Suspense>
            <PasswordDue />
          </Suspense>
        )}
        {field.phase === 'open' && session?.me.passwordDue !== true && <Shown view={shown} step={step} onLeave={() => setLeaving(true)} />}
      </main>
      <nav className="field-nav" aria-label={t('navigation')}>
        {views.map(([name, sign]) => (
          <Link key={name} to="/field" search={name === 'tasks' ? {} : { view: name }} activeProps={{}} className={name === shown ? 'here' : ''} aria-current={name === shown ? 'page' : undefined}>
            <span aria-hidden="true">{sign}</span> {t(`field.nav.${name}`)}
          </Link>
        ))}
      </nav>
      <Notice />
      <Suspense>{leaving && <Leaving onStay={() => setLeaving(false)} onLeave={leave} />}</Suspense>
    </div>
  );
}

function Shown({ view, step, onLeave }: { readonly view: View; readonly step: string | undefined; onLeave(): void }) {
  const heading = useRef<HTMLDivElement>(null);
  const place = step ?? view;
  const first = useRef(place);
  useEffect(() => {
    if (first.current === place) return;
    first.current = place;
    heading.current?.focus();
  }, [place]);
  return (
    <div ref={heading} tabIndex={-1} className="field-view">
      {step !== undefined ? <StepView /> : view === 'report' ? <ReportEvent /> : view === 'outbox' ? <Outbox /> : view === 'more' ? <More onLeave={onLeave} /> : <Tasks />}
    </div>
  );
}

/** How many entries did not arrive yet, always in sight. */
function Waiting() {
  const { t } = useFieldWords();
  const { entries } = useField();
  const count = entries.filter(({ state }) => state === 'waiting' || state === 'sending' || state === 'refused').length;
  return (
    <Link to="/field" search={{ view: 'outbox' }} className="waiting" activeProps={{}}>
      {t('field.waiting')} <span className={count === 0 ? 'number' : 'count'}>{count}</span>
    </Link>
  );
}

/** What the owner should know at once: a new version, no network, no log-in. */
function Told() {
  const { t } = useFieldWords();
  const session = useSession();
  const { locked, owner, phase, reachable } = useField();
  const update = useUpdates();
  const [logIn, setLogIn] = useState(false);
  const due = phase === 'open' && (locked || session?.expired === true);
  return (
    <>
      <div role="status">
        {update !== null && (
          <p className="told-line">
            {t('field.update')} <Button size="small" onClick={update}>{t('field.reload')}</Button>
          </p>
        )}
        {!reachable && phase === 'open' && <p className="told-line off">{t('field.offlineText')}</p>}
        {due && (
          <p className="told-line">
            {t(locked ? 'field.locked' : 'field.expired', { name: owner?.me.name ?? '' })}{' '}
            <Button size="small" disabled={!reachable} onClick={() => setLogIn(true)}>{t('login.submit')}</Button>
          </p>
        )}
      </div>
      {logIn && due && owner !== null && (
        <Dialog title={t('login.submit')} onClose={() => setLogIn(false)}>
          <LogInForm as={owner.userName} onDone={() => setLogIn(false)} />
          <p>
            <Link to="/login" search={{ to: '/field' }}>{t('field.other')}</Link>
          </p>
        </Dialog>
      )}
    </>
  );
}
