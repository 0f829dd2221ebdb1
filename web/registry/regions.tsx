import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { region as contract, type Region } from '../../contracts/api/registry.ts';
import { Listed, Table } from '../app/listed.tsx';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Group } from '../forms/values.ts';
import { fieldsIn } from './contract-form.ts';
import { RegionFilter } from './region-filter.tsx';
import './registry.css';
import { registry } from './registry-queries.ts';
import { fresh, OneHead, SectionHead, ToOne, useMayChange, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

const fields = fieldsIn(contract);

/** 区划: the tree of GB/T 2260 and what lies below a county. */
export default function Regions() {
  const { say, t } = useRegistryWords();
  const { one, q, region } = useSection();
  const list = useInfiniteQuery(registry.regions({ within: region, name: q }));
  if (one === fresh) return <RegionForm {...(region === undefined ? {} : { initial: { parent: region } })} />;
  if (one !== undefined) return <RegionPage key={one} code={one} />;
  return (
    <>
      <SectionHead title={t('registry.regions')} search={t('region.search')} add={t('region.add')} />
      <RegionFilter />
      <Listed list={list} empty={t('region.none')} rows={8}>
        {(items) => (
          <Table
            name={t('registry.regions')}
            items={items}
            keyOf={({ code }) => code}
            columns={[
              {
                title: t('registry.name'),
                of: ({ code, name }) => (
                  <ToOne section="regions" one={code}>
                    {say(name)}
                  </ToOne>
                ),
              },
              { title: t('region.code'), of: ({ code }) => <span className="number">{code}</span> },
              { title: t('region.parent'), of: ({ parent }) => (parent === null ? t('none') : <Named to="region" id={parent} />) },
              { title: t('region.short'), of: ({ short }) => short ?? t('none') },
            ]}
          />
        )}
      </Listed>
    </>
  );
}

function RegionPage({ code }: { readonly code: string }) {
  const { say, t } = useRegistryWords();
  const mayChange = useMayChange();
  const [changing, setChanging] = useState(false);
  const { data: region, error, isPending, refetch } = useQuery(registry.region(code));
  if (isPending) return <Loading rows={3} height={72} />;
  if (region === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  if (changing) return <RegionForm of={region} onDone={() => setChanging(false)} />;
  return (
    <>
      <OneHead section="regions" title={say(region.name)}>
        {mayChange && <Button onClick={() => setChanging(true)}>{t('registry.change')}</Button>}
      </OneHead>
      <section className="part">
        <dl className="facts across">
          <div>
            <dt>{t('region.code')}</dt>
            <dd className="number">{code}</dd>
          </div>
          <div>
            <dt>{t('region.parent')}</dt>
            <dd>
              {region.parent === null ? (
                t('none')
              ) : (
                <ToOne section="regions" one={region.parent}>
                  <Named to="region" id={region.parent} />
                </ToOne>
              )}
            </dd>
          </div>
          <div>
            <dt>{t('region.short')}</dt>
            <dd>{region.short ?? t('none')}</dd>
          </div>
        </dl>
      </section>
    </>
  );
}

function RegionForm({ of, initial, onDone }: { readonly of?: Region; readonly initial?: Group; onDone?(): void }) {
  const { say, t } = useRegistryWords();
  const client = useQueryClient();
  const { show } = useSection();
  return (
    <>
      <OneHead section="regions" title={of === undefined ? t('region.add') : say(of.name)}>
        {onDone !== undefined && <Button onClick={onDone}>{t('registry.cancel')}</Button>}
      </OneHead>
      <section className="part narrowly">
        <Form
          name={`region/${of?.code ?? ''}`}
          fields={of === undefined ? fields : fields.filter(({ name }) => name !== 'code')}
          initial={of === undefined ? (initial ?? {}) : { name: of.name, parent: of.parent ?? undefined, short: of.short ?? undefined }}
          submit={t('registry.save')}
          send={async ({ code, ...body }) => {
            const path = of?.code ?? String(code);
            await json('PUT', `/regions/${encodeURIComponent(path)}`, { body });
            await client.invalidateQueries({ queryKey: ['registry'] });
            await client.invalidateQueries({ queryKey: ['name', 'region', path] });
            notify(t('registry.saved'));
            onDone?.();
            show({ one: path });
          }}
        />
      </section>
    </>
  );
}
