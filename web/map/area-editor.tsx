import 'ol/ol.css';
import './area-editor.css';
import { Button, Input } from 'antd';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { crossesItself, overlap, type Position, type Ring } from '../../contracts/area.ts';
import { Refusal } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useDraft } from '../forms/drafts.ts';
import { isList } from '../forms/values.ts';
import { usePreferences } from '../words/preferences.ts';
import { AreaMap, type Neighbour } from './area-map.ts';
import { useMapWords } from './words.ts';

interface Props {
  /** What is drawn is kept under this name until it was saved. */
  readonly name: string;
  readonly ring: Ring | null;
  readonly neighbours: readonly Neighbour[];
  /** Without it the area is only shown. When it throws, what was drawn stays. */
  onSave?(ring: Ring | null): Promise<void>;
}

/** The area of a grid on a map, with its corners as text beside it: both can be read, and both changed. */
export default function AreaEditor({ name, ring: saved, neighbours, onSave }: Props) {
  const { language, t } = useMapWords();
  const id = useId();
  const mayChange = onSave !== undefined;
  const [draft, keep, forget] = useDraft(name, () => ({ corners: cornersOf(saved) }));
  const text = String(draft['corners'] ?? '');
  const past = isList(draft['past']) ? draft['past'].map(String) : [];
  const { ring, fault } = useMemo(() => ringIn(text), [text]);
  const [drawing, setDrawing] = useState(saved === null && mayChange);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const taken = useMemo(() => (ring === null ? [] : neighbours.filter((each) => overlap(ring, each.ring)).map((each) => each.name)), [ring, neighbours]);
  const crosses = ring !== null && crossesItself(ring);
  const changed = text !== cornersOf(saved);

  const change = (corners: string): void => {
    keep({ corners, past: [...past, text].slice(-50) });
    setFailure(null);
  };
  const undo = (): void => {
    const last = past.at(-1);
    if (last !== undefined) keep({ corners: last, past: past.slice(0, -1) });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onSave?.(ring);
      forget();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="area">
      <AreaOnMap
        ring={ring}
        neighbours={neighbours}
        mayChange={mayChange}
        drawing={drawing}
        onDrawing={setDrawing}
        onRing={(next) => {
          setDrawing(false);
          change(cornersOf(next));
        }}
        undo={past.length > 0 ? undo : undefined}
        clear={text === '' ? undefined : () => change('')}
        hint={`${id}-hint`}
      />
      <div className="area-told">
        <p className="hint" id={`${id}-hint`}>
          {t(!mayChange ? 'area.looking' : drawing ? 'area.drawing' : 'area.changing')}
        </p>
        <p role="status" className={crosses || taken.length > 0 ? 'fault' : 'hint'}>
          {crosses && t('area.crosses')}
          {!crosses && taken.length > 0 && t('area.overlaps', { names: taken.join(language === 'zh' ? '、' : ', ') })}
          {!crosses && taken.length === 0 && (ring === null ? t('area.none') : t('area.fits', { count: ring.length - 1 }))}
        </p>
        <div className="field">
          <label htmlFor={`${id}-corners`}>{t('area.corners')}</label>
          {mayChange && (
            <p className="hint" id={`${id}-help`}>
              {t('area.cornersHelp')}
            </p>
          )}
          <Input.TextArea
            id={`${id}-corners`}
            className="corners"
            rows={8}
            value={text}
            readOnly={!mayChange}
            spellCheck={false}
            aria-invalid={fault !== null}
            {...(mayChange ? { 'aria-describedby': `${id}-help ${id}-fault` } : {})}
            onChange={({ target }) => change(target.value)}
          />
          <p className="fault" id={`${id}-fault`}>
            {fault !== null && ('line' in fault ? t('area.badLine', fault) : t('area.tooFew'))}
          </p>
        </div>
        {failure !== null && <ProblemText failure={failure} lines={failure instanceof Refusal ? (failure.problem.errors ?? []).map((error) => error[language]) : []} />}
        {mayChange && (
          <p className="together">
            <Button type="primary" loading={busy} disabled={!changed || fault !== null} onClick={() => void save()}>
              {t('area.save')}
            </Button>
            {changed && <span className="hint">{t('area.unsaved')}</span>}
          </p>
        )}
      </div>
    </div>
  );
}

