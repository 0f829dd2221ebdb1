import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { newApiKey, type ApiKey, type madeApiKey } from '../../contracts/api/accounts.ts';
import { api, json, send } from '../api/client.ts';
import { pagesOf } from '../api/pages-of.ts';
import { sameInBoth } from '../api/names.ts';
import { Confirm } from '../app/confirm.tsx';
import { Listed, Table } from '../app/listed.tsx';
import { notify } from '../app/notice.tsx';
import { useNow } from '../app/use-now.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import { fieldsIn } from '../registry/contract-form.ts';
import { OneTime } from './one-time.tsx';
import { useAccountWords } from './words.ts';

const fields = fieldsIn(newApiKey);

/** Keys with which other systems call in the name of a service account. */
export default function Keys() {
  const { on, t } = useAccountWords();
  const client = useQueryClient();
  const now = useNow();
  const list = useInfiniteQuery(pagesOf<ApiKey>('accounts', '/api-keys', {}));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<z.infer<typeof madeApiKey> | null>(null);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  return (
    <>
      {made !== null && <OneTime title={t('keys.made')} name={t('keys.secret')} secret={made.secret ?? '—'} text={t(made.secret === null ? 'keys.again' : 'keys.once')} />}
      {making ? (
        <section className="part narrowly">
          <h2>{t('keys.make')}</h2>
          <KeyForm
            onMade={async (key) => {
              setMade(key);
              setMaking(false);
              await client.invalidateQueries({ queryKey: ['accounts'] });
            }}
          />
        </section>
      ) : (
        <p>
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('keys.make')}
          </Button>
        </p>
      )}
      <Listed list={list} empty={t('keys.none')}>
        {(items) => (
          <Table
            name={t('accounts.keys')}
            items={items}
            keyOf={({ id }) => id}
            columns={[
              { title: t('accounts.officer'), of: ({ officer }) => <Named to="officer" id={officer} /> },
              { title: t('keys.for'), of: ({ name }) => name },
              { title: t('accounts.created'), of: ({ createdAt }) => on(createdAt) },
              { title: t('keys.until'), of: ({ expiresAt }) => on(expiresAt) },
              {
                title: t('accounts.state'),
                of: (key) =>
                  key.revokedAt !== null || Date.parse(key.expiresAt) <= now ? (
                    <span className="mark">{t(key.revokedAt !== null ? 'keys.revoked' : 'keys.expired')}</span>
                  ) : (
                    <Button size="small" onClick={() => setLeaving(key)}>
                      {t('keys.revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Listed>
      {leaving !== null && (
        <Confirm
          title={t('keys.revoke')}
          text={`${leaving.name}: ${t('keys.revokeText')}`}
          danger
          onClose={() => setLeaving(null)}
          act={async () => {
            await send('DELETE', `/api-keys/${leaving.id}`, {});
            await client.invalidateQueries({ queryKey: ['accounts'] });
            notify(t('keys.revoked'));
          }}
        />
      )}
    </>
  );
}

function KeyForm({ onMade }: { onMade(key: z.infer<typeof madeApiKey>): Promise<void> }) {
  const { t } = useAccountWords();
  const { data } = useQuery({ queryKey: ['accounts', 'service'], queryFn: () => api.officers({ role: 'serviceAccount', active: 'true', limit: 200 }) });
  const chosen = useMemo(
    () =>
      fields.map((field): Field =>
        field.name === 'officer' ? { ...field, kind: 'choice', options: (data?.items ?? []).map(({ id, name, unit }) => ({ value: id, label: sameInBoth(`${name}(${unit})`) })) } : field,
      ),
    [data],
  );
  return (
    <Form
      name="api-key"
      fields={chosen}
      submit={t('keys.make')}
      send={async (body, key) => {
        await onMade(await json<z.infer<typeof madeApiKey>>('POST', '/api-keys', { body, key }));
      }}
    />
  );
}
