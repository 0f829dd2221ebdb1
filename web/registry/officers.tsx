import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { officerBody, type Officer } from '../../contracts/api/registry.ts';
import { roleLabels } from '../../contracts/roles.ts';
import { Listed } from '../app/listed.tsx';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import { useSession } from '../session/session.ts';
import { fieldsIn } from './contract-form.ts';
import './registry.css';
import { OfficerTable } from './officer-table.tsx';
import { registry } from './registry-queries.ts';
import { Relations } from './relations.tsx';
import { Active, Chosen, fresh, OneHead, SectionHead, ToOne, useMayChange, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

const fields = fieldsIn(officerBody);

/** 工作人员: who works where, in which roles. */
export default function Officers() {
  const { t } = useRegistryWords();
  const { one, show } = useSection();
  const client = useQueryClient();
  if (one === fresh) {
    return (
      <>
        <OneHead section="officers" title={t('officer.add')} />
        <section className="part narrowly">
          <Form
            name="officer/"
            fields={fields}
            submit={t('registry.save')}
            send={async (body, key) => {
              const { id } = await json<Officer>('POST', '/officers', { body, key });
              await client.invalidateQueries({ queryKey: ['registry'] });
              notify(t('officer.added'));
              show({ one: id });
            }}
          />
        </section>
      </>
    );
  }
  return one === undefined ? <OfficerList /> : <OfficerPage key={one} id={one} />;
}

function OfficerList() {
  const { t } = useRegistryWords();
  const { q, kind } = useSection();
  const list = useInfiniteQuery(registry.officers({ name: q, role: kind }));
  return (
    <>
      <SectionHead title={t('registry.officers')} search={t('officer.search')} add={t('officer.add')} />
      <Chosen label={t('officer.roles')} name="kind" options={roleLabels} />
      <Listed list={list} empty={t('officer.none')} rows={8}>
        {(items) => <OfficerTable officers={items} everywhere />}
      </Listed>
    </>
  );
}

function OfficerPage({ id }: { readonly id: string }) {
  const { language, say, t } = useRegistryWords();
  const client = useQueryClient();
  const session = useSession();
  const mayChange = useMayChange();
  const [changing, setChanging] = useState(false);
  const { data: officer, error, isPending, refetch } = useQuery(registry.officer(id));
  useTitle(officer?.name ?? null);
  if (isPending) return <Loading rows={4} height={72} />;
  if (officer === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  const { id: _id, phone: _masked, ...values } = officer;
  const mine = session?.me.officer === id;
  const heads = session?.me.roles.includes('unitHead') === true && session.me.unit === officer.unit;
  return (
    <>
      <OneHead section="officers" title={officer.name}>
        {mayChange && <Button onClick={() => setChanging(!changing)}>{t(changing ? 'registry.cancel' : 'registry.change')}</Button>}
      </OneHead>
      {changing ? (
        <section className="part narrowly">
          <Form
            name={`officer/${id}`}
            fields={fields}
            initial={values}
            submit={t('registry.save')}
            send={async (body) => {
              await json('PUT', `/officers/${id}`, { body });
              await client.invalidateQueries({ queryKey: ['registry'] });
              await client.invalidateQueries({ queryKey: ['name', 'officer', id] });
              setChanging(false);
              notify(t('registry.saved'));
            }}
          />
        </section>
      ) : (
        <section className="part">
          <dl className="facts across">
            <div>
              <dt>{t('officer.unit')}</dt>
              <dd>
                <ToOne section="units" one={officer.unit}>
                  <Named to="unit" id={officer.unit} />
                </ToOne>
              </dd>
            </div>
            <div>
              <dt>{t('officer.roles')}</dt>
              <dd>{officer.roles.map((role) => say(roleLabels[role])).join(language === 'zh' ? '、' : ', ')}</dd>
            </div>
            <div>
              <dt>{t('officer.phone')}</dt>
              <dd>{officer.phone ?? t('none')}</dd>
            </div>
            <div>
              <dt>{t('registry.state')}</dt>
              <dd>
                <Active active={officer.active} />
              </dd>
            </div>
          </dl>
        </section>
      )}
      {(mine || heads || mayChange) && <Relations officer={id} />}
    </>
  );
}
