import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UrgentCase } from '../../contracts/api/statistics.ts';
import { Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { useFit } from './use-fit.ts';
import { wallQueries, type Scope } from './wall-queries.ts';
import { useWallWords } from './words.ts';

/** 红黄灯清单: the longest overdue first, and who has the ball. On a wall screen as many as find room. */
export function Urgent({ scope, screen }: { readonly scope: Scope; readonly screen: boolean }) {
  const { t } = useWallWords();
  const urgent = useQuery(wallQueries.urgent(scope));
  const { holder, rows } = useFit<HTMLDivElement>(4.2);
  const items = urgent.data?.items ?? [];
  return (
    <section className="panel urgent" aria-labelledby="wall-urgent">
      <h2 id="wall-urgent">
        {t('wall.urgent')} <small>{t('wall.urgentOrder')}</small>
      </h2>
      {urgent.isPending && <Loading rows={5} height={64} />}
      {urgent.isError && urgent.data === undefined && <LoadFailure failure={urgent.error} onRetry={urgent.refetch} />}
      {urgent.isSuccess && items.length === 0 && <p className="calm">{t('wall.urgentNone')}</p>}
      <div className="room" ref={holder} role={screen ? undefined : 'region'} aria-labelledby={screen ? undefined : 'wall-urgent'} tabIndex={screen || items.length === 0 ? undefined : 0}>
        <ol>
          {(screen ? items.slice(0, rows) : items).map((each) => (
            <Row key={each.caseNo} of={each} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function Row({ of: { caseNo, title, procedure, stage, light, dueAt, holders, confidential } }: { readonly of: UrgentCase }) {
  const { at, left, say, t } = useWallWords();
  const now = useNow();
  const [first, ...others] = holders;
  return (
    <li>
      <span className="when">
        <Light light={light} />
        {dueAt !== null && <small className="number" title={at(dueAt)}>{left(dueAt, now)}</small>}
      </span>
      <span className="what">
        <Link to="/cases/$ref" params={{ ref: caseNo }} title={caseNo}>{title}</Link>
        {confidential && <span className="mark">{t('case.confidential')}</span>}
      </span>
      <small className="who">
        {first === undefined ? `${say(procedure.label)} · ${say(stage)}` : t('wall.ball', { unit: say(first.name), step: say(first.step) })}
        {others.length > 0 && ` ${t('wall.others', { count: others.length })}`}
      </small>
    </li>
  );
}
