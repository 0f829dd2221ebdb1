import { unit, type Unit } from '../../contracts/api/registry.ts';
import { json } from '../api/client.ts';
import { Form } from '../forms/form.tsx';
import type { Group } from '../forms/values.ts';
import { fieldsIn } from './contract-form.ts';
import { useRegistryWords } from './words.ts';

const fields = fieldsIn(unit.omit({ area: true }));

/** A unit without its area, which is drawn on the map. */
export function UnitForm({ of, initial, onDone }: { readonly of?: Unit; readonly initial?: Group; onDone(code: string): Promise<void> }) {
  const { t } = useRegistryWords();
  const known = of?.code;
  return (
    <Form
      name={`unit/${known ?? ''}`}
      fields={known === undefined ? fields : fields.filter(({ name }) => name !== 'code')}
      initial={of === undefined ? (initial ?? {}) : valuesOf(of)}
      submit={t('registry.save')}
      send={async ({ code, ...body }) => {
        const path = known ?? String(code);
        await json('PUT', `/units/${encodeURIComponent(path)}`, { body: { ...body, area: of?.area ?? null } });
        await onDone(path);
      }}
    />
  );
}

function valuesOf({ code: _code, area: _area, parent, party, ...rest }: Unit): Group {
  return { ...rest, parent: parent ?? undefined, party: party ?? undefined };
}
