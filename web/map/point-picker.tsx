import { Button, InputNumber } from 'antd';
import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import { isEmpty } from 'ol/extent.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import { defaults } from 'ol/interaction/defaults.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Unit } from '../../contracts/api/registry.ts';
import type { Label } from '../../contracts/label.ts';
import './point-picker.css';
import { useMapWords } from './words.ts';

/** Degrees of WGS 84. */
export interface MapPoint {
  readonly lat: number;
  readonly lng: number;
}

/** A piece of ground to find one's way by, such as a grid. Those without an area are not drawn. */
export interface MapArea {
  readonly code: string;
  readonly name: Label;
  readonly area: Unit['area'];
}

interface Props {
  readonly value: MapPoint | null;
  readonly areas: readonly MapArea[];
  readonly disabled?: boolean;
  onChange(value: MapPoint | null): void;
}

/** Where nothing is known of a place: 安徽. */
const somewhere = { lat: 31.8, lng: 117.2, zoom: 6 };
const closest = 19;
/** About a tenth of a metre: more digits would only feign precision. */
const digits = 6;
/** What an arrow key moves the pin by, in pixels of the map. */
const step = 24;
const fineStep = 2;

/** 位置: picked on the map with pointer, finger or arrow keys, or typed as two numbers. There are no tiles: the grids are the ground. */
export default function PointPicker({ value, areas, disabled = false, onChange }: Props) {
  const { say, t } = useMapWords();
  const id = useId();
  const ground = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawing | null>(null);
  const [lost, setLost] = useState(false);
  const drawable = areas.some(({ area }) => area !== null);

  const picked = useEffectEvent((at: MapPoint): void => {
    setLost(false);
    if (!disabled) onChange(rounded(at));
  });
  useLayoutEffect(() => {
    if (ground.current === null) return undefined;
    const drawing = draw(ground.current, picked);
    drawn.current = drawing;
    return () => {
      drawing.end();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.shows(areas.flatMap(({ area, name }) => (area === null ? [] : [{ area, name: say(name) }]))), [areas, say]);
  useEffect(() => drawn.current?.pins(value), [value]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const [right, up] = arrows[event.key] ?? [0, 0];
    if (event.key === '+' || event.key === '=') drawn.current?.zooms(1);
    else if (event.key === '-') drawn.current?.zooms(-1);
    else if (right === 0 && up === 0) return;
    else {
      const by = event.shiftKey ? fineStep : step;
      const next = drawn.current?.beside(value, right * by, up * by);
      if (next !== undefined) picked(next);
    }
    event.preventDefault();
  };
  const locate = (): void => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => picked({ lat: coords.latitude, lng: coords.longitude }),
      () => setLost(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  const types = (changed: Partial<MapPoint>): void => onChange({ lat: value?.lat ?? somewhere.lat, lng: value?.lng ?? somewhere.lng, ...changed });

  const inside = value === null ? undefined : areas.find(({ area }) => area !== null && contains(area, value));
  const where = value === null ? t('map.notSet') : inside === undefined ? t('map.outside') : t('map.in', { name: say(inside.name) });
  return (
    <div className="point-picker">
      <p className="hint" id={`${id}-help`}>{t(drawable ? 'map.help' : 'map.noAreas')}</p>
      <div className="point-map">
        <div ref={ground} className="ground" role="application" tabIndex={0} aria-label={t('map.label')} aria-describedby={`${id}-help ${id}-where`} onKeyDown={onKeyDown} />
        <div className="point-tools">
          <button type="button" aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => drawn.current?.zooms(1)}>+</button>
          <button type="button" aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => drawn.current?.zooms(-1)}>−</button>
          {drawable && <button type="button" onClick={() => drawn.current?.fits()}>{t('map.whole')}</button>}
          {'geolocation' in navigator && <button type="button" disabled={disabled} onClick={locate}>{t('map.here')}</button>}
        </div>
      </div>
      <div className="point-numbers">
        <label>
          {t('map.lat')}
          <InputNumber className="wide" value={value?.lat ?? null} min={-90} max={90} step={0.0001} disabled={disabled} onChange={(lat) => lat !== null && types({ lat })} />
        </label>
        <label>
          {t('map.lng')}
          <InputNumber className="wide" value={value?.lng ?? null} min={-180} max={180} step={0.0001} disabled={disabled} onChange={(lng) => lng !== null && types({ lng })} />
        </label>
        <Button disabled={disabled || value === null} onClick={() => onChange(null)}>{t('map.clear')}</Button>
      </div>
      <p className="point-where" id={`${id}-where`} role="status">{lost ? t('map.nowhere') : where}</p>
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function rounded({ lat, lng }: MapPoint): MapPoint {
  return { lat: Number(lat.toFixed(digits)), lng: Number(lng.toFixed(digits)) };
}

function contains(area: NonNullable<Unit['area']>, { lat, lng }: MapPoint): boolean {
  return new Polygon(area.coordinates).intersectsCoordinate([lng, lat]);
}

interface Drawing {
  shows(areas: ReadonlyArray<{ readonly area: NonNullable<Unit['area']>; readonly name: string }>): void;
  pins(at: MapPoint | null): void;
  /** So many pixels from a point, or from the middle of the map where there is none. */
  beside(at: MapPoint | null, right: number, up: number): MapPoint;
  zooms(by: number): void;
  fits(): void;
  end(): void;
}

/** The map itself. Its colours are those of the page, light or dark. */
function draw(target: HTMLElement, onPick: (at: MapPoint) => void): Drawing {
  const source = new VectorSource<Feature<Polygon>>();
  const pin = new Feature<Point>();
  const view = new View({ center: fromLonLat([somewhere.lng, somewhere.lat]), zoom: somewhere.zoom, maxZoom: closest });
  const layers = [new VectorLayer({ source }), new VectorLayer({ source: new VectorSource({ features: [pin] }) })] as const;
  const map = new OlMap({
    target,
    view,
    layers: [...layers],
    controls: [],
    // A page that is scrolled past the map must not be caught by it.
    interactions: defaults({ onFocusOnly: true, keyboard: false, altShiftDragRotate: false, pinchRotate: false }),
  });
  map.on('click', ({ coordinate }) => onPick(pointOf(coordinate)));

  const paint = (): void => {
    layers[0].setStyle((feature) => groundStyle(String(feature.get('name')), view.getZoom() ?? 0));
    layers[1].setStyle(pinStyle());
  };
  paint();
  const theme = new MutationObserver(paint);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });

  const fits = (): void => {
    const extent = source.getExtent();
    if (extent !== null && !isEmpty(extent)) view.fit(extent, { padding: [24, 24, 24, 24], maxZoom: 17 });
  };
  const mapped = ({ lat, lng }: MapPoint): number[] => fromLonLat([lng, lat]);
  return {
    shows(areas) {
      const extent = source.getFeatures().length;
      source.clear(true);
      source.addFeatures(areas.map(({ area, name }) => new Feature({ geometry: new Polygon(area.coordinates).transform('EPSG:4326', 'EPSG:3857'), name })));
      if (extent !== areas.length && pin.getGeometry() === undefined) fits();
    },
    pins(at) {
      pin.setGeometry(at === null ? undefined : new Point(mapped(at)));
      if (at === null) return;
      const size = map.getSize();
      const seen = size !== undefined && new Polygon([cornersOf(view.calculateExtent(size))]).intersectsCoordinate(mapped(at));
      if (!seen) view.setCenter(mapped(at));
      if ((view.getZoom() ?? 0) < 12) view.setZoom(15);
    },
    beside(at, right, up) {
      const [x = 0, y = 0] = at === null ? (view.getCenter() ?? []) : mapped(at);
      const resolution = view.getResolution() ?? 1;
      return pointOf([x + right * resolution, y + up * resolution]);
    },
    zooms: (by) => view.setZoom((view.getZoom() ?? 0) + by),
    fits,
    end() {
      theme.disconnect();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}

function pointOf(coordinate: readonly number[]): MapPoint {
  const [lng = 0, lat = 0] = toLonLat([...coordinate]);
  return { lat, lng };
}

function cornersOf([west = 0, south = 0, east = 0, north = 0]: readonly number[]): number[][] {
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Names are drawn where there is room for them. */
function groundStyle(name: string, zoom: number): Style {
  const text = zoom < 13 ? {} : { text: new Text({ text: name, font: '13px sans-serif', overflow: false, fill: new Fill({ color: colour('--text') }), stroke: new Stroke({ color: colour('--surface'), width: 3 }) }) };
  return new Style({ fill: new Fill({ color: colour('--accent-soft') }), stroke: new Stroke({ color: colour('--accent'), width: 1.5 }), ...text });
}

function pinStyle(): Style {
  return new Style({
    image: new CircleStyle({ radius: 9, fill: new Fill({ color: colour('--red') }), stroke: new Stroke({ color: colour('--surface'), width: 3 }) }),
  });
}
