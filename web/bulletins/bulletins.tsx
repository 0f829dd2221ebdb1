import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BulletinBrief } from '../../contracts/api/bulletins.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { bulletinQueries } from './bulletin-queries.ts';
import './bulletins.css';
import { useBulletinWords } from './words.ts';

/** 考核通报: what was published, the newest month first. */
export default function Bulletins() {
  const { t } = useBulletinWords();
  const bulletins = useQuery(bulletinQueries.list());
  useTitle(t('bulletins.title'));
  return (
    <>
      <h1>{t('bulletins.title')}</h1>
      <p>{t('bulletins.lead')}</p>
      {bulletins.isPending && <Loading rows={4} height={76} />}
      {bulletins.isError && <LoadFailure failure={bulletins.error} onRetry={bulletins.refetch} />}
      {bulletins.data?.items.length === 0 && (
        <Blank title={t('bulletins.none')}>
          <p>{t('bulletins.noneText')}</p>
        </Blank>
      )}
      {bulletins.data !== undefined && bulletins.data.items.length > 0 && (
        <ul className="rows bulletin-list">
          {bulletins.data.items.map((each) => (
            <Item key={each.caseNo} of={each} />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ of: { caseNo, month, regionName, publishedAt } }: { readonly of: BulletinBrief }) {
  const { on, say, t } = useBulletinWords();
  const [year = '', number = ''] = month.split('-');
  return (
    <li>
      <Link to="/bulletins/$ref" params={{ ref: caseNo }}>
        <strong>{t('bulletins.of', { year, month: Number(number), region: say(regionName) })}</strong>
        <small>{t('bulletins.published', { day: on(publishedAt) })}</small>
      </Link>
    </li>
  );
}
