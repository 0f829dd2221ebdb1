import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridCovered, HouseholdCovered } from '../../contracts/api/campaigns.ts';
import type { Label } from '../../contracts/label.ts';
import { excuseLabels, outcomeLabels } from '../../contracts/procedures/campaign.ts';
import { api } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import { campaignQueries } from './campaign-queries.ts';
import { CompleteGrid } from './complete-grid.tsx';
import { useCampaignWords, words } from './words.ts';

const route = getRouteApi('/inside/campaigns/$ref');
type Outcome = keyof typeof outcomeLabels;
const outcomes = ['done', 'absent', 'excused'] as const satisfies readonly Outcome[];

interface Props {
  /** Undefined where it is not on the list that is shown. */
  readonly household: HouseholdCovered | undefined;
  /** Its grid, where the reader may register visits. */
  readonly part: GridCovered | undefined;
  /** The household that is missing after it. */
  readonly next: string | undefined;
}

/** 入户登记: one household, then the next that is missing. */
export function Visit({ household, part, next }: Props) {
  const { t } = useCampaignWords();
  const { ref } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const { household: _, ...list } = search;
  const place = useRef(list);
  place.current = list;
  const close = useCallback(() => {
    void navigate({ to: '/campaigns/$ref', params: { ref }, search: place.current, resetScroll: false });
  }, [navigate, ref]);
  useShortcuts(useMemo(() => ({ Escape: close }), [close]));
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside className="step-panel" aria-label={t('board.panel')}>
      <header>
        <h2 ref={heading} tabIndex={-1}>{household?.household ?? search.household}</h2>
        <Button onClick={close} aria-label={t('board.closePanel')} className="close">✕</Button>
      </header>
      {household === undefined && <p className="hint">{t(part === undefined ? 'board.noneFound' : 'board.allCovered')}</p>}
      {household !== undefined && (
        <>
          <p className="title">{household.head}</p>
          <p className="hint">{[household.building, household.address].filter(Boolean).join(' ')}</p>
          {part?.visit && (
            <Register
              household={household}
              caseNo={part.caseNo}
              step={part.visit.step}
              onDone={async () => {
                const others = next === undefined ? place.current : { ...place.current, household: next };
                await navigate({ to: '/campaigns/$ref', params: { ref }, search: others, resetScroll: false });
              }}
            />
          )}
          {part !== undefined && <CompleteGrid grid={part} />}
        </>
      )}
    </aside>
  );
}

interface RegisterProps {
  readonly household: HouseholdCovered;
  readonly caseNo: string;
  readonly step: string;
  onDone(): Promise<void>;
}

function Register({ household, caseNo, step, onDone }: RegisterProps) {
  const { say, t } = useCampaignWords();
  const client = useQueryClient();
  const [outcome, choose] = useState<Outcome>('done');
  const { data: members, isLoading } = useQuery(campaignQueries.members(household.grid, household.household));
  const named = (number: number): string => {
    const name = members?.find((each) => each.number === number)?.name;
    return name === undefined || name === null ? '' : ` · ${name}`;
  };
  const numbers = Array.from({ length: household.members }, (_, index) => index + 1);
  if (isLoading) return <Loading rows={3} height={64} />;

  return (
    <div className="work">
      <div className="tabs" role="group" aria-label={t('board.outcomeOf')}>
        {outcomes.map((each) => (
          <button key={each} type="button" aria-pressed={each === outcome} onClick={() => choose(each)}>
            {say(outcomeLabels[each])}
          </button>
        ))}
      </div>
      <Form
        key={outcome}
        name={`${caseNo}/${household.household}/${outcome}`}
        fields={fieldsFor(outcome, numbers, named)}
        submit={t('board.submit')}
        send={async ({ note, excuse, ...persons }, key) => {
          const visit = {
            household: household.household,
            outcome,
            ...(outcome === 'done' ? { persons: numbers.map((number) => personAs(number, persons[`member${number}`])) } : {}),
            ...(outcome === 'excused' ? { excuse } : {}),
            ...(note === undefined ? {} : { note }),
          };
          const answer = await api.onStep(caseNo, step, 'report', { visits: [visit] }, key);
          notify('pending' in answer ? t('action.pending') : t('board.registered', { household: household.household }));
          await onDone();
          await Promise.all([client.invalidateQueries({ queryKey: ['campaign'] }), client.invalidateQueries({ queryKey: ['campaigns'] })]);
        }}
      />
    </div>
  );
}

const memberDone = 'done';

function personAs(number: number, answer: unknown): { number: number; excuse?: string } {
  return typeof answer === 'string' && answer !== memberDone ? { number, excuse: answer } : { number };
}

function both(word: 'board.memberDone' | 'board.excuse' | 'board.note' | 'board.noteHelp'): Label {
  return { zh: words.zh[word], en: words.en[word] };
}

const excuses = Object.entries(excuseLabels).map(([value, label]) => ({ value, label }));
const common = { help: null, required: false, nullable: false, personal: false, initial: undefined };
const note: Field = { ...common, kind: 'text', name: 'note', label: both('board.note'), help: both('board.noteHelp'), personal: true, long: true, most: 200 };

/** Every member of a household that is registered; the reason of one that is left out. */
function fieldsFor(outcome: Outcome, numbers: readonly number[], named: (number: number) => string): readonly Field[] {
  switch (outcome) {
    case 'done':
      return [
        ...numbers.map((number): Field => {
          const label = {
            zh: words.zh['board.member'].replace('{number}', String(number)) + named(number),
            en: words.en['board.member'].replace('{number}', String(number)) + named(number),
          };
          return { ...common, required: true, kind: 'choice', name: `member${number}`, label, initial: memberDone, options: [{ value: memberDone, label: both('board.memberDone') }, ...excuses] };
        }),
        note,
      ];
    case 'absent':
      return [note];
    case 'excused':
      return [{ ...common, required: true, kind: 'choice', name: 'excuse', label: both('board.excuse'), options: excuses }, note];
  }
}
