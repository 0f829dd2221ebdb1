import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Link, Outlet, redirect } from '@tanstack/react-router';
import { Button } from 'antd';
import { Desk } from '../desk/desk.tsx';
import { session } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { Loading } from './blank.tsx';
import { Frame } from './frame.tsx';

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: Broken });

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search) => text(search, 'to'),
  component: lazyRouteComponent(() => import('../session/log-in-page.tsx')),
});

const receipt = createRoute({ getParentRoute: () => root, path: '/receipt', component: lazyRouteComponent(() => import('../receipt/receipt.tsx')) });

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ location }) => {
    if (session() === null) throw redirect({ to: '/login', search: location.href === '/' ? {} : { to: location.href } });
  },
  component: Frame,
});

const start = createRoute({ getParentRoute: () => inside, path: '/', beforeLoad: () => { throw redirect({ to: '/desk', search: {} }); } });
const desk = createRoute({ getParentRoute: () => inside, path: '/desk', validateSearch: (search) => text(search, 'mine', 'step'), component: Desk });
const cases = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  validateSearch: (search) => text(search, 'q', 'status', 'light', 'procedure', 'partOf'),
  component: lazyRouteComponent(() => import('../cases/case-list.tsx')),
});
const oneCase = createRoute({ getParentRoute: () => inside, path: '/cases/$ref', component: lazyRouteComponent(() => import('../cases/case-page.tsx')) });
const open = createRoute({ getParentRoute: () => inside, path: '/open', component: lazyRouteComponent(() => import('../open/choose.tsx')) });
const openOne = createRoute({ getParentRoute: () => inside, path: '/open/$procedure', component: lazyRouteComponent(() => import('../open/open-case.tsx')) });
const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  validateSearch: (search) => text(search, 'unread'),
  component: lazyRouteComponent(() => import('../inbox/inbox.tsx')),
});

/** Addresses of pages; api/web/pages.ts answers each of them with the application. */
const tree = root.addChildren([logIn, receipt, inside.addChildren([start, desk, cases, oneCase, open, openOne, inbox])]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPendingComponent: () => <Loading />,
    defaultPendingMs: 150,
    scrollRestoration: true,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).flatMap(([name, value]): [string, string][] => (typeof value === 'string' && value !== '' ? [[name, value]] : []));
      return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/** The named parts of an address's query, where they are there. */
function text<const Name extends string>(search: Readonly<Record<string, unknown>>, ...names: readonly Name[]): { [N in Name]?: string } {
  const found: { [N in Name]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
}

function NoSuchPage() {
  const { t } = useWords();
  return (
    <main className="blank">
      <h1>{t('error.missingPage')}</h1>
      <p>{t('error.missingPageText')}</p>
      <Link to="/desk" search={{}}>{t('nav.desk')}</Link>
    </main>
  );
}

function Broken({ reset }: { reset(): void }) {
  const { t } = useWords();
  return (
    <main className="blank">
      <h1>{t('error.page')}</h1>
      <p>{t('error.pageText')}</p>
      <Button onClick={reset}>{t('retry')}</Button>
    </main>
  );
}
