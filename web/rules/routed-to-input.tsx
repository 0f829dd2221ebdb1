import { placeLevels } from '../../contracts/api/routing.ts';
import { ReferenceInput } from '../forms/reference-input.tsx';
import type { OwnInput } from '../forms/schema.ts';
import { isGroup } from '../forms/values.ts';
import { useRulesWords } from './words.ts';

const unit = 'unit';

/** Who handles: the unit of a level above the place, or one that is named. Its value is what the API takes. */
export function RoutedToInput({ id, path, value, disabled, faults, onChange }: OwnInput) {
  const { say, t } = useRulesWords();
  const to = isGroup(value) ? value : {};
  const level = typeof to['level'] === 'string' ? to['level'] : unit in to ? unit : '';
  return (
    <div className="routed-to">
      <select
        aria-label={t('routing.toWhom')}
        disabled={disabled}
        value={level}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === unit ? { unit: '' } : { level: target.value })}
      >
        <option value="">{t('form.choose')}</option>
        {Object.entries(placeLevels).map(([name, label]) => (
          <option key={name} value={name}>{t('routing.levelOf', { level: say(label) })}</option>
        ))}
        <option value={unit}>{t('routing.namedUnit')}</option>
      </select>
      {level === unit && (
        <div className="field">
          <label htmlFor={id}>{t('routing.unit')}</label>
          <ReferenceInput
            about={{ id }}
            to="unit"
            value={typeof to[unit] === 'string' ? to[unit] : ''}
            disabled={disabled}
            status={faults.has(path) ? 'error' : ''}
            onChange={(code) => onChange({ unit: code ?? '' })}
          />
        </div>
      )}
    </div>
  );
}
