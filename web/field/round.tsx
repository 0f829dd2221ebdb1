import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useMemo, useState } from 'react';
import { z } from 'zod';
import { patrol } from '../../contracts/procedures/patrol.ts';
import type { Label } from '../../contracts/label.ts';
import { Refusal, type DeskStep } from '../api/client.ts';
import { Blank } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { fieldsOf, type Schema } from '../forms/schema.ts';
import { CategorySelect } from './category-select.tsx';
import type { Entry, Hazard, Input, RoundInput } from './entry.ts';
import { begin, queue, useField } from './store.ts';
import { roundOf } from './tasks.tsx';
import { useEntry, useSetting } from './use-entry.ts';
import { useFieldWords } from './words.ts';

const routeOf = z.object({ route: patrol.matter.shape.route, opensAt: z.string() });
type Point = z.infer<typeof routeOf>['route'][number];

function isRound(input: Input): input is RoundInput {
  return input.kind === 'round';
}

/** 巡查一轮: the check points of the route, ticked off as one comes by; what is found becomes an event of the grid with the same word. */
export function Round({ task, mine }: { readonly task: DeskStep; readonly mine: readonly Entry[] }) {
  const { t } = useFieldWords();
  const { snapshot } = useField();
  const matter = routeOf.safeParse(snapshot?.cases[task.caseNo]?.matter);
  if (!matter.success) return <Blank title={t('field.round.noRoute')} />;
  return <Walk task={task} mine={mine} route={matter.data.route} opensAt={matter.data.opensAt} />;
}

function Walk({ task: { caseNo, step }, mine, route, opensAt }: { readonly task: DeskStep; readonly mine: readonly Entry[]; readonly route: readonly Point[]; readonly opensAt: string }) {
  const { language, t } = useFieldWords();
  const navigate = useNavigate();
  const now = useNow();
  const names = useMemo(() => Object.fromEntries(route.map(({ id, name }) => [id, name])), [route]);
  const setting = useSetting(names);
  const [asked, setAsked] = useState(false);
  const present = mine.find(({ input, state }) => input.kind === 'round' && (state === 'draft' || state === 'refused'));
  const editing = useEntry(
    present,
    () => begin({ kind: 'round', caseNo, step: step.id, visited: {}, omitted: {}, hazards: [] }, `${step.label.zh} ${roundOf(step.about) ?? ''}`.trim()),
    isRound,
  );
  if (editing === null) return null;
  const { entry, change } = editing;
  const { visited, omitted, hazards } = entry.input;
  const walked = (entry.acts[0]?.answer ?? null) !== null;
  const early = now < Date.parse(opensAt);

  const wrong = [
    ...route.filter(({ id }) => visited[id] === undefined && (omitted[id] ?? '').trim().length < 2).map(({ id }) => id),
    ...hazards.flatMap(({ kind, category, description }, index) => (kind === '' || category === '' || description.trim().length < 2 ? [`hazard-${index}`] : [])),
  ];
  const faults = asked ? wrong : [];
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (wrong[0] !== undefined) {
      document.querySelector<HTMLElement>(`[data-place="${wrong[0]}"]`)?.querySelector<HTMLElement>('button, select, textarea')?.focus();
      return;
    }
    await queue(entry, setting);
    await navigate({ to: '/field', search: {} });
    notify(t('field.queued'));
  };

  return (
    <>
      {entry.problem !== null && <ProblemText failure={new Refusal(entry.problem)} lines={entry.problem.errors?.map((error) => error[language]) ?? []} />}
      {walked && <p className="hint">{t('field.round.walked')}</p>}
      <ol className="route">
        {route.map((point) => (
          <Stop
            key={point.id}
            point={point}
            at={visited[point.id]}
            omitted={omitted[point.id]}
            fixed={walked}
            fault={faults.includes(point.id)}
            onReach={(at) => change((input) => ({ visited: put(input.visited, point.id, at), omitted: put(input.omitted, point.id, undefined) }))}
            onOmit={(reason) => change((input) => ({ omitted: put(input.omitted, point.id, reason), visited: put(input.visited, point.id, undefined) }))}
            onFind={() => change((input) => ({ hazards: [...input.hazards, { checkPoint: point.id, kind: '', category: '', description: '' }] }))}
          />
        ))}
      </ol>
      {hazards.map((hazard, index) => (
        <Found
          key={index}
          hazard={hazard}
          where={names[hazard.checkPoint] ?? hazard.checkPoint}
          place={`hazard-${index}`}
          fixed={walked}
          fault={faults.includes(`hazard-${index}`)}
          onChange={(next) => change((input) => ({ hazards: input.hazards.map((each, at) => (at === index ? { ...each, ...next } : each)) }))}
          onDrop={() => change((input) => ({ hazards: input.hazards.filter((_, at) => at !== index) }))}
        />
      ))}
      {faults.length > 0 && <p className="fault">{t('form.faults', { count: faults.length })}</p>}
      {early && <p className="hint">{t('field.round.early')}</p>}
      <Button type="primary" size="large" block onClick={() => void submit()}>
        {t('field.round.finish', { visited: Object.keys(visited).length, all: route.length })}
      </Button>
    </>
  );
}

