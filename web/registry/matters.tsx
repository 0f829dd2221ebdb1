import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { matter as contract, matterCategoryLabels, type Matter } from '../../contracts/api/registry.ts';
import { clockUnitLabels, type Span } from '../../contracts/clock.ts';
import { Listed, Table } from '../app/listed.tsx';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Group } from '../forms/values.ts';
import { fieldsIn } from './contract-form.ts';
import './registry.css';
import { registry } from './registry-queries.ts';
import { Active, Chosen, fresh, OneHead, SectionHead, ToOne, useMayChange, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

const fields = fieldsIn(contract);
const withoutCode = fields.filter(({ name }) => name !== 'code');

/** 事项目录: what residents can apply for, with what they must bring and how long it takes. */
export default function Matters() {
  const { say, t } = useRegistryWords();
  const { one, q, kind } = useSection();
  const list = useInfiniteQuery(registry.matters({ name: q, category: kind }));
  if (one === fresh) return <MatterForm />;
  if (one !== undefined) return <MatterPage key={one} code={one} />;
  return (
    <>
      <SectionHead title={t('registry.matters')} search={t('matter.search')} add={t('matter.add')} />
      <Chosen label={t('matter.category')} name="kind" options={matterCategoryLabels} />
      <Listed list={list} empty={t('matter.none')} rows={8}>
        {(items) => (
          <Table
            name={t('registry.matters')}
            items={items}
            keyOf={({ code }) => code}
            columns={[
              {
                title: t('registry.name'),
                of: ({ code, name }) => (
                  <ToOne section="matters" one={code}>
                    {say(name)}
                  </ToOne>
                ),
              },
              { title: t('matter.category'), of: ({ category }) => say(matterCategoryLabels[category]) },
              { title: t('matter.lead'), of: ({ departments: [lead] }) => (lead === undefined ? t('none') : <Named to="unit" id={lead} />) },
              { title: t('matter.promise'), of: ({ promise }) => <Promised span={promise} /> },
              { title: t('matter.materials'), of: ({ materials }) => materials.length },
              { title: t('registry.state'), of: ({ active }) => <Active active={active} /> },
            ]}
          />
        )}
      </Listed>
    </>
  );
}

function Promised({ span }: { readonly span: Span | null }) {
  const { say, t } = useRegistryWords();
  return span === null ? t('matter.noPromise') : `${span.amount} ${say(clockUnitLabels[span.unit])}`;
}

function MatterPage({ code }: { readonly code: string }) {
  const { say, t } = useRegistryWords();
  const mayChange = useMayChange();
  const [changing, setChanging] = useState(false);
  const { data: matter, error, isPending, refetch } = useQuery(registry.matter(code));
  useTitle(matter === undefined ? null : say(matter.name));
  if (isPending) return <Loading rows={4} height={72} />;
  if (matter === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  if (changing) return <MatterForm of={matter} onDone={() => setChanging(false)} />;
  return (
    <>
      <OneHead section="matters" title={say(matter.name)} under={code}>
        {mayChange && <Button onClick={() => setChanging(true)}>{t('registry.change')}</Button>}
      </OneHead>
      <section className="part">
        <dl className="facts across">
          <div>
            <dt>{t('matter.category')}</dt>
            <dd>{say(matterCategoryLabels[matter.category])}</dd>
          </div>
          <div>
            <dt>{t('matter.promise')}</dt>
            <dd>
              <Promised span={matter.promise} />
            </dd>
          </div>
          <div>
            <dt>{t('matter.departments')}</dt>
            <dd>
              {matter.departments.length === 0 && t('none')}
              <ol className="plain">
                {matter.departments.map((unit) => (
                  <li key={unit}>
                    <ToOne section="units" one={unit}>
                      <Named to="unit" id={unit} />
                    </ToOne>
                  </li>
                ))}
              </ol>
            </dd>
          </div>
          <div>
            <dt>{t('matter.jointly')}</dt>
            <dd>{t(matter.jointly ? 'yes' : 'no')}</dd>
          </div>
          <div>
            <dt>{t('matter.deliverable')}</dt>
            <dd>{matter.deliverable === null ? t('none') : say(matter.deliverable)}</dd>
          </div>
          <div>
            <dt>{t('registry.state')}</dt>
            <dd>
              <Active active={matter.active} />
            </dd>
          </div>
        </dl>
      </section>
      <section>
        <h2>{t('matter.materialsTitle')}</h2>
        {matter.materials.length === 0 ? (
          <p className="hint">{t('none')}</p>
        ) : (
          <Table
            name={t('matter.materialsTitle')}
            items={matter.materials}
            keyOf={({ id }) => id}
            columns={[
              { title: t('registry.name'), of: ({ name }) => say(name) },
              { title: t('matter.required'), of: ({ required }) => t(required ? 'yes' : 'no') },
              { title: t('matter.id'), of: ({ id }) => <code>{id}</code> },
            ]}
          />
        )}
      </section>
    </>
  );
}

function MatterForm({ of, onDone }: { readonly of?: Matter; onDone?(): void }) {
  const { say, t } = useRegistryWords();
  const client = useQueryClient();
  const { show } = useSection();
  return (
    <>
      <OneHead section="matters" title={of === undefined ? t('matter.add') : say(of.name)}>
        {onDone !== undefined && <Button onClick={onDone}>{t('registry.cancel')}</Button>}
      </OneHead>
      <section className="part narrowly">
        <p className="hint">{t('matter.running')}</p>
        <Form
          name={`matter/${of?.code ?? ''}`}
          fields={of === undefined ? fields : withoutCode}
          initial={of === undefined ? {} : valuesOf(of)}
          submit={t('registry.save')}
          send={async ({ code, ...body }) => {
            const path = of?.code ?? String(code);
            await json('PUT', `/matters/${encodeURIComponent(path)}`, { body });
            await client.invalidateQueries({ queryKey: ['registry'] });
            await client.invalidateQueries({ queryKey: ['name', 'matter', path] });
            notify(t('registry.saved'));
            onDone?.();
            show({ one: path });
          }}
        />
      </section>
    </>
  );
}

function valuesOf({ code: _, promise, deliverable, materials, ...rest }: Matter): Group {
  return { ...rest, materials: materials.map((each) => ({ ...each })), promise: promise === null ? undefined : { ...promise }, deliverable: deliverable ?? undefined };
}
