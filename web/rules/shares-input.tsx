import type { Label } from '../../contracts/label.ts';
import type { OwnInput } from '../forms/schema.ts';
import { isGroup, type Value } from '../forms/values.ts';
import { useRulesWords } from './words.ts';

interface Props extends OwnInput {
  readonly parts: readonly { readonly name: string; readonly label: Label }[];
  /** The parts add up to one whole. */
  readonly whole?: boolean;
}

/** Shares, typed in per cent and sent from 0 to 1. A part that is left empty is not in it. */
export function SharesInput({ id, value, disabled, parts, whole = false, onChange }: Props) {
  const { say, t } = useRulesWords();
  const shares = isGroup(value) ? value : {};
  const sum = parts.reduce((so, { name }) => so + inPercent(shares[name]), 0);
  const put = (name: string, text: string): void => {
    const { [name]: _, ...others } = shares;
    onChange(text === '' ? others : { ...others, [name]: Number(text) / 100 });
  };
  return (
    <div className="shares">
      {parts.map(({ name, label }) => (
        <div key={name}>
          <label htmlFor={`${id}-${name}`}>{say(label)}</label>
          <span className="amount">
            <input id={`${id}-${name}`} type="number" min={0} max={100} step="any" disabled={disabled} value={typeof shares[name] === 'number' ? inPercent(shares[name]) : ''} onChange={({ target }) => put(name, target.value)} /> %
          </span>
        </div>
      ))}
      {whole && <p className={Math.abs(sum - 100) < 1e-6 ? 'hint' : 'fault'} aria-live="polite">{t('formulas.sum', { sum: Math.round(sum * 1000) / 1000 })}</p>}
    </div>
  );
}

function inPercent(share: Value): number {
  return typeof share === 'number' ? Math.round(share * 100_000) / 1_000 : 0;
}
