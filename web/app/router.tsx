import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Link, Outlet, redirect } from '@tanstack/react-router';
import { Button } from 'antd';
import type { pageAddresses } from '../../contracts/pages.ts';
import { Desk } from '../desk/desk.tsx';
import { session } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { Loading } from './blank.tsx';
import { Frame } from './frame.tsx';
import { homeOf } from './places.ts';

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: Broken });

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search) => text(search, 'to'),
  component: lazyRouteComponent(() => import('../session/log-in-page.tsx')),
});

/** Pages for residents: nobody needs an account. */
const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: lazyRouteComponent(() => import('../residents/frame.tsx')) });
const residents = [
  createRoute({ getParentRoute: () => outside, path: '/public', component: lazyRouteComponent(() => import('../residents/home.tsx')) }),
  createRoute({ getParentRoute: () => outside, path: '/report', component: lazyRouteComponent(() => import('../residents/report.tsx')) }),
  createRoute({ getParentRoute: () => outside, path: '/complain', component: lazyRouteComponent(() => import('../residents/complain.tsx')) }),
  createRoute({ getParentRoute: () => outside, path: '/receipt', component: lazyRouteComponent(() => import('../residents/receipt.tsx')) }),
  createRoute({
    getParentRoute: () => outside,
    path: '/services',
    validateSearch: (search) => text(search, 'region', 'community'),
    component: lazyRouteComponent(() => import('../residents/services.tsx')),
  }),
  createRoute({
    getParentRoute: () => outside,
    path: '/disclosure',
    validateSearch: (search) => text(search, 'kind', 'region', 'q'),
    component: lazyRouteComponent(() => import('../residents/disclosure.tsx')),
  }),
  createRoute({ getParentRoute: () => outside, path: '/disclosure/$publication', component: lazyRouteComponent(() => import('../residents/publication.tsx')) }),
  createRoute({ getParentRoute: () => outside, path: '/bulletins', component: lazyRouteComponent(() => import('../bulletins/bulletins.tsx')) }),
  createRoute({ getParentRoute: () => outside, path: '/bulletins/$ref', component: lazyRouteComponent(() => import('../bulletins/bulletin.tsx')) }),
] as const;

/** Pages for those who are logged in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ location }) => {
    if (session() === null) throw redirect({ to: '/login', search: location.href === '/' ? {} : { to: location.href } });
  },
  component: Frame,
});
const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    const present = session();
    throw redirect({ to: present === null ? '/login' : homeOf(present.me), search: {} });
  },
});
const me = createRoute({ getParentRoute: () => inside, path: '/me', component: lazyRouteComponent(() => import('../session/me.tsx')) });

const desk = createRoute({ getParentRoute: () => inside, path: '/desk', validateSearch: (search) => text(search, 'mine', 'given', 'status', 'light', 'due', 'procedure', 'step'), component: Desk });
/** The filters of the list, as the API names them. */
const caseFilters = [
  'q', 'status', 'light', 'procedure', 'stage', 'unit', 'leadUnit', 'region', 'below', 'place', 'cell', 'category', 'item', 'partOf', 'openedFrom', 'openedTo', 'dueAfter', 'dueBefore',
  'accepted', 'overdue', 'reworked', 'contacted', 'resolved', 'satisfaction', 'rating',
] as const;
const cases = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  validateSearch: (search) => text(search, ...caseFilters),
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
/** Outside the frame of the desk, since it works without a network and before the log-in was renewed. */
const field = createRoute({
  getParentRoute: () => root,
  path: '/field',
  validateSearch: (search) => text(search, 'view', 'step', 'household', 'entry'),
  component: lazyRouteComponent(() => import('../field/field.tsx')),
});

const overview = [
  createRoute({
    getParentRoute: () => inside,
    path: '/wall',
    validateSearch: (search) => text(search, 'region', 'period', 'from', 'to', 'by', 'procedure', 'show', 'map', 'wall'),
    component: lazyRouteComponent(() => import('../wall/wall.tsx')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/duties',
    validateSearch: (search) => text(search, 'week', 'procedure', 'region', 'view', 'occasion', 'schedule', 'month', 'fate'),
    component: lazyRouteComponent(() => import('../duties/duties.tsx')),
  }),
  createRoute({ getParentRoute: () => inside, path: '/campaigns', component: lazyRouteComponent(() => import('../campaigns/campaigns.tsx')) }),
  createRoute({
    getParentRoute: () => inside,
    path: '/campaigns/$ref',
    validateSearch: (search) => text(search, 'round', 'list', 'grid', 'missing', 'q', 'household'),
    component: lazyRouteComponent(() => import('../campaigns/board.tsx')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/publications',
    validateSearch: (search) => text(search, 'publication', 'kind', 'status'),
    component: lazyRouteComponent(() => import('../publications/publications.tsx')),
  }),
  createRoute({ getParentRoute: () => inside, path: '/procedures', component: lazyRouteComponent(() => import('../procedures/procedures.tsx')) }),
  createRoute({ getParentRoute: () => inside, path: '/procedures/$name', component: lazyRouteComponent(() => import('../procedures/procedure.tsx')) }),
] as const;

const administration = [
  createRoute({
    getParentRoute: () => inside,
    path: '/registry',
    beforeLoad: () => {
      throw redirect({ to: '/registry/$section', params: { section: 'units' }, search: {} });
    },
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/registry/$section',
    validateSearch: (search) => text(search, 'q', 'one', 'region', 'kind', 'from'),
    component: lazyRouteComponent(() => import('../registry/registry.tsx')),
  }),
  createRoute({ getParentRoute: () => inside, path: '/accounts', validateSearch: (search) => text(search, 'view', 'q', 'state', 'one'), component: lazyRouteComponent(() => import('../accounts/accounts.tsx')) }),
  createRoute({ getParentRoute: () => inside, path: '/audit', validateSearch: (search) => text(search, 'view', 'officer', 'subject', 'kind', 'from', 'to'), component: lazyRouteComponent(() => import('../audit/audit.tsx')) }),
] as const;

const tree = root.addChildren([
  logIn,
  outside.addChildren([...residents]),
  field,
  inside.addChildren([start, me, desk, cases, oneCase, open, openOne, inbox, ...overview, ...administration]),
]);

type Served = (typeof pageAddresses)[number];
type Drawn = keyof ReturnType<typeof makeRouter>['routesByPath'];
/** An address that the API answers and nothing draws, or the other way round, is a type error here. */
export type Agreed<Undrawn extends never = Exclude<Served, Drawn>, Unserved extends never = Exclude<Drawn, Served>> = readonly [Undrawn, Unserved];

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
      <Link to="/" search={{}}>{t('error.home')}</Link>
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