function put(all: Readonly<Record<string, string>>, id: string, value: string | undefined): Record<string, string> {
  const others = Object.entries(all).filter(([each]) => each !== id);
  return Object.fromEntries(value === undefined ? others : [...others, [id, value]]);
}

interface StopProps {
  readonly point: Point;
  readonly at: string | undefined;
  readonly omitted: string | undefined;
  /** The round itself was taken on: only what was found may still be corrected. */
  readonly fixed: boolean;
  readonly fault: boolean;
  onReach(at: string | undefined): void;
  onOmit(reason: string | undefined): void;
  onFind(): void;
}

function Stop({ point: { id, name }, at, omitted, fixed, fault, onReach, onOmit, onFind }: StopProps) {
  const { at: clockTime, t } = useFieldWords();
  const input = useId();
  return (
    <li data-place={id} className={at !== undefined ? 'reached' : ''}>
      <button type="button" className="field-tick" aria-pressed={at !== undefined} disabled={fixed} onClick={() => onReach(at === undefined ? new Date().toISOString() : undefined)}>
        <span className="box" aria-hidden="true">{at === undefined ? '' : '✓'}</span>
        <span>
          {name}
          <small>{at === undefined ? t('field.round.tick') : t('field.round.reached', { time: clockTime(at) })}</small>
        </span>
      </button>
      <div className="ways">
        <Button size="small" disabled={fixed} onClick={onFind} aria-label={t('field.round.findAt', { place: name })}>
          {t('field.round.find')}
        </Button>
        {at === undefined && (
          <Button size="small" disabled={fixed} aria-expanded={omitted !== undefined} onClick={() => onOmit(omitted === undefined ? '' : undefined)} aria-label={t('field.round.omitAt', { place: name })}>
            {t('field.round.omit')}
          </Button>
        )}
      </div>
      {omitted !== undefined && (
        <div className="field">
          <label htmlFor={input}>{t('field.round.why')}</label>
          <textarea id={input} className="line" rows={2} maxLength={500} value={omitted} disabled={fixed} onChange={({ target }) => onOmit(target.value)} />
        </div>
      )}
      {fault && <p className="fault">{t(omitted === undefined ? 'field.round.open' : 'field.twoLetters')}</p>}
    </li>
  );
}

interface FoundProps {
  readonly hazard: Hazard;
  readonly where: string;
  readonly place: string;
  readonly fixed: boolean;
  readonly fault: boolean;
  onChange(hazard: Partial<Hazard>): void;
  onDrop(): void;
}

function Found({ hazard: { kind, category, description }, where, place, fixed, fault, onChange, onDrop }: FoundProps) {
  const { say, t } = useFieldWords();
  const { snapshot } = useField();
  const id = useId();
  const kinds = kindsOf(snapshot?.procedures['patrol']?.steps.find(({ name }) => name === 'round')?.form);
  return (
    <fieldset className="group" data-place={place}>
      <legend>{t('field.round.hazard', { place: where })}</legend>
      <div className="field">
        <label htmlFor={`${id}-kind`}>
          {t('field.round.kind')} <span className="optional">({t('form.required')})</span>
        </label>
        <select id={`${id}-kind`} className="wide" value={kind} disabled={fixed} onChange={({ target }) => onChange({ kind: target.value })}>
          <option value="">{t('form.choose')}</option>
          {kinds.map((each) => (
            <option key={each.value} value={each.value}>
              {say(each.label)}
            </option>
          ))}
        </select>
        {fault && kind === '' && <p className="fault">{t('form.missing')}</p>}
      </div>
      <CategorySelect value={category} fault={fault && category === ''} onChange={(next) => onChange({ category: next })} />
      <div className="field">
        <label htmlFor={`${id}-words`}>
          {t('field.description')} <span className="optional">({t('form.required')})</span>
        </label>
        <textarea id={`${id}-words`} className="line" rows={2} maxLength={500} value={description} onChange={({ target }) => onChange({ description: target.value })} />
        {fault && description.trim().length < 2 && <p className="fault">{t('field.twoLetters')}</p>}
      </div>
      {!fixed && (
        <Button size="small" onClick={onDrop}>
          {t('field.round.drop')}
        </Button>
      )}
    </fieldset>
  );
}

/** The kinds of hazard, with their words, from the form of the round. */
function kindsOf(form: Schema | undefined): ReadonlyArray<{ readonly value: string; readonly label: Label }> {
  const hazards = form === undefined ? undefined : fieldsOf(form).find(({ name }) => name === 'hazards');
  const kind = hazards?.kind === 'list' && hazards.item.kind === 'group' ? hazards.item.fields.find(({ name }) => name === 'kind') : undefined;
  return kind?.kind === 'choice' ? kind.options : [];
}
