import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { clockUnitLabels } from '../../contracts/clock.ts';
import { api } from '../api/client.ts';
import { useName } from '../api/names.ts';
import { ProblemText } from '../app/problem.tsx';
import { saveFile } from '../app/save-file.ts';
import { session } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { useCaseChoices } from './case-choices.ts';
import { type Field, type Reference } from './schema.ts';
import { isGroup } from './values.ts';

/** What was filled in, read with the words of its form. */
export function Facts({ fields, values }: { readonly fields: readonly Field[]; readonly values: Readonly<Record<string, unknown>> }) {
  const { say } = useWords();
  const filled = fields.filter(({ name }) => values[name] !== undefined && values[name] !== null && values[name] !== '');
  if (filled.length === 0) return null;
  return (
    <dl className="facts">
      {filled.map((field) => (
        <div key={field.name}>
          <dt>{say(field.label)}</dt>
          <dd>
            <Fact field={field} value={values[field.name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Fact({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const { at, language, say, t } = useWords();
  switch (field.kind) {
    case 'group':
      return isGroup(value) ? <Facts fields={field.fields} values={value} /> : null;
    case 'list': {
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      if (items.length === 0) return t('none');
      return (
        <ol className="plain">
          {items.map((item, index) => (
            <li key={index}>
              <Fact field={field.item} value={item} />
            </li>
          ))}
        </ol>
      );
    }
    case 'flag':
    case 'confirmation':
      return value === true ? t('yes') : t('no');
    case 'choice': {
      const chosen = field.options.find((each) => each.value === value);
      return chosen === undefined ? String(value) : say(chosen.label);
    }
    case 'choices': {
      const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
      return field.options.flatMap((each) => (chosen.includes(each.value) ? [say(each.label)] : [])).join(language === 'zh' ? '、' : ', ');
    }
    case 'instant':
      return at(String(value));
    case 'reference':
      if (field.to === 'case' && session() !== null) return <Link to="/cases/$ref" params={{ ref: String(value) }}><Named to="case" id={String(value)} /></Link>;
      return <Named to={field.to} id={String(value)} />;
    case 'ofCase':
      return <OfCase part={field.part} id={String(value)} />;
    case 'point': {
      const { lat, lng } = isGroup(value) ? value : {};
      return typeof lat === 'number' && typeof lng === 'number' ? `${lat.toFixed(5)}, ${lng.toFixed(5)}` : null;
    }
    case 'attachment':
      return <Attached sha256={String(value)} />;
    case 'span': {
      const { amount, unit } = isGroup(value) ? value : {};
      const [, label] = Object.entries(clockUnitLabels).find(([each]) => each === unit) ?? [];
      return `${String(amount)} ${label === undefined ? String(unit) : say(label)}`;
    }
    case 'number': {
      const level = field.scale.find((each) => each.value === value);
      return level === undefined ? String(value) : say(level.label);
    }
    case 'text':
    case 'month':
    case 'day':
    case 'time':
    case 'constant':
    case 'own':
      return String(value);
  }
}

/** Kept as a file: what is in it, its form does not say. */
function Attached({ sha256 }: { readonly sha256: string }) {
  const { t } = useWords();
  const [failure, setFailure] = useState<unknown>(null);
  const save = async (): Promise<void> => {
    setFailure(null);
    try {
      saveFile(await api.download(sha256), sha256.slice(0, 12));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <button type="button" className="attached" onClick={() => void save()}>{t('case.download')} {sha256.slice(0, 6)}</button>
      {failure !== null && <ProblemText failure={failure} />}
    </>
  );
}

function OfCase({ part, id }: { readonly part: string; readonly id: string }) {
  const { say } = useWords();
  const choice = useCaseChoices(part)?.find(({ value }) => value === id);
  return choice === undefined ? id : say(choice.label);
}

export function Named({ to, id }: { readonly to: Reference; readonly id: string }) {
  const { say } = useWords();
  const name = useName(to, id);
  return name === undefined ? id : say(name);
}
