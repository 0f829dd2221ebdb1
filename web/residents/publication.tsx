import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { publicQueries } from './residents-queries.ts';
import { useResidentWords } from './words.ts';

/** One publication with its former versions; of a withdrawn one, why it was withdrawn. */
export default function Publication() {
  const { on, say, t } = useResidentWords();
  const { publication } = useParams({ from: '/outside/disclosure/$publication' });
  const { data, error, refetch } = useQuery(publicQueries.publication(publication));
  const versions = useQuery({ ...publicQueries.versions(publication), enabled: data !== undefined });
  useTitle(data?.title ?? null);
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  if (data === undefined) return <Loading rows={2} height={200} />;
  const former = (versions.data ?? []).filter(({ version }) => version < data.version);
  return (
    <article>
      <p>
        <Link to="/disclosure" search={{ kind: data.kind }}>{t('disclosure.back')}</Link>
      </p>
      <h1>{data.title}</h1>
      <p className="hint">
        {t(`disclosure.kind.${data.kind}`)} · {say(data.unitName)}
        {data.publishedAt !== null && <> · {t('disclosure.published', { day: on(data.publishedAt) })}</>} · {t('case.version', { version: data.version })}
      </p>
      {data.status === 'withdrawn' ? (
        <section className="part">
          <h2>{t('disclosure.withdrawn')}</h2>
          <p>{data.withdrawnReason}</p>
          {data.withdrawnAt !== null && <p className="hint">{on(data.withdrawnAt)}</p>}
        </section>
      ) : (
        <div className="part paper">{data.text}</div>
      )}
      {former.length > 0 && (
        <section className="matters">
          <h2>{t('disclosure.versions')}</h2>
          {former.map(({ version, title, text, publishedAt }) => (
            <details key={version}>
              <summary>
                {t('case.version', { version })} · {on(publishedAt)}
              </summary>
              <p><strong>{title}</strong></p>
              {text !== null && <p className="paper">{text}</p>}
            </details>
          ))}
        </section>
      )}
    </article>
  );
}
