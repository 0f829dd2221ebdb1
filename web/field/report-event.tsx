import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useRef, useState, type SubmitEvent } from 'react';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Refusal } from '../api/client.ts';
import { CategorySelect } from './category-select.tsx';
import type { EventInput, Input } from './entry.ts';
import { Photos } from './photos.tsx';
import { begin, queue, useField } from './store.ts';
import { useEntry, useSetting } from './use-entry.ts';
import { useFieldWords } from './words.ts';

const route = getRouteApi('/field');
const mostPhotos = 9;

function isEvent(input: Input): input is EventInput {
  return input.kind === 'event';
}

/** 上报事件: what, where, photographs, words. */
export function ReportEvent() {
  const { language, say, t } = useFieldWords();
  const { entry: named } = route.useSearch();
  const { entries, snapshot, owner } = useField();
  const navigate = useNavigate();
  const setting = useSetting();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  const [seeking, setSeeking] = useState<'' | 'seeking' | 'failed'>('');
  const grids = snapshot?.grids ?? [];
  const ownGrid = grids.some(({ code }) => code === owner?.me.unit) ? (owner?.me.unit ?? '') : '';
  const present = entries.find((each) => each.id === named && (each.state === 'draft' || each.state === 'refused'));
  const editing = useEntry(
    present,
    () => begin({ kind: 'event', category: '', where: ownGrid === '' ? 'point' : 'grid', point: null, accuracy: null, grid: ownGrid, address: '', description: '' }, ''),
    isEvent,
  );
  useTitle(t('field.report'));
  if (editing === null) return null;
  const { entry, change, add, drop } = editing;
  const { category, where, point, accuracy, grid, address, description } = entry.input;

  const missing = [
    ...(category === '' ? (['category'] as const) : []),
    ...((where === 'point' ? point === null : grid === '') ? (['place'] as const) : []),
    ...(description.trim().length < 2 ? (['description'] as const) : []),
  ];

  const enter = (next: Partial<EventInput>): void => {
    const input = { ...entry.input, ...next };
    change(next, setting.titleOf(input.category, input.where === 'grid' ? input.grid : input.address.trim()));
    remember();
  };
  /** So that a reload finds it again. */
  const remember = (): void => {
    if (named !== entry.id) void navigate({ to: '/field', search: { view: 'report', entry: entry.id }, replace: true, resetScroll: false });
  };
  const locate = (): void => {
    setSeeking('seeking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setSeeking('');
        enter({ where: 'point', point: { lat: rounded(coords.latitude), lng: rounded(coords.longitude) }, accuracy: Math.round(coords.accuracy) });
      },
      () => setSeeking('failed'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
    );
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (missing.length > 0) {
      form.current?.querySelector<HTMLElement>(missing.map((each) => `[data-place=${each}]`).join())?.querySelector<HTMLElement>('select, textarea, input, button')?.focus();
      return;
    }
    await queue(entry, setting);
    await navigate({ to: '/field', search: {} });
    notify(t('field.queued'));
  };
  const fault = (place: (typeof missing)[number]): boolean => asked && missing.includes(place);
  const refusal = entry.problem === null ? null : new Refusal(entry.problem);

  return (
    <>
      <h1>{t('field.report')}</h1>
      {refusal !== null && <ProblemText failure={refusal} lines={entry.problem?.errors?.map((error) => error[language]) ?? []} />}
      <form ref={form} className="form part" noValidate onSubmit={(event: SubmitEvent) => void submit(event)}>
        <CategorySelect value={category} fault={fault('category')} onChange={(next) => enter({ category: next })} />
        <fieldset className="field" data-place="place" aria-describedby={fault('place') ? `${id}-place` : undefined}>
          <legend>
            {t('field.place')} <span className="optional">({t('form.required')})</span>
          </legend>
          <div className="field-choices">
            {(['grid', 'point'] as const).map((each) => (
              <label key={each} className="field-choice">
                <input type="radio" name={`${id}-where`} checked={where === each} onChange={() => enter({ where: each })} /> {t(`field.place.${each}`)}
              </label>
            ))}
          </div>
          {where === 'grid' ? (
            <select aria-label={t('field.place.grid')} className="wide" value={grid} onChange={({ target }) => enter({ grid: target.value })}>
              <option value="">{t('form.choose')}</option>
              {grids.map((each) => (
                <option key={each.code} value={each.code}>
                  {say(each.name)}
                </option>
              ))}
            </select>
          ) : (
            <>
              <Button block size="large" loading={seeking === 'seeking'} onClick={locate}>
                {t(point === null ? 'field.place.locate' : 'field.place.again')}
              </Button>
              <p className="hint" role="status">
                {seeking === 'failed' ? t('field.place.failed') : point === null ? '' : t('field.place.found', { lat: point.lat, lng: point.lng, metres: accuracy ?? 0 })}
              </p>
            </>
          )}
          {fault('place') && <p className="fault" id={`${id}-place`}>{t('form.missing')}</p>}
        </fieldset>
        <div className="field">
          <label htmlFor={`${id}-address`}>
            {t('field.address')} <span className="optional">({t('form.optional')})</span>
          </label>
          <input id={`${id}-address`} className="line" value={address} maxLength={200} autoComplete="off" onChange={({ target }) => enter({ address: target.value })} />
        </div>
        <div className="field" data-place="description">
          <label htmlFor={`${id}-description`}>
            {t('field.description')} <span className="optional">({t('form.required')})</span>
          </label>
          <textarea
            id={`${id}-description`}
            className="line"
            rows={3}
            maxLength={1000}
            value={description}
            aria-invalid={fault('description')}
            aria-describedby={fault('description') ? `${id}-words` : undefined}
            onChange={({ target }) => enter({ description: target.value })}
          />
          {fault('description') && <p className="fault" id={`${id}-words`}>{t('field.twoLetters')}</p>}
        </div>
        <Photos label={t('field.photos')} photos={entry.photos} most={mostPhotos} onAdd={(files) => void add(files).then(remember)} onDrop={drop} />
        <Button type="primary" size="large" block htmlType="submit">
          {t('field.send')}
        </Button>
      </form>
    </>
  );
}

/** A metre or so: more digits than a phone knows are none. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
