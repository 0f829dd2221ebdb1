import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Bulletin, BulletinLine } from '../../contracts/api/bulletins.ts';
import { assessed, type AssessedRate, type Formula } from '../../contracts/api/formulas.ts';
import { countLabels } from '../../contracts/api/statistics.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { bulletinQueries } from './bulletin-queries.ts';
import './bulletins.css';
import { useBulletinWords } from './words.ts';

const route = getRouteApi('/outside/bulletins/$ref');
const rates = ['closedRate', 'inTimeRate', 'responseRate', 'resolutionRate', 'satisfactionRate'] as const satisfies readonly AssessedRate[];
const counts = ['registered', 'accepted', 'closed', 'overdue', 'reworked'] as const;
const levels = [5, 4, 3, 2, 1] as const;

/** 通报 as a document: figures of a month, how they were weighed, and what was held against them. */
export default function OneBulletin() {
  const { t } = useBulletinWords();
  const { ref } = route.useParams();
  const bulletin = useQuery(bulletinQueries.one(ref));
  useTitle(t('bulletins.title'));
  if (bulletin.isPending) return <Loading rows={5} height={90} />;
  if (bulletin.isError) {
    return (
      <>
        <LoadFailure failure={bulletin.error} onRetry={bulletin.refetch} />
        <Link to="/bulletins">{t('bulletins.all')}</Link>
      </>
    );
  }
  return <Document of={bulletin.data} />;
}

function Document({ of }: { readonly of: Bulletin }) {
  const { on, say, t } = useBulletinWords();
  const { caseNo, month, regionName, publishedAt, formula, tables, objections, links } = of;
  const [year = '', number = ''] = month.split('-');
  return (
    <article className="bulletin">
      <p className="back">
        <Link to="/bulletins">{t('bulletins.all')}</Link>
      </p>
      <h1>{t('bulletins.of', { year, month: Number(number), region: say(regionName) })}</h1>
      <p className="hint">
        {caseNo} · {publishedAt !== null && t('bulletins.published', { day: on(publishedAt) })}
      </p>
      {tables.map((table) => (
        <Table key={table.table} of={table} formula={formula} />
      ))}
      <Weights of={formula} />
      <Objections of={objections} tables={tables} />
      <section>
        <h2>{t('bulletins.scope')}</h2>
        <p>{t('bulletins.scopeText')}</p>
      </section>
      <p className="ways">
        <a href={new URL(links.openData).pathname} download>{t('bulletins.csv')}</a>
        <a href={new URL(links.json).pathname} download={`${month}.json`}>{t('bulletins.json')}</a>
        <Button onClick={() => print()}>{t('bulletins.print')}</Button>
      </p>
    </article>
  );
}

function Table({ of: { table, name, lines }, formula }: { readonly of: Bulletin['tables'][number]; readonly formula: Formula }) {
  const { say, t } = useBulletinWords();
  const weighed = (rate: AssessedRate): boolean => (formula.weights[rate] ?? 0) > 0;
  const shown = rates.filter(weighed);
  const title = `bulletin-${table}`;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{say(name)}</h2>
      {lines.length === 0 && <p className="hint">{t('bulletins.nothing')}</p>}
      {lines.length > 0 && (
        <div className="scroll" role="region" aria-labelledby={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('bulletins.rank')}</th>
                <th scope="col">{say(name)}</th>
                <th scope="col">{t('bulletins.score')}</th>
                {shown.map((rate) => (
                  <th key={rate} scope="col">{t(`bulletins.rate.${rate}`)}</th>
                ))}
                {counts.map((count) => (
                  <th key={count} scope="col">{t(`bulletins.count.${count}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key}>
                  <td className="rank">{rankOf(line, lines)}</td>
                  <th scope="row">{say(line.name)}</th>
                  <td className="score" data-name={t('bulletins.score')}>{line.score === null ? '—' : line.score.toFixed(2)}</td>
                  {shown.map((rate) => (
                    <td key={rate} data-name={t(`bulletins.rate.${rate}`)}>{percent(line[rate])}</td>
                  ))}
                  {counts.map((count) => (
                    <td key={count} data-name={t(`bulletins.count.${count}`)}>
                      {line[count]}
                      {line.corrections.some(({ measure }) => measure === count) && <span className="corrected" title={t('bulletins.corrected')}>※<span className="unseen">{t('bulletins.corrected')}</span></span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Equal scores share a rank; what cannot be weighed has none. */
function rankOf({ score }: BulletinLine, lines: readonly BulletinLine[]): string {
  return score === null ? '—' : String(lines.filter((each) => (each.score ?? -1) > score).length + 1);
}

function percent(rate: number | null): string {
  return rate === null ? '—' : `${(rate * 100).toFixed(1)}%`;
}

/** 考核公式 in words. */
function Weights({ of: { version, weights, satisfaction, source, publishedAt } }: { readonly of: Formula }) {
  const { on, say, t } = useBulletinWords();
  return (
    <section aria-labelledby="bulletin-formula">
      <h2 id="bulletin-formula">{t('bulletins.formula')}</h2>
      <p>{t('bulletins.formulaText', { version, day: on(publishedAt) })}</p>
      <dl className="facts">
        {rates.map((rate) => {
          const weight = weights[rate] ?? 0;
          return (
            weight > 0 && (
              <div key={rate}>
                <dt>{t(`bulletins.rate.${rate}`)}</dt>
                <dd>
                  {percent(weight)} <small>{say(assessed[rate])} · {t(`bulletins.made.${rate}`)}</small>
                </dd>
              </div>
            )
          );
        })}
        <div>
          <dt>{t('bulletins.satisfaction')}</dt>
          <dd>{levels.map((level) => t('bulletins.weight', { level: t(`bulletins.level.${level}`), weight: satisfaction[level] })).join(t('bulletins.and'))}</dd>
        </div>
        <div>
          <dt>{t('bulletins.source')}</dt>
          <dd>{source}</dd>
        </div>
      </dl>
    </section>
  );
}

/** 异议裁定: what was held against single figures, and what was decided. */
function Objections({ of, tables }: { readonly of: Bulletin['objections']; readonly tables: Bulletin['tables'] }) {
  const { say, t } = useBulletinWords();
  return (
    <section aria-labelledby="bulletin-objections">
      <h2 id="bulletin-objections">{t('bulletins.objections')}</h2>
      {of.length === 0 && <p>{t('bulletins.objectionsNone')}</p>}
      <ol className="plain">
        {of.map(({ table, key, name, measure, upheld, to, reason }, index) => {
          const kind = tables.find((each) => each.table === table)?.name;
          return (
            <li key={`${table} ${key} ${measure} ${index}`}>
              <strong>{t('bulletins.about', { name: say(name), measure: say(countLabels[measure]) })}</strong> {kind !== undefined && <small>{say(kind)}</small>}
              <p>
                {upheld ? t('bulletins.upheld', { to: to ?? 0 }) : t('bulletins.rejected')} {t('bulletins.reason', { reason })}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
