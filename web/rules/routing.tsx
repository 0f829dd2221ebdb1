import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { eventGroups, type EventCategory } from '../../contracts/api/routing.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Category } from './category.tsx';
import { CategoryForm } from './category-form.tsx';
import { RoutingTest } from './routing-test.tsx';
import { rulesQueries, useMay } from './rules-queries.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

const route = getRouteApi('/inside/registry/$section');
const here = { to: '/registry/$section', params: { section: 'routing' } } as const;

/** 分派规则: kinds of events, who handles each, and what would happen to an event. */
export default function Routing() {
  const { t } = useRulesWords();
  const { kind, one } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(rulesQueries.categories());
  const testing = kind === 'test';
  return (
    <div className="rules">
      <header className="head">
        <h1>{t('routing.title')}</h1>
        <nav className="tabs" aria-label={t('routing.views')}>
          <Link {...here} search={{}} className={testing ? '' : 'on'} aria-current={testing ? undefined : 'page'}>{t('routing.rules')}</Link>
          <Link {...here} search={{ kind: 'test' }} className={testing ? 'on' : ''} aria-current={testing ? 'page' : undefined}>{t('routing.test')}</Link>
        </nav>
      </header>
      {isPending && <Loading rows={8} height={48} />}
      {!isPending && data === undefined && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && testing && <RoutingTest key={one ?? ''} category={one} />}
      {data !== undefined && !testing && (one === undefined ? <Categories all={data} /> : <One all={data} code={one} />)}
    </div>
  );
}

function One({ all, code }: { readonly all: readonly EventCategory[]; readonly code: string }) {
  const { t } = useRulesWords();
  const category = all.find((each) => each.code === code);
  if (category !== undefined) return <Category key={code} category={category} />;
  return (
    <Blank title={t('routing.unknownCategory')}>
      <Link {...here} search={{}}>{t('routing.back')}</Link>
    </Blank>
  );
}

/** 小类 under their 大类. */
function Categories({ all }: { readonly all: readonly EventCategory[] }) {
  const { say, t } = useRulesWords();
  const may = useMay('systemAdministrator');
  const [adding, setAdding] = useState(false);
  const groups = Object.entries(eventGroups).flatMap(([name, label]) => {
    const some = all.filter(({ group }) => group === name);
    return some.length === 0 ? [] : [{ name, label, some }];
  });
  return (
    <>
      <p className="hint">{t('routing.intro')}</p>
      {may && !adding && <p><Button onClick={() => setAdding(true)}>{t('routing.addCategory')}</Button></p>}
      {adding && <CategoryForm onDone={() => setAdding(false)} />}
      <div className="event-groups">
        {groups.map(({ name, label, some }) => (
          <section key={name} className="part">
            <h2>{say(label)}</h2>
            <ul>
              {some.map((each) => (
                <li key={each.code}>
                  <Link {...here} search={{ one: each.code }}>{say(each.name)}</Link> {!each.public && <span className="mark quiet">{t('routing.closed')}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
