import type { CaseView, Procedure } from '../api/client.ts';
import { Facts } from '../forms/facts.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { isGroup } from '../forms/values.ts';
import { useField } from './store.ts';
import { useFieldWords } from './words.ts';

/** What the case is about, as far as the phone has it: words, names of categories and grids, and the way there. */
export function KeptFacts({ procedure, matter }: { readonly procedure: Procedure | undefined; readonly matter: CaseView['matter'] }) {
  const { say, t } = useFieldWords();
  const { snapshot } = useField();
  const schema = procedure?.opening.properties?.['matter'];
  if (schema === undefined) return null;
  const fields = fieldsOf(schema);
  const named = fields.flatMap((field) => {
    const name = [...(snapshot?.categories ?? []), ...(snapshot?.grids ?? [])].find(({ code }) => code === matter[field.name])?.name;
    return field.kind === 'reference' && name !== undefined ? [{ field, name }] : [];
  });
  const { lat, lng } = isGroup(matter['point']) ? matter['point'] : {};
  return (
    <section className="part">
      <h2>{t('case.facts')}</h2>
      {named.length > 0 && (
        <dl className="facts">
          {named.map(({ field, name }) => (
            <div key={field.name}>
              <dt>{say(field.label)}</dt>
              <dd>{say(name)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Facts fields={fields.filter(isWords)} values={matter} />
      {typeof lat === 'number' && typeof lng === 'number' && (
        <p>
          <a href={`geo:${lat},${lng}?q=${lat},${lng}`}>{t('field.toMap')}</a>
        </p>
      )}
    </section>
  );
}

/** What can be read without asking the registry. */
function isWords({ kind }: Field): boolean {
  return kind === 'text' || kind === 'choice' || kind === 'day' || kind === 'instant' || kind === 'number' || kind === 'flag';
}
