import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { CampaignBoard, GridCovered, HouseholdCovered } from '../../contracts/api/campaigns.ts';
import type { Label } from '../../contracts/label.ts';
import { excuseLabels, outcomeLabels } from '../../contracts/procedures/campaign.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { SearchBox } from '../app/search-box.tsx';
import { useWindow } from '../app/use-window.ts';
import { campaignQueries } from './campaign-queries.ts';
import { Visit } from './visit.tsx';
import { useCampaignWords } from './words.ts';

const route = getRouteApi('/inside/campaigns/$ref');

interface Props {
  readonly board: CampaignBoard;
  /** The grids in which the reader may register visits. */
  readonly mine: readonly GridCovered[];
}

/** Households by name, of one grid or of all: who is missing, who was left out and why. */
export function Households({ board, mine }: Props) {
  const { say, t } = useCampaignWords();
  const { ref } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { grid, missing, q, household: chosen } = search;
  const part = board.grids.find((each) => each.grid.code === grid);
  // The list of a grid is that of its round; the list of the whole campaign is that of the latest.
  const of = part?.caseNo ?? board.case.caseNo;
  const list = useInfiniteQuery(campaignQueries.households(of, { missing: missing !== undefined, q }, board.case.status === 'open'));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const latest = board.rounds.at(-1)?.round === board.round || part !== undefined;
  const at = items.findIndex(({ household }) => household === chosen);
  const open = items[at];
  const waiting = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))].filter((each) => isMissing(each) && each.household !== chosen && mine.some(({ caseNo }) => caseNo === each.caseNo));
  const step = mine.find(({ caseNo }) => caseNo === open?.caseNo);

  return (
    <div className={chosen === undefined ? 'listing' : 'listing with-visit'}>
      <section aria-label={t('board.householdTable')}>
        <div className="board-narrowing">
          {part !== undefined && (
            <p>
              <strong>{say(part.grid.name)}</strong>{' '}
              <Link to="/campaigns/$ref" params={{ ref }} search={without(search, 'grid', 'household')}>✕ {t('board.allGrids')}</Link>{' '}
              {missing === undefined ? (
                <Link to="/campaigns/$ref" params={{ ref }} search={{ ...without(search, 'household'), missing: '1' }}>{t('board.missingHouseholds')} {part.missing}</Link>
              ) : (
                <Link to="/campaigns/$ref" params={{ ref }} search={without(search, 'missing', 'household')}>{t('board.allHouseholds')}</Link>
              )}
            </p>
          )}
          <SearchBox
            label={t('board.search')}
            value={q}
            onSearch={(wanted) => {
              const others = without(search, 'q', 'household');
              void navigate({ to: '/campaigns/$ref', params: { ref }, search: wanted === undefined ? { list: '1', ...others } : { ...others, q: wanted }, resetScroll: false });
            }}
          />
        </div>
        {!latest && <p className="hint">{t('board.latest')}</p>}
        {list.isPending && <Loading rows={6} height={56} />}
        {list.isError && items.length === 0 && <LoadFailure failure={list.error} onRetry={list.refetch} />}
        {list.isSuccess && items.length === 0 && (
          <Blank title={t(missing !== undefined && q === undefined ? 'board.noneMissing' : 'board.noneFound')}>
            <p>{missing !== undefined && q === undefined ? t('board.noneMissingText') : <Link to="/campaigns/$ref" params={{ ref }} search={{ list: '1' }}>{t('board.clear')}</Link>}</p>
          </Blank>
        )}
        {missing !== undefined && q === undefined && items.length === 1 && <p className="last">{t('board.last', { household: [items[0]?.household, items[0]?.head].filter(Boolean).join(' ') })}</p>}
        {items.length > 0 && <Table items={items} mine={mine} chosen={chosen} />}
        {list.hasNextPage && (
          <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
          </Button>
        )}
      </section>
      {chosen !== undefined && list.isSuccess && <Visit key={chosen} household={open} part={step} next={waiting[0]?.household} />}
    </div>
  );
}

export function isMissing({ outcome }: HouseholdCovered): boolean {
  return outcome === null || outcome === 'absent';
}

type BoardSearch = ReturnType<typeof route.useSearch>;

function without(search: BoardSearch, ...names: readonly (keyof BoardSearch)[]): BoardSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !names.some((each) => each === name)));
}

const excuses: Readonly<Record<string, Label>> = excuseLabels;

function Table({ items, mine, chosen }: { readonly items: readonly HouseholdCovered[]; readonly mine: readonly GridCovered[]; readonly chosen: string | undefined }) {
  const { at, say, t } = useCampaignWords();
  const { ref } = route.useParams();
  const search = route.useSearch();
  const { holder, first, end, above, below } = useWindow<HTMLTableSectionElement>(items.length, 62);
  const registers = mine.length > 0;
  return (
    <div className="scroll" role="region" aria-label={t('board.householdTable')} tabIndex={0}>
      <table className="households">
        <thead>
          <tr>
            <th scope="col">{t('board.household')}</th>
            <th scope="col">{t('board.head')}</th>
            <th scope="col">{t('board.members')}</th>
            <th scope="col">{t('board.outcome')}</th>
            <th scope="col">{t('board.visits')}</th>
            {registers && <th scope="col">{t('board.register')}</th>}
          </tr>
        </thead>
        <tbody ref={holder}>
          {above > 0 && <tr aria-hidden="true" className="room" style={{ height: above }} />}
          {items.slice(first, end).map((each) => {
            const { household, building, address, head, members, outcome, excuse, visits } = each;
            return (
              <tr key={household} className={household === chosen ? 'on' : ''}>
                <td data-name={t('board.household')}>
                  <span className="number">{household}</span>
                  <small>{[building, address].filter(Boolean).join(' ')}</small>
                </td>
                <td data-name={t('board.head')}>{head}</td>
                <td data-name={t('board.members')} className="number">{members}</td>
                <td data-name={t('board.outcome')}>
                  <span className={`outcome ${isMissing(each) ? 'bad' : 'well'}`}>{outcome === null ? t('board.notVisited') : say(outcomeLabels[outcome])}</span>
                  {excuse !== null && <small>{say(excuses[excuse] ?? { zh: excuse, en: excuse })}</small>}
                </td>
                <td data-name={t('board.visits')}>
                  {t('board.visitsTimes', { count: visits })} {each.at !== null && <small>{at(each.at)}</small>}
                </td>
                {registers && (
                  <td data-name={t('board.register')}>
                    {mine.some(({ caseNo }) => caseNo === each.caseNo) && (
                      <Link to="/campaigns/$ref" params={{ ref }} search={{ ...search, household }} resetScroll={false} className="do" aria-label={t('board.registerOne', { household })}>
                        {t('board.register')}
                      </Link>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden="true" className="room" style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}
