import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { receivingUnit } from '../../contracts/api/registry.ts';
import { json, send } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Confirm } from '../app/confirm.tsx';
import { Listed, Table } from '../app/listed.tsx';
import { notify } from '../app/notice.tsx';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import { fieldsIn } from './contract-form.ts';
import './registry.css';
import { registry, type ReceivingUnit } from './registry-queries.ts';
import { fresh, OneHead, SectionHead, useMayChange, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

/** 受理单位: who takes in what residents of a region bring forward under a procedure. */
export default function Receiving() {
  const { say, t } = useRegistryWords();
  const { one } = useSection();
  const mayChange = useMayChange();
  const list = useInfiniteQuery(registry.receiving({}));
  const { data: procedures = [] } = useQuery(queries.procedures());
  const [leaving, setLeaving] = useState<ReceivingUnit | null>(null);
  const nameOf = (procedure: string): string => {
    const found = procedures.find(({ name }) => name === procedure);
    return found === undefined ? procedure : say(found.label);
  };
  if (one === fresh) return <ReceivingForm />;
  return (
    <>
      <SectionHead title={t('registry.receiving')} add={t('receiving.add')} />
      <p className="hint">{t('receiving.about')}</p>
      <Listed list={list} empty={t('receiving.none')}>
        {(items) => (
          <Table
            name={t('registry.receiving')}
            items={items}
            keyOf={({ procedure, region }) => `${procedure} ${region}`}
            columns={[
              { title: t('receiving.procedure'), of: ({ procedure }) => nameOf(procedure) },
              { title: t('unit.region'), of: ({ region }) => <Named to="region" id={region} /> },
              { title: t('receiving.unit'), of: ({ unit }) => <Named to="unit" id={unit} /> },
              ...(mayChange
                ? [
                    {
                      title: t('receiving.change'),
                      of: (each: ReceivingUnit) => (
                        <Button size="small" onClick={() => setLeaving(each)}>
                          {t('receiving.remove')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Listed>
      {leaving !== null && <Removal of={leaving} name={nameOf(leaving.procedure)} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Removal({ of: { procedure, region }, name, onClose }: { readonly of: ReceivingUnit; readonly name: string; onClose(): void }) {
  const { t } = useRegistryWords();
  const client = useQueryClient();
  return (
    <Confirm
      title={t('receiving.remove')}
      text={
        <>
          {name} · <Named to="region" id={region} />: {t('receiving.removeText')}
        </>
      }
      danger
      onClose={onClose}
      act={async () => {
        await send('DELETE', `/receiving-units/${procedure}/${region}`, {});
        await client.invalidateQueries({ queryKey: ['registry'] });
        notify(t('receiving.removed'));
      }}
    />
  );
}

function ReceivingForm() {
  const { t } = useRegistryWords();
  const client = useQueryClient();
  const { show } = useSection();
  const { data: procedures = [] } = useQuery(queries.procedures());
  const fields = useMemo(
    () =>
      fieldsIn(receivingUnit).map((field): Field =>
        field.name === 'procedure' ? { ...field, kind: 'choice', options: procedures.map(({ name, label }) => ({ value: name, label })) } : field,
      ),
    [procedures],
  );
  return (
    <>
      <OneHead section="receiving" title={t('receiving.add')} />
      <section className="part narrowly">
        <Form
          name="receiving"
          fields={fields}
          submit={t('registry.save')}
          send={async ({ procedure, region, unit }) => {
            await json('PUT', `/receiving-units/${String(procedure)}/${String(region)}`, { body: { unit } });
            await client.invalidateQueries({ queryKey: ['registry'] });
            notify(t('registry.saved'));
            show({ one: undefined });
          }}
        />
      </section>
    </>
  );
}
