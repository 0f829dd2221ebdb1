import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { CampaignBoard, GridCovered } from '../../contracts/api/campaigns.ts';
import { caseStatusLabels } from '../../contracts/case.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Exports } from '../app/exports.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { useWindow } from '../app/use-window.ts';
import { useSession, type Me } from '../session/session.ts';
import { campaignQueries } from './campaign-queries.ts';
import './campaigns.css';
import { CompleteGrid } from './complete-grid.tsx';
import { CoveredBar, CoveredFigures } from './covered.tsx';
import { Households } from './households.tsx';
import { useCampaignWords } from './words.ts';

const route = getRouteApi('/inside/campaigns/$ref');

/** 专项行动看板: what is missing, by grid and by name; it follows the visits while the campaign is open. */
export default function Board() {
  const { ref } = route.useParams();
  const { round } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(campaignQueries.board(ref, round));
  useTitle(data?.case.title ?? null);
  if (isPending) return <div className="page"><Loading rows={5} height={100} /></div>;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return <Told board={data} />;
}

function Told({ board }: { readonly board: CampaignBoard }) {
  const { say, t } = useCampaignWords();
  const { ref } = route.useParams();
  const search = route.useSearch();
  const session = useSession();
  const { case: brief, rounds, round, grids, kind, partOf } = board;
  const shown = rounds.find((each) => each.round === round);
  const listing = search.list ?? search.grid ?? search.missing ?? search.q;
  const mine = grids.filter((each) => visits(session?.me, each));
  return (
    <article className="page board">
      <header className="head">
        <p className="hint">
          <Link to="/campaigns">{t('campaigns.back')}</Link>
        </p>
        <h1>{brief.title}</h1>
        <p className="hint">
          {brief.caseNo} · {say(kind)} · {say(caseStatusLabels[brief.status])} · <Link to="/cases/$ref" params={{ ref: brief.caseNo }}>{t('campaigns.case')}</Link>
          {partOf !== null && ` · ${grids.map((each) => say(each.grid.name)).join()} · ${t('campaigns.round', { round })} · ${t('campaigns.whole')} ${partOf}`}
        </p>
      </header>
      {rounds.length > 1 && (
        <nav className="tabs" aria-label={t('board.rounds')}>
          {rounds.map((each) => (
            <Link key={each.round} to="/campaigns/$ref" params={{ ref }} search={{ round: String(each.round) }} className={each.round === round ? 'on' : ''} aria-current={each.round === round ? 'true' : undefined}>
              {t('campaigns.round', { round: each.round })}
            </Link>
          ))}
        </nav>
      )}
      {shown === undefined ? (
        <Blank title={t('board.noGrids')}>
          <p>{t('board.noGridsText')}</p>
        </Blank>
      ) : (
        <>
          <section className="part overall">
            <CoveredFigures coverage={shown.coverage} />
            <CoveredBar name={brief.title} coverage={shown.coverage} />
            <p className="hint">
              {t('board.persons', { persons: shown.coverage.persons, done: shown.coverage.personsDone, excused: shown.coverage.personsExcused })}
              {shown.open > 0 && ` · ${t('campaigns.openGrids', { open: shown.open, grids: shown.grids })}`}
            </p>
            {mine.map((each) => (
              <CompleteGrid key={each.caseNo} grid={each} />
            ))}
          </section>
          <nav className="tabs lists" aria-label={t('board.lists')}>
            <Tab to={{}} on={listing === undefined} text={t('board.byGrid')} />
            <Tab to={{ missing: '1' }} on={listing !== undefined && search.missing !== undefined && search.grid === undefined} text={`${t('board.missingHouseholds')} ${shown.missing}`} />
            <Tab to={{ list: '1' }} on={listing !== undefined && search.missing === undefined && search.grid === undefined} text={t('board.allHouseholds')} />
            <Exports what="coverage" query={{ case: brief.caseNo, missing: true, grid: search.grid }} name={brief.caseNo} label={t('board.export')} />
          </nav>
          {listing === undefined ? <Grids grids={grids} /> : <Households board={board} mine={mine} />}
        </>
      )}
    </article>
  );
}

/** Whether the reader may register visits in a grid. The API decides; this leaves out what it would refuse. */
function visits(me: Me | undefined, { visit }: GridCovered): boolean {
  const works = me?.roles.some((role) => role === 'gridWorker' || role === 'handler' || role === 'unitHead') ?? false;
  return works && visit !== null && visit.unit === me?.unit && (visit.status === 'offered' || visit.status === 'accepted');
}

function Tab({ to, on, text }: { readonly to: { readonly missing?: string; readonly list?: string }; readonly on: boolean; readonly text: string }) {
  const { ref } = route.useParams();
  const { round } = route.useSearch();
  return (
    <Link to="/campaigns/$ref" params={{ ref }} search={{ ...(round === undefined ? {} : { round }), ...to }} activeOptions={{ exact: true }} resetScroll={false} className={on ? 'on' : ''} aria-current={on ? 'true' : undefined}>
      {text}
    </Link>
  );
}

/** Where most is missing first; each grid leads to its households. */
function Grids({ grids }: { readonly grids: readonly GridCovered[] }) {
  const { left, say, t } = useCampaignWords();
  const { ref } = route.useParams();
  const { round } = route.useSearch();
  const { holder, first, end, above, below } = useWindow<HTMLTableSectionElement>(grids.length, 64);
  const now = useNow();
  return (
    <div className="scroll" role="region" aria-label={t('board.gridTable')} tabIndex={0}>
      <table className="grids" aria-rowcount={grids.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('board.grid')}</th>
            <th scope="col">{t('board.progress')}</th>
            <th scope="col">{t('board.missing')}</th>
            <th scope="col">{t('board.done')}</th>
            <th scope="col">{t('board.excused')}</th>
            <th scope="col">{t('board.due')}</th>
          </tr>
        </thead>
        <tbody ref={holder}>
          {above > 0 && <tr aria-hidden="true" className="room" style={{ height: above }} />}
          {grids.slice(first, end).map(({ caseNo, grid, above: community, coverage, missing, light, dueAt, status }, index) => (
            <tr key={caseNo} aria-rowindex={first + index + 2}>
              <td data-name={t('board.grid')}>
                <Link to="/campaigns/$ref" params={{ ref }} search={{ ...(round === undefined ? {} : { round }), grid: grid.code }}>{say(grid.name)}</Link>
                <small>{community === null ? caseNo : say(community)}</small>
              </td>
              <td data-name={t('board.progress')}>
                <CoveredBar name={say(grid.name)} coverage={coverage} />
              </td>
              <td data-name={t('board.missing')} className={missing > 0 ? 'number bad' : 'number'}>
                {missing === 0 ? 0 : <Link to="/campaigns/$ref" params={{ ref }} search={{ ...(round === undefined ? {} : { round }), grid: grid.code, missing: '1' }} aria-label={`${say(grid.name)} ${t('board.missing')} ${missing}`}>{missing}</Link>}
              </td>
              <td data-name={t('board.done')} className="number">{coverage.done}</td>
              <td data-name={t('board.excused')} className="number">{coverage.excused}</td>
              <td data-name={t('board.due')}>
                {light === null ? <small>{say(caseStatusLabels[status])}</small> : <Light light={light} />}
                {dueAt !== null && <small>{left(dueAt, now)}</small>}
              </td>
            </tr>
          ))}
          {below > 0 && <tr aria-hidden="true" className="room" style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}