interface OnMap {
  readonly ring: Ring | null;
  readonly neighbours: readonly Neighbour[];
  readonly mayChange: boolean;
  readonly drawing: boolean;
  readonly undo: (() => void) | undefined;
  readonly clear: (() => void) | undefined;
  readonly hint: string;
  onDrawing(drawing: boolean): void;
  onRing(ring: Ring): void;
}

function AreaOnMap({ ring, neighbours, mayChange, drawing, undo, clear, hint, onDrawing, onRing }: OnMap) {
  const { t } = useMapWords();
  const { theme } = usePreferences();
  const holder = useRef<HTMLDivElement>(null);
  const pointer = useRef<HTMLOutputElement>(null);
  const map = useRef<AreaMap | null>(null);
  const told = useRef(onRing);
  const [zoomIn, zoomOut] = [t('map.zoomIn'), t('map.zoomOut')];
  const mapAnew = [neighbours, mayChange, zoomIn, zoomOut];

  useEffect(() => {
    told.current = onRing;
  });
  useEffect(() => {
    if (holder.current === null) return undefined;
    const made = new AreaMap(holder.current, neighbours, mayChange, { in: zoomIn, out: zoomOut }, {
      onRing: (next) => told.current(next),
      onPointer: (position) => {
        if (pointer.current !== null) pointer.current.textContent = written(position);
      },
    });
    map.current = made;
    return () => made.close();
  }, [neighbours, mayChange, zoomIn, zoomOut]);
  useEffect(() => map.current?.show(drawing ? null : ring), [ring, drawing, ...mapAnew]);
  useEffect(() => map.current?.draws(drawing), [drawing, ...mapAnew]);
  useEffect(() => map.current?.fit(), [...mapAnew]);
  useEffect(() => map.current?.repaint(), [theme]);

  return (
    <div className="area-map">
      <div className="together">
        {mayChange && (
          <>
            <Button onClick={() => onDrawing(!drawing)}>{t(drawing ? 'area.stop' : ring === null ? 'area.draw' : 'area.redraw')}</Button>
            <Button disabled={!drawing && undo === undefined} onClick={() => (drawing ? map.current?.removeCorner() : undo?.())}>
              {t('area.undo')}
            </Button>
            <Button disabled={clear === undefined} onClick={clear}>
              {t('area.clear')}
            </Button>
          </>
        )}
        <Button onClick={() => map.current?.fit()}>{t('area.fit')}</Button>
      </div>
      <div ref={holder} className="map" role="application" aria-label={t('area.label')} aria-describedby={hint} tabIndex={0} />
      <p className="hint">
        {t('area.pointer')}: <output ref={pointer} aria-live="off" className="number" />
      </p>
    </div>
  );
}

function written([lng, lat]: Position): string {
  return `${lng.toFixed(6)}, ${lat.toFixed(6)}`;
}

/** One corner a line; the last, which is the first again, is left out. */
function cornersOf(ring: Ring | null): string {
  return (ring ?? []).slice(0, -1).map(written).join('\n');
}

type Fault = { readonly line: number } | { readonly few: true };

function ringIn(text: string): { ring: Ring | null; fault: Fault | null } {
  const corners = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, position: positionIn(line.trim()) }]));
  const bad = corners.find(({ position }) => position === null);
  if (bad !== undefined) return { ring: null, fault: { line: bad.line } };
  const ring = corners.flatMap(({ position }) => (position === null ? [] : [position]));
  const [first] = ring;
  if (first === undefined) return { ring: null, fault: null };
  return ring.length < 3 ? { ring: null, fault: { few: true } } : { ring: [...ring, first], fault: null };
}

function positionIn(line: string): Position | null {
  const found = /^(-?\d{1,3}(?:\.\d+)?)[\s,,]+(-?\d{1,2}(?:\.\d+)?)$/.exec(line);
  const [lng, lat] = [Number(found?.[1]), Number(found?.[2])];
  return found !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
}
