import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Loading } from '../app/blank.tsx';
import { useChosenInSight } from '../app/use-chosen-in-sight.ts';
import { useTitle } from '../app/use-title.ts';
import { useRegistryWords } from './words.ts';

const route = getRouteApi('/inside/registry/$section');

const sections = {
  units: lazy(() => import('./units.tsx')),
  officers: lazy(() => import('./officers.tsx')),
  regions: lazy(() => import('./regions.tsx')),
  matters: lazy(() => import('./matters.tsx')),
  receiving: lazy(() => import('./receiving.tsx')),
  imports: lazy(() => import('./imports.tsx')),
  rules: lazy(() => import('../rules/rules.tsx')),
  calendar: lazy(() => import('../rules/calendar.tsx')),
  routing: lazy(() => import('../rules/routing.tsx')),
  templates: lazy(() => import('../rules/templates.tsx')),
  formulas: lazy(() => import('../rules/formulas.tsx')),
  webhooks: lazy(() => import('../rules/webhooks.tsx')),
} as const;
const names = Object.keys(sections) as readonly (keyof typeof sections)[];

/** 基础数据: what a system administrator keeps, and everybody may read. */
export default function Registry() {
  const { t } = useRegistryWords();
  const { section } = route.useParams();
  const chosen = names.find((name) => name === section) ?? 'units';
  const Section = sections[chosen];
  const row = useChosenInSight<HTMLElement>(chosen);
  useTitle(t(`registry.${chosen}`));
  return (
    <div className="page sections">
      <nav ref={row} aria-label={t('registry.sections')}>
        {names.map((name) => (
          <Link key={name} to="/registry/$section" params={{ section: name }} search={{}} activeOptions={{ includeSearch: false }}>
            {t(`registry.${name}`)}
          </Link>
        ))}
      </nav>
      <section aria-label={t(`registry.${chosen}`)}>
        <Suspense fallback={<Loading rows={8} height={56} />}>
          <Section key={chosen} />
        </Suspense>
      </section>
    </div>
  );
}
