import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Picture } from './picture.tsx';
import './procedures.css';
import { useProcedureWords } from './words.ts';

/** 流程: every procedure that the reader may know of, as its stages and what is open in each. */
export default function Procedures() {
  const { say, t } = useProcedureWords();
  const { data, error, isPending, refetch } = useQuery(queries.procedures());
  useTitle(t('procedures.title'));
  return (
    <div className="page procedures">
      <header className="head">
        <h1>{t('procedures.title')}</h1>
        <p className="hint">{t('procedures.lead')}</p>
      </header>
      {isPending && <Loading rows={6} height={140} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data?.length === 0 && <Blank title={t('procedures.none')} />}
      <ul className="procedure-list">
        {data?.map((procedure) => (
          <li key={procedure.name} className="part">
            <h2>
              <Link to="/procedures/$name" params={{ name: procedure.name }}>{say(procedure.label)}</Link>
            </h2>
            <Picture procedure={procedure} />
            <p className="hint">
              {t('procedures.source')}: {procedure.source}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
