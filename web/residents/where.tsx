import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Point } from '../../contracts/api/routing.ts';
import type { PublicGrid } from '../../contracts/api/residents.ts';
import { Refusal } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { ChoosePlace } from './choose-place.tsx';
import { Choices, Question } from './question.tsx';
import { gridAt, publicQueries } from './residents-queries.ts';
import type { Answers } from './use-answers.ts';
import { useResidentWords } from './words.ts';

const PointPicker = lazy(() => import('../map/point-picker.tsx'));
const ways = ['here', 'words', 'map'] as const;

/** Where it is: the place of the telephone, a point on the map of the grids, or a grid by its name. */
export function Where({ answers }: { readonly answers: Answers }) {
  const { t } = useResidentWords();
  const way = answers.text('way');
  return (
    <>
      <Choices
        legend={t('where.legend')}
        name="way"
        value={way}
        choices={ways.map((value) => ({ value, label: t(`where.${value}`), hint: t(`where.hint.${value}`) }))}
        onChoose={(next) => answers.put({ way: next, point: undefined, grid: '', found: '' })}
      />
      {way === 'here' && <Here answers={answers} />}
      {way === 'map' && <OnMap answers={answers} />}
      {way === 'words' && <InWords answers={answers} />}
      {way !== '' && (
        <Question label={t('where.address')} hint={t('where.addressHint')} fault={answers.fault('address')} optional>
          {(about) => <input {...about} type="text" maxLength={200} value={answers.text('address')} onChange={({ target }) => answers.put({ address: target.value })} />}
        </Question>
      )}
    </>
  );
}

/** Looks up whose grid a point is in: the resident reads the name, and learns at once where nobody would come. */
function useFound(answers: Answers) {
  const { say } = useResidentWords();
  const [failure, setFailure] = useState<unknown>(null);
  const last = useRef<Point | null>(null);
  const look = async (point: Point): Promise<void> => {
    last.current = point; // of two that are looked up at once, the later counts
    setFailure(null);
    answers.put({ point: { ...point }, found: '', outside: '' });
    try {
      const { street, community, name } = await gridAt(point);
      if (last.current === point) answers.put({ found: [street?.name, community?.name, name].flatMap((each) => (each === undefined ? [] : say(each))).join(' · ') });
    } catch (error) {
      if (last.current !== point) return;
      setFailure(error);
      answers.put({ outside: error instanceof Refusal ? 'yes' : '' });
    }
  };
  return { failure, look };
}

function Found({ answers, failure }: { readonly answers: Answers; readonly failure: unknown }) {
  const { t } = useResidentWords();
  const found = answers.text('found');
  return (
    <div role="status">
      {found !== '' && <p className="place-found">✓ {t('where.found', { place: found })}</p>}
      {failure !== null && <ProblemText failure={failure} />}
    </div>
  );
}

function Here({ answers }: { readonly answers: Answers }) {
  const { t } = useResidentWords();
  const { failure, look } = useFound(answers);
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  const ask = (): void => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        void look({ lat: coords.latitude, lng: coords.longitude });
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  };
  return (
    <>
      <Button size="large" className="wide-button" loading={state === 'asking'} onClick={ask}>{t('where.ask')}</Button>
      {state === 'refused' && <p className="fault" role="alert">{t('where.refused')}</p>}
      <Found answers={answers} failure={failure} />
    </>
  );
}

function OnMap({ answers }: { readonly answers: Answers }) {
  const { failure, look } = useFound(answers);
  const region = answers.text('region');
  const grids = useQuery({ ...publicQueries.grids(region, true), enabled: region !== '' });
  return (
    <>
      <ChoosePlace value={region} onChange={(next) => answers.put({ region: next, point: undefined, found: '' })} />
      {grids.isError && <LoadFailure failure={grids.error} onRetry={grids.refetch} />}
      {grids.data !== undefined && (
        <Suspense fallback={<Loading rows={1} height={340} />}>
          <PointPicker value={answers.point('point')} areas={grids.data} onChange={(point) => void (point === null ? answers.put({ point: undefined, found: '' }) : look(point))} />
        </Suspense>
      )}
      <Found answers={answers} failure={failure} />
    </>
  );
}

/** 街道 → 社区 → 网格, each by its name; what there is only one of is chosen already. */
function InWords({ answers }: { readonly answers: Answers }) {
  const { t } = useResidentWords();
  const region = answers.text('region');
  const grids = useQuery({ ...publicQueries.grids(region, false), enabled: region !== '' });
  const all = grids.data ?? [];
  const street = chosenOf(all.map((each) => each.street), answers.text('street'));
  const inStreet = all.filter((each) => (each.street?.code ?? '') === street);
  const community = chosenOf(inStreet.map((each) => each.community), answers.text('community'));
  const inCommunity = inStreet.filter((each) => (each.community?.code ?? '') === community);
  return (
    <>
      <ChoosePlace value={region} onChange={(next) => answers.put({ region: next, street: '', community: '', grid: '' })} />
      {grids.isError && <LoadFailure failure={grids.error} onRetry={grids.refetch} />}
      {grids.data?.length === 0 && <p className="fault" role="alert">{t('where.noGrids')}</p>}
      {all.length > 0 && (
        <>
          <ByName label={t('where.street')} named={all.map((each) => each.street)} value={street} onChange={(next) => answers.put({ street: next, community: '', grid: '' })} />
          <ByName label={t('where.community')} named={inStreet.map((each) => each.community)} value={community} onChange={(next) => answers.put({ street, community: next, grid: '' })} />
          <ByName label={t('where.grid')} named={inCommunity} value={answers.text('grid')} fault={answers.fault('grid', 'matter.grid')} onChange={(next) => answers.put({ street, community, grid: next })} />
        </>
      )}
    </>
  );
}

type Named = Pick<PublicGrid, 'code' | 'name'> | null;

/** Each once. Grids that belong to no street or community stand under none. */
function eachOnce(named: readonly Named[]): Array<Exclude<Named, null>> {
  return [...new Map(named.flatMap((each) => (each === null ? [] : [[each.code, each] as const]))).values()];
}

function chosenOf(named: readonly Named[], value: string): string {
  const [only, ...others] = eachOnce(named);
  return only !== undefined && others.length === 0 ? only.code : value;
}

function ByName({ label, named, value, fault, onChange }: { readonly label: string; readonly named: readonly Named[]; readonly value: string; readonly fault?: string | undefined; onChange(code: string): void }) {
  const { say, t } = useResidentWords();
  const options = eachOnce(named);
  if (options.length === 0) return null;
  return (
    <Question label={label} fault={fault}>
      {(about) => (
        <select {...about} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">{t('form.choose')}</option>
          {options.map(({ code, name }) => (
            <option key={code} value={code}>{say(name)}</option>
          ))}
        </select>
      )}
    </Question>
  );
}
