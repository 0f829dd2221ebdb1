import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { queries } from '../api/queries.ts';
import { periods, type Days } from './period.ts';
import { wallRoute } from './search.ts';
import { wallQueries, type Scope } from './wall-queries.ts';
import { useWallWords } from './words.ts';

type Search = ReturnType<typeof wallRoute.useSearch>;

interface Choice {
  readonly key: string;
  readonly text: string;
  readonly search: Search;
  readonly on: boolean;
}

/** What the wall is about: each choice is a link, so that it can be kept and sent. */
export function Filters({ scope, days, home }: { readonly scope: Scope; readonly days: Days; readonly home: string }) {
  const { say, t } = useWallWords();
  const search = wallRoute.useSearch();
  const { data: procedures = [] } = useQuery(queries.procedures());
  const { data: around } = useQuery(wallQueries.regions(scope.region, home));
  const { period: _, from: __, to: ___, ...timeless } = search;
  const { procedure: ____, ...everyProcedure } = search;

  const regions = around === undefined ? [] : [...around.path, ...around.below];
  const chosenRegion = regions.find(({ code }) => code === scope.region);
  const chosenProcedure = procedures.find(({ name }) => name === scope.procedure);
  return (
    <div className="picks">
      <Pick name={t('wall.region')} chosen={chosenRegion === undefined ? scope.region : say(chosenRegion.name)}>
        <Choices choices={regions.map(({ code, name }) => ({ key: code, text: say(name), search: { ...search, region: code }, on: code === scope.region }))} />
      </Pick>
      <Pick name={t('wall.period')} chosen={days.period === null ? t('wall.fromTo', { from: days.from, to: days.to }) : t(`wall.period.${days.period}`)}>
        <Choices choices={periods.map((period) => ({ key: period, text: t(`wall.period.${period}`), search: { ...timeless, period }, on: days.period === period }))} />
        <ChosenDays days={days} />
      </Pick>
      <Pick name={t('wall.procedure')} chosen={chosenProcedure === undefined ? t('wall.everyProcedure') : say(chosenProcedure.label)}>
        <Choices
          choices={[
            { key: '', text: t('wall.everyProcedure'), search: everyProcedure, on: scope.procedure === undefined },
            ...procedures.map(({ name, label }) => ({ key: name, text: say(label), search: { ...search, procedure: name }, on: name === scope.procedure })),
          ]}
        />
      </Pick>
    </div>
  );
}

/** A choice that is folded until somebody wants to change it. */
function Pick({ name, chosen, children }: { readonly name: string; readonly chosen: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (box.current !== null) box.current.open = false;
  };
  return (
    <details
      ref={box}
      className="pick"
      name="wall-filter"
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        close();
        box.current?.querySelector('summary')?.focus();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) close();
      }}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('a') !== null) close();
      }}
    >
      <summary>
        <span className="hint">{name}</span> <strong>{chosen}</strong>
      </summary>
      <div>{children}</div>
    </details>
  );
}

function Choices({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <ul>
      {choices.map(({ key, text, search, on }) => (
        <li key={key}>
          <Link to="/wall" search={search} className={on ? 'on' : ''} aria-current={on ? 'true' : undefined} activeOptions={{ exact: true }}>{text}</Link>
        </li>
      ))}
    </ul>
  );
}

/** From one day to another, both counted. */
function ChosenDays({ days }: { readonly days: Days }) {
  const { t } = useWallWords();
  const { period: _, ...search } = wallRoute.useSearch();
  const navigate = useNavigate();
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  return (
    <form
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        if (from !== '' && to !== '') void navigate({ to: '/wall', search: { ...search, from, to } });
      }}
    >
      <label>
        {t('wall.from')} <input type="date" required value={from} max={to} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        {t('wall.to')} <input type="date" required value={to} min={from} onChange={({ target }) => setTo(target.value)} />
      </label>
      <button type="submit">{t('wall.show')}</button>
    </form>
  );
}
