import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { unitKindLabels, type Unit } from '../../contracts/api/registry.ts';
import { Listed, Table } from '../app/listed.tsx';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { OfficerTable } from './officer-table.tsx';
import { registry } from './registry-queries.ts';
import { Active, OneHead, ToOne, useMayChange } from './section.tsx';
import { UnitForm } from './unit-form.tsx';
import { useRegistryWords } from './words.ts';

const AreaEditor = lazy(() => import('../map/area-editor.tsx'));

/** One unit: what is above and below it, its people, and the ground of a grid. */
export function UnitPage({ code }: { readonly code: string }) {
  const { say, t } = useRegistryWords();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const { data: unit, error, isPending, refetch } = useQuery(registry.unit(code));
  const [changing, setChanging] = useState(false);
  useTitle(unit === undefined ? null : say(unit.name));
  if (isPending) return <Loading rows={4} height={96} />;
  if (unit === undefined) return <LoadFailure failure={error} onRetry={refetch} />;

  const saved = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['registry'] });
    await client.invalidateQueries({ queryKey: ['name', 'unit', code] });
    setChanging(false);
    notify(t('registry.saved'));
  };
  return (
    <>
      <OneHead section="units" title={say(unit.name)} under={<Chain code={code} />}>
        {mayChange && <Button onClick={() => setChanging(!changing)}>{t(changing ? 'registry.cancel' : 'registry.change')}</Button>}
      </OneHead>
      {changing ? (
        <section className="part narrowly">
          <UnitForm of={unit} onDone={saved} />
        </section>
      ) : (
        <UnitFacts unit={unit} />
      )}
      {unit.kind === 'grid' && (
        <section className="part">
          <h2>{t('area.title')}</h2>
          <Suspense fallback={<Loading rows={1} height={460} />}>
            <Ground unit={unit} mayChange={mayChange} onSaved={saved} />
          </Suspense>
        </section>
      )}
      {unit.kind !== 'building' && <Children parent={code} />}
      <People unit={code} />
    </>
  );
}

function Chain({ code }: { readonly code: string }) {
  const { say } = useRegistryWords();
  const { data: above = [] } = useQuery(registry.above(code));
  return (
    <>
      {code}
      {above.map((unit) => (
        <span key={unit.code}>
          {' '}
          ‹{' '}
          <ToOne section="units" one={unit.code}>
            {say(unit.name)}
          </ToOne>
        </span>
      ))}
    </>
  );
}

function UnitFacts({ unit }: { readonly unit: Unit }) {
  const { say, t } = useRegistryWords();
  return (
    <section className="part">
      <dl className="facts across">
        <div>
          <dt>{t('unit.kind')}</dt>
          <dd>{say(unitKindLabels[unit.kind])}</dd>
        </div>
        <div>
          <dt>{t('unit.region')}</dt>
          <dd>
            <Named to="region" id={unit.region} /> <small>{unit.region}</small>
          </dd>
        </div>
        <div>
          <dt>{t('unit.party')}</dt>
          <dd>{unit.party === null ? t('none') : say(unit.party)}</dd>
        </div>
        <div>
          <dt>{t('unit.discipline')}</dt>
          <dd>{t(unit.discipline ? 'yes' : 'no')}</dd>
        </div>
        <div>
          <dt>{t('registry.state')}</dt>
          <dd>
            <Active active={unit.active} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Ground({ unit, mayChange, onSaved }: { readonly unit: Unit; readonly mayChange: boolean; onSaved(): Promise<void> }) {
  const { say } = useRegistryWords();
  const { data, error, isPending, refetch } = useQuery(registry.neighbours(unit.region));
  const neighbours = useMemo(
    () => (data ?? []).flatMap(({ code, name, area }) => (code === unit.code || area === null ? [] : [{ code, name: say(name), ring: area.coordinates[0] }])),
    [data, say, unit.code],
  );
  if (isPending) return <Loading rows={1} height={460} />;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return (
    <AreaEditor
      key={JSON.stringify(unit.area)}
      name={`area/${unit.code}`}
      ring={unit.area?.coordinates[0] ?? null}
      neighbours={neighbours}
      {...(mayChange
        ? {
            onSave: async (ring) => {
              const { code, ...body } = unit;
              await json('PUT', `/units/${code}`, { body: { ...body, area: ring === null ? null : { type: 'Polygon', coordinates: [ring] } } });
              await onSaved();
            },
          }
        : {})}
    />
  );
}

function Children({ parent }: { readonly parent: string }) {
  const { say, t } = useRegistryWords();
  const list = useInfiniteQuery(registry.units({ parent }));
  if (list.data?.pages[0]?.items.length === 0) return null;
  return (
    <section>
      <h2>{t('unit.children')}</h2>
      <Listed list={list} empty={t('unit.nothingBelow')} rows={2}>
        {(items) => (
          <Table
            name={t('unit.children')}
            items={items}
            keyOf={({ code }) => code}
            columns={[
              {
                title: t('registry.name'),
                of: ({ code, name }) => (
                  <>
                    <ToOne section="units" one={code}>
                      {say(name)}
                    </ToOne>
                    <small>{code}</small>
                  </>
                ),
              },
              { title: t('unit.kind'), of: ({ kind }) => say(unitKindLabels[kind]) },
              { title: t('unit.party'), of: ({ party }) => (party === null ? t('none') : say(party)) },
              { title: t('registry.state'), of: ({ active }) => <Active active={active} /> },
            ]}
          />
        )}
      </Listed>
    </section>
  );
}

function People({ unit }: { readonly unit: string }) {
  const { t } = useRegistryWords();
  const list = useInfiniteQuery(registry.officers({ unit }));
  return (
    <section>
      <h2>{t('registry.officers')}</h2>
      {list.data?.pages[0]?.items.length === 0 ? (
        <p className="hint">{t('unit.nobody')}</p>
      ) : (
        <Listed list={list} empty={t('unit.nobody')} rows={2}>
          {(items) => <OfficerTable officers={items} />}
        </Listed>
      )}
    </section>
  );
}
