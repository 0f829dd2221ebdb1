import { useQueries } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { useId, useState } from 'react';
import type { Forecast as Forecasted } from '../../contracts/api/clocks.ts';
import type { TimeLimitRule } from '../../contracts/clock.ts';
import { Loading } from '../app/blank.tsx';
import { ProblemText } from '../app/problem.tsx';
import { LadderLine, type Mark } from './ladder-line.tsx';
import { rulesQueries } from './rules-queries.ts';
import { forInput, fromInput, standingOf, versionAt } from './terms.ts';
import { useRulesWords } from './words.ts';

const route = getRouteApi('/inside/registry/$section');

/** 试算: when a clock that starts at an instant would be due, before and after the next version. */
export function Forecast({ versions }: { readonly versions: readonly TimeLimitRule[] }) {
  const { t } = useRulesWords();
  const { from, ...others } = route.useSearch();
  const navigate = useNavigate();
  const [opened] = useState(() => `${forInput(new Date().toISOString())}:00+08:00`);
  const id = useId();
  const chosen = from !== undefined && !Number.isNaN(Date.parse(from)) ? from : opened;
  const compared = versionsToCompare(versions, Date.parse(opened));
  const forecasts = useQueries({ queries: compared.map(({ code, version }) => rulesQueries.forecast(code, chosen, version)) });
  const holds = versionAt(versions, Date.parse(chosen));
  const [before, after] = forecasts.map(({ data }) => data);
  return (
    <section className="part">
      <h2>{t('forecast.title')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('forecast.from')}</label>
        <Input
          id={id}
          type="datetime-local"
          className="moment"
          value={forInput(chosen)}
          onChange={({ target }) => {
            if (target.value !== '') void navigate({ to: '/registry/$section', params: { section: 'rules' }, search: { ...others, from: fromInput(target.value) }, replace: true, resetScroll: false });
          }}
        />
      </div>
      {compared.map((version, index) => {
        const { data, error, isPending } = forecasts[index] ?? {};
        return (
          <div key={version.version} className="forecast">
            <h3>
              {t('forecast.under', { version: version.version })} {holds?.version === version.version && <span className="mark calm">{t('forecast.holds')}</span>}
            </h3>
            {isPending === true && <Loading rows={1} height={96} />}
            {error !== null && error !== undefined && <ProblemText failure={error} />}
            {data !== undefined && <Due forecast={data} />}
          </div>
        );
      })}
      {before !== undefined && after !== undefined && <Difference before={before} after={after} />}
    </section>
  );
}

function Due({ forecast }: { readonly forecast: Forecasted }) {
  const { at, t } = useRulesWords();
  const { from, dueAt, rungs, provisional } = forecast;
  const later = rungs.findIndex((rung) => Date.parse(rung.at) > Date.parse(dueAt));
  const end = later === -1 ? rungs.length : later;
  const told = rungs.map(({ act, at: when }): Mark => ({ act, when: at(when) }));
  const red = rungs.some(({ act, at: when }) => act === 'red' && when === dueAt);
  const marks: Mark[] = [
    { act: 'start', when: at(from) },
    ...told.slice(0, end),
    ...(red ? [] : [{ act: 'due', when: at(dueAt) } as const]),
    ...told.slice(end),
  ];
  return (
    <>
      <p>
        {t('forecast.due')} <strong className="number">{at(dueAt)}</strong> {provisional && <span className="mark">{t('forecast.provisional')}</span>}
      </p>
      <LadderLine marks={marks} label={t('ladder.title')} />
    </>
  );
}

function Difference({ before, after }: { readonly before: Forecasted; readonly after: Forecasted }) {
  const { t } = useRulesWords();
  const minutes = Math.round((Date.parse(after.dueAt) - Date.parse(before.dueAt)) / 60_000);
  const whole = Math.abs(minutes);
  const [days, hours] = [Math.floor(whole / 1440), Math.floor(whole / 60) % 24];
  const time = t(hours === 0 ? 'forecast.days' : 'time.days', { days, hours });
  return <p className="hint">{minutes === 0 ? t('forecast.same') : t(minutes < 0 ? 'forecast.earlier' : 'forecast.later', { time })}</p>;
}

/** The version in force beside the one that comes; where none comes, beside the one before it. */
function versionsToCompare(versions: readonly TimeLimitRule[], now: number): readonly TimeLimitRule[] {
  const inForce = versionAt(versions, now);
  const coming = versions.filter((each) => standingOf(each, versions, now) === 'coming').toSorted((a, b) => Date.parse(a.effectiveFrom) - Date.parse(b.effectiveFrom));
  const former = versions.find((each) => inForce !== undefined && each.version === inForce.version - 1);
  const both = coming.length > 0 ? [inForce, coming[0]] : [former, inForce];
  return both.filter((each) => each !== undefined);
}
