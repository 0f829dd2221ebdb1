import { useQuery, useQueryClient } from '@tanstack/react-query';
import { officerRelation, officerRelations } from '../../contracts/api/registry.ts';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Form } from '../forms/form.tsx';
import type { Group } from '../forms/values.ts';
import { fieldsIn } from './contract-form.ts';
import { registry } from './registry-queries.ts';
import { useRegistryWords } from './words.ts';

const fields = fieldsIn(officerRelations);

/** 回避: whose and which unit's cases an officer keeps out of, as he, his head or the system administrator declares. */
export function Relations({ officer }: { readonly officer: string }) {
  const { t } = useRegistryWords();
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(registry.relations(officer));
  return (
    <section className="part narrowly">
      <h2>{t('relations.title')}</h2>
      <p className="hint">{t('relations.about')}</p>
      {isPending && <Loading rows={1} height={120} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && (
        <Form
          key={JSON.stringify(data)}
          name={`relations/${officer}`}
          fields={fields}
          initial={{ relations: data.relations.map(valuesOf) }}
          submit={t('relations.save')}
          send={async (body) => {
            await json('PUT', `/officers/${officer}/relations`, { body });
            await client.invalidateQueries({ queryKey: ['registry', 'relations', officer] });
            notify(t('relations.saved'));
          }}
        />
      )}
    </section>
  );
}

function valuesOf(given: unknown): Group {
  const { relation, officer, unit } = officerRelation.parse(given);
  return { relation, officer: officer ?? undefined, unit: unit ?? undefined };
}
