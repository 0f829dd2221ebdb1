import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { queries } from '../api/queries.ts';
import { useLeave } from '../session/leave.ts';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { Notice } from './notice.tsx';
import { placesFor, seesCases } from './places.ts';
import { useChosenInSight } from './use-chosen-in-sight.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { Switches } from './switches.tsx';

const Live = lazy(() => import('../live/live.tsx'));
const ShortcutHelp = lazy(() => import('./shortcut-help.tsx'));
const Renewal = lazy(() => import('../session/renewal.tsx'));
const PasswordDue = lazy(() => import('../session/password-due.tsx'));
const Leaving = lazy(() => import('../field/leaving.tsx'));

/** Around every page of those who are logged in. */
export function Frame() {
  const { say, t } = useWords();
  const session = useSession();
  const leave = useLeave();
  const [help, setHelp] = useState(false);
  const [leaving, setLeaving] = useState(false);
  useShortcuts(useMemo(() => ({ '?': () => setHelp(true) }), []));
  const place = useLocation({ select: ({ pathname }) => pathname.split('/')[1] ?? '' });
  const row = useChosenInSight<HTMLElement>(place);
  const passwordDue = session?.me.passwordDue ?? false;

  if (session === null) return null;
  return (
    <>
      <a className="skip" href="#content">{t('skip')}</a>
      <header className="bar">
        <Link to="/" search={{}} className="product">
          <img src="/mark.svg" alt="" width="26" height="26" /> {t('product')}
        </Link>
        {!passwordDue && (
          <nav ref={row} aria-label={t('navigation')}>
            {placesFor(session.me).map(({ to, word }) => (
              <Link key={to} to={to} search={{}}>
                {t(word)} {to === '/inbox' && <Unread />}
              </Link>
            ))}
          </nav>
        )}
        <div className="own">
          {!passwordDue && seesCases(session.me.roles) && (
            <Suspense>
              <Live />
            </Suspense>
          )}
          <Link to="/me" className="who" title={say(session.me.unitName)}>
            {session.me.name} <small>{say(session.me.unitName)}</small>
          </Link>
          <Switches />
          <Button type="text" size="small" className="keys-button" onClick={() => setHelp(true)}>{t('shortcuts.open')}</Button>
          <Button type="text" size="small" onClick={() => setLeaving(true)}>{t('login.out')}</Button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {passwordDue ? (
          <Suspense>
            <PasswordDue />
          </Suspense>
        ) : (
          <Outlet />
        )}
      </main>
      <Notice />
      <Suspense>
        {help && <ShortcutHelp onClose={() => setHelp(false)} />}
        {session.expired && !leaving && <Renewal onOther={() => setLeaving(true)} />}
        {leaving && <Leaving onStay={() => setLeaving(false)} onLeave={leave} />}
      </Suspense>
    </>
  );
}

function Unread() {
  const { t } = useWords();
  const { data: count = 0 } = useQuery(queries.unread());
  if (count === 0) return null;
  return (
    <span className="count" aria-label={t('nav.unread', { count })}>
      {count >= 100 ? '99+' : count}
    </span>
  );
}
