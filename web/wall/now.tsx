import { useQuery } from '@tanstack/react-query';
import { liveLabels, type LiveMeasure } from '../../contracts/api/statistics.ts';
import { LoadFailure } from '../app/problem.tsx';
import { NumberLink } from './number-link.tsx';
import type { Grouping } from './search.ts';
import { wallQueries, type Scope } from './wall-queries.ts';
import { useWallWords } from './words.ts';

/** The same shapes as the lights have everywhere. */
const signs: Readonly<Partial<Record<LiveMeasure, string>>> = { yellow: '▲', red: '■' };
const order = ['red', 'yellow', 'dueToday', 'open', 'paused'] as const satisfies readonly LiveMeasure[];

/** 此刻: what is open, whenever it was opened. */
export function Now({ scope, by }: { readonly scope: Scope; readonly by: Grouping }) {
  const { say, t } = useWallWords();
  const now = useQuery(wallQueries.now(scope, by));
  if (now.isError && now.data === undefined) return <LoadFailure failure={now.error} onRetry={now.refetch} />;
  const total = now.data?.total;
  return (
    <section className="panel now" aria-labelledby="wall-now">
      <h2 id="wall-now">
        {t('wall.now')} <small>{total !== undefined && t('wall.at', { time: timeOf(now.data?.at ?? '') })}</small>
      </h2>
      <dl className="figures live">
        {order.map((measure) => (
          <div key={measure} className={measure}>
            <dt>
              {signs[measure] !== undefined && <span aria-hidden="true" className="sign">{signs[measure]}</span>} {say(liveLabels[measure])}
            </dt>
            <dd>{total === undefined ? <span className="number zero">…</span> : <NumberLink value={total[measure]} link={total.links[measure]} what={say(liveLabels[measure])} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 14:30:05, in Asia/Shanghai. */
function timeOf(instant: string): string {
  return instant === '' ? '' : beijing.format(new Date(instant));
}
