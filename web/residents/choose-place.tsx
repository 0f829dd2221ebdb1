import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../app/problem.tsx';
import { publicQueries } from './residents-queries.ts';
import { Question } from './question.tsx';
import { useResidentWords } from './words.ts';

interface Props {
  /** 区县: six digits; 乡镇街道 below it: nine. */
  readonly value: string;
  readonly towns?: boolean;
  readonly fault?: string | undefined;
  onChange(region: string): void;
}

/** 区县, then 乡镇街道, by name. */
export function ChoosePlace({ value, towns = false, fault, onChange }: Props) {
  const { say, t } = useResidentWords();
  const county = value.slice(0, 6);
  const counties = useQuery(publicQueries.regions(undefined));
  const below = useQuery({ ...publicQueries.regions(county), enabled: towns && county !== '' });
  if (counties.isError) return <LoadFailure failure={counties.error} onRetry={counties.refetch} />;
  const groups = Map.groupBy(counties.data ?? [], ({ parent }) => (parent === null ? '' : say(parent)));
  return (
    <>
      <Question label={t('place.county')} fault={fault}>
        {(about) => (
          <select {...about} value={county} onChange={({ target }) => onChange(target.value)}>
            <option value="">{t(counties.isPending ? 'loading' : 'form.choose')}</option>
            {[...groups].map(([city, each]) => (
              <optgroup key={city} label={city}>
                {each.map(({ code, name }) => (
                  <option key={code} value={code}>{say(name)}</option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Question>
      {towns && county !== '' && (below.data ?? []).length > 0 && (
        <Question label={t('place.town')} optional>
          {(about) => (
            <select {...about} value={value.length > 6 ? value : ''} onChange={({ target }) => onChange(target.value === '' ? county : target.value)}>
              <option value="">{t('place.wholeCounty')}</option>
              {(below.data ?? []).map(({ code, name }) => (
                <option key={code} value={code}>{say(name)}</option>
              ))}
            </select>
          )}
        </Question>
      )}
    </>
  );
}
