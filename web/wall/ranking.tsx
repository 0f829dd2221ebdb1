import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countLabels, countMeanings, liveLabels, rateLabels, rateMeanings, type Backlog, type CaseFigures } from '../../contracts/api/statistics.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { countsShown, ratesShown } from './figures.tsx';
import { Table } from './folded.tsx';
import { NumberLink, percent } from './number-link.tsx';
import { groupings, wallRoute, type Grouping } from './search.ts';
import { useFit } from './use-fit.ts';
import { wallQueries, type Asked } from './wall-queries.ts';
import { useWallWords } from './words.ts';

const liveShown = ['open', 'yellow', 'red'] as const;

/** Each region, unit, grid, procedure or category with all its figures, the largest first. */
export function Ranking({ asked, by, screen }: { readonly asked: Asked; readonly by: Grouping; readonly screen: boolean }) {
  const { say, t } = useWallWords();
  const search = wallRoute.useSearch();
  const figures = useQuery(wallQueries.figures(asked, by));
  const now = useQuery(wallQueries.now(asked, by));
  const { holder, rows } = useFit<HTMLDivElement>(2.15);
  const lines = useLines(by, figures.data?.items ?? [], now.data?.items ?? []);
  const title = t(`wall.by.${by}`);
  const meanings = [undefined, ...countsShown.map((measure) => say(countMeanings[measure])), ...liveShown.map(() => undefined), ...ratesShown.map((rate) => say(rateMeanings[rate]))];
  const heads = [t(`wall.of.${by}`), ...countsShown.map((measure) => say(countLabels[measure])), ...liveShown.map((measure) => say(liveLabels[measure])), ...ratesShown.map((rate) => say(rateLabels[rate]))];

  return (
    <section className="panel ranking" aria-labelledby="wall-ranking">
      <header>
        <h2 id="wall-ranking">{title}</h2>
        <nav className="tabs" aria-label={t('wall.groupBy')}>
          {groupings.map((each) => (
            <Link key={each} to="/wall" search={{ ...search, by: each }} className={each === by ? 'on' : ''} aria-current={each === by ? 'true' : undefined} activeOptions={{ exact: true }} replace>{t(`wall.by.${each}`)}</Link>
          ))}
        </nav>
      </header>
      {figures.isPending && <Loading rows={5} height={40} />}
      {figures.isError && figures.data === undefined && <LoadFailure failure={figures.error} onRetry={figures.refetch} />}
      {figures.isSuccess && lines.length === 0 && <p className="calm">{t('wall.nothing')}</p>}
      <div className="room" ref={holder}>
        {!figures.isPending && lines.length > 0 && <Table caption={title} head={heads} meanings={screen ? [] : meanings} lines={screen ? lines.slice(0, Math.max(1, rows - 1)) : lines} />}
      </div>
    </section>
  );
}

/** The lines of both: what was opened in the time, and what is open now, even where nothing was opened. */
function useLines(by: Grouping, figures: CaseFigures['items'], now: Backlog['items']) {
  const { say } = useWallWords();
  const search = wallRoute.useSearch();
  const counted = new Map(figures.map((item) => [item.key, item]));
  const live = new Map(now.map((item) => [item.key, item]));
  const keys = [...new Set([...counted.keys(), ...live.keys()])];
  return keys.map((key) => {
    const [item, open] = [counted.get(key), live.get(key)];
    const name = say(item?.name ?? open?.name ?? { zh: key, en: key });
    const inside = by === 'region' && key !== search.region;
    return {
      key,
      cells: [
        inside ? <Link key="name" to="/wall" search={{ ...search, region: key }}>{name}</Link> : name,
        ...countsShown.map((measure) => <NumberLink key={measure} value={item?.[measure] ?? 0} link={item?.links[measure]} what={`${name} ${say(countLabels[measure])}`} />),
        ...liveShown.map((measure) => <NumberLink key={measure} value={open?.[measure] ?? 0} link={open?.links[measure]} what={`${name} ${say(liveLabels[measure])}`} />),
        ...ratesShown.map((rate) => <span key={rate} className="number">{percent(item?.[rate] ?? null)}</span>),
      ],
    };
  });
}
