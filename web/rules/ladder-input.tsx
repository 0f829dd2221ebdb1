import { Button } from 'antd';
import { clockUnit, clockUnitLabels, rungAct, rungLabels } from '../../contracts/clock.ts';
import type { OwnInput } from '../forms/schema.ts';
import { isGroup, isList, type Group, type Value } from '../forms/values.ts';
import { useRulesWords } from './words.ts';

const places = ['share', 'beforeDue', 'atDue', 'afterDue'] as const;
type Place = (typeof places)[number];

const most = 10;

/** The rungs of a rule, one line each: what happens, and when. Its value is what the API takes. */
export function LadderInput({ path, value, disabled, faults, onChange }: OwnInput) {
  const { say, t } = useRulesWords();
  const rungs = isList(value) ? value.filter(isGroup) : [];
  const replace = (index: number, rung: Group): void => onChange(rungs.map((each, at) => (at === index ? rung : each)));
  return (
    <div className="rungs">
      {rungs.length === 0 && <p className="hint">{t('ladder.none')}</p>}
      {rungs.map((rung, index) => {
        const number = index + 1;
        const place = placeOf(rung);
        return (
          <div key={index} className="rung" role="group" aria-label={t('ladder.rung', { number })}>
            <select aria-label={t('ladder.act', { number })} disabled={disabled} value={text(rung['act'])} onChange={({ target }) => replace(index, { ...rung, act: target.value })}>
              {rungAct.options.map((act) => (
                <option key={act} value={act}>{say(rungLabels[act])}</option>
              ))}
            </select>
            <select aria-label={t('ladder.when', { number })} disabled={disabled} value={place} onChange={({ target }) => replace(index, { ...rung, place: freshPlace(target.value) })}>
              {places.map((each) => (
                <option key={each} value={each}>{t(`ladder.at.${each}`)}</option>
              ))}
            </select>
            <Amount rung={rung} place={place} number={number} disabled={disabled} onChange={(next) => replace(index, { ...rung, place: next })} />
            <Button size="small" disabled={disabled} aria-label={t('ladder.remove', { number })} onClick={() => onChange(rungs.filter((_, at) => at !== index))}>✕</Button>
            {faults.has(`${path}[${index}]`) && <p className="fault">{faults.get(`${path}[${index}]`)?.join(' ')}</p>}
          </div>
        );
      })}
      {rungs.length < most && (
        <Button size="small" type="dashed" disabled={disabled} onClick={() => onChange([...rungs, { act: 'remindOfficer', place: { share: 0.5 } }])}>+ {t('ladder.add')}</Button>
      )}
    </div>
  );
}

interface AmountProps {
  readonly rung: Group;
  readonly place: Place;
  readonly number: number;
  readonly disabled: boolean;
  onChange(place: Value): void;
}

function Amount({ rung, place, number, disabled, onChange }: AmountProps) {
  const { say, t } = useRulesWords();
  const at = isGroup(rung['place']) ? rung['place'] : {};
  if (place === 'atDue') return <span />;
  if (place === 'share') {
    const share = typeof at['share'] === 'number' ? Math.round(at['share'] * 1000) / 10 : '';
    return (
      <span className="amount">
        <input type="number" min={0} max={100} step="any" aria-label={t('ladder.percent', { number })} disabled={disabled} value={share} onChange={({ target }) => onChange({ share: numberIn(target.value, 100) })} /> %
      </span>
    );
  }
  const by = isGroup(at[place]) ? at[place] : {};
  return (
    <span className="amount">
      <input
        type="number"
        min={0}
        step="any"
        aria-label={t('ladder.amount', { number })}
        disabled={disabled}
        value={typeof by['amount'] === 'number' ? by['amount'] : ''}
        onChange={({ target }) => onChange({ [place]: { ...by, amount: numberIn(target.value, 1) } })}
      />
      <select aria-label={t('ladder.unit', { number })} disabled={disabled} value={text(by['unit'])} onChange={({ target }) => onChange({ [place]: { ...by, unit: target.value } })}>
        {clockUnit.options.map((unit) => (
          <option key={unit} value={unit}>{say(clockUnitLabels[unit])}</option>
        ))}
      </select>
    </span>
  );
}

function placeOf({ place }: Group): Place {
  return places.find((each) => isGroup(place) && each in place) ?? 'share';
}

function freshPlace(place: string): Value {
  if (place === 'share') return { share: 0.5 };
  return place === 'atDue' ? { atDue: true } : { [place]: { amount: 1, unit: 'workday' } };
}

function numberIn(text: string, per: number): Value {
  return text === '' ? undefined : Number(text) / per;
}

function text(value: Value): string {
  return typeof value === 'string' ? value : '';
}
