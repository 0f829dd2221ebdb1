import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';

/** The procedures that this person may open a case of. */
export default function Choose() {
  const { say, t } = useWords();
  const session = useSession();
  const { data, error, isPending, refetch } = useQuery(queries.procedures());
  useTitle(t('open.title'));
  const mine = data?.filter(({ openedBy }) => openedBy.some((role) => session?.me.roles.includes(role))) ?? [];
  return (
    <div className="page">
      <header className="head">
        <h1>{t('open.choose')}</h1>
      </header>
      {isPending && <Loading rows={6} height={88} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && mine.length === 0 && (
        <Blank title={t('open.none')}>
          <p>{t('open.noneText')}</p>
        </Blank>
      )}
      <ul className="cards">
        {mine.map(({ name, label, source, stages }) => (
          <li key={name}>
            <Link to="/open/$procedure" params={{ procedure: name }}>
              <strong>{say(label)}</strong>
              <span>{stages.map((stage) => say(stage.label)).join(' → ')}</span>
              <small>
                {t('open.source')}: {source}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
