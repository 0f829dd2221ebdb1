import { useId, type ReactNode } from 'react';
import { useResidentWords } from './words.ts';

interface About {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean;
}

/** One question with its input: what is asked, what helps, and what is wrong with the answer. */
export function Question({ label, hint, fault, optional = false, children }: { readonly label: string; readonly hint?: string; readonly fault?: string | undefined; readonly optional?: boolean; children(about: About): ReactNode }) {
  const { t } = useResidentWords();
  const id = useId();
  const described = [hint === undefined ? [] : `${id}-hint`, fault === undefined ? [] : `${id}-fault`].flat().join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="optional">({t('form.optional')})</span>}
      </label>
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {children({ id, ...(described === '' ? {} : { 'aria-describedby': described }), ...(fault === undefined ? {} : { 'aria-invalid': true }) })}
      {fault !== undefined && <p className="fault" id={`${id}-fault`} role="alert">{fault}</p>}
    </div>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A few answers laid open; each may be hit with a thumb. */
export function Choices({ legend, name, choices, value, fault, onChoose }: { readonly legend: string; readonly name: string; readonly choices: readonly Choice[]; readonly value: string; readonly fault?: string | undefined; onChoose(value: string): void }) {
  const id = useId();
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <div className="choices">
        {choices.map((each) => (
          <label key={each.value} className="choice">
            <input
              type="radio"
              name={name}
              value={each.value}
              checked={value === each.value}
              aria-labelledby={`${id}-${each.value}`}
              {...(each.hint === undefined ? {} : { 'aria-describedby': `${id}-${each.value}-hint` })}
              onChange={() => onChoose(each.value)}
            />
            <span id={`${id}-${each.value}`}>{each.label}</span>
            {each.hint !== undefined && <small id={`${id}-${each.value}-hint`}>{each.hint}</small>}
          </label>
        ))}
      </div>
      {fault !== undefined && <p className="fault" role="alert">{fault}</p>}
    </fieldset>
  );
}
