import { useQuery } from '@tanstack/react-query';
import { countLabels } from '../../contracts/api/statistics.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { NumberLink } from './number-link.tsx';
import { useFit } from './use-fit.ts';
import { wallQueries, type Asked } from './wall-queries.ts';
import { useWallWords } from './words.ts';

/** Of what the cases are made up: bars and their numbers at once, so that picture and table are the same. */
export function Composition({ asked, by, screen }: { readonly asked: Asked; readonly by: 'procedure' | 'category'; readonly screen: boolean }) {
  const { say, t } = useWallWords();
  const figures = useQuery(wallQueries.figures(asked, by, 2));
  const { holder, rows } = useFit<HTMLDivElement>(2);
  const items = figures.data?.items ?? [];
  const most = items[0]?.registered ?? 0;
  const title = t(`wall.made.${by}`);
  return (
    <section className={`panel composition of-${by}`} aria-labelledby={`wall-${by}`}>
      <h2 id={`wall-${by}`}>
        {title} <small>{say(countLabels.registered)}</small>
      </h2>
      {figures.isPending && <Loading rows={4} height={28} />}
      {figures.isError && figures.data === undefined && <LoadFailure failure={figures.error} onRetry={figures.refetch} />}
      {figures.isSuccess && items.length === 0 && <p className="calm">{t('wall.nothing')}</p>}
      <div className="room" ref={holder}>
        <table className="bars">
          <caption className="unseen">{title}</caption>
          <tbody>
            {(screen ? items.slice(0, rows) : items).map(({ key, name, registered, links }) => (
              <tr key={key}>
                <th scope="row">{say(name)}</th>
                <td className="bar-of">
                  <i style={{ width: `${(100 * registered) / Math.max(1, most)}%` }} />
                </td>
                <td>
                  <NumberLink value={registered} link={links['registered']} what={say(name)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
