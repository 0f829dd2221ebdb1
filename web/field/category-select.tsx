import { useId } from 'react';
import { eventGroups } from '../../contracts/api/routing.ts';
import { useField } from './store.ts';
import { useFieldWords } from './words.ts';

interface Props {
  readonly value: string;
  readonly fault: boolean;
  onChange(category: string): void;
}

/** 小类, by 大类: the phone's own wheel, which works with one thumb and without a network. */
export function CategorySelect({ value, fault, onChange }: Props) {
  const { say, t } = useFieldWords();
  const { snapshot } = useField();
  const id = useId();
  const categories = snapshot?.categories ?? [];
  return (
    <div className="field" data-place="category">
      <label htmlFor={id}>
        {t('field.category')} <span className="optional">({t('form.required')})</span>
      </label>
      <select id={id} className="wide" value={value} aria-invalid={fault} aria-describedby={fault ? `${id}-fault` : undefined} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t('form.choose')}</option>
        {!categories.some(({ code }) => code === value) && value !== '' && <option value={value}>{value}</option>}
        {Object.entries(eventGroups).filter(([group]) => categories.some((category) => category.group === group)).map(([group, label]) => (
          <optgroup key={group} label={say(label)}>
            {categories
              .filter((category) => category.group === group)
              .map(({ code, name }) => (
                <option key={code} value={code}>
                  {say(name)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {fault && <p className="fault" id={`${id}-fault`}>{t('form.missing')}</p>}
    </div>
  );
}
