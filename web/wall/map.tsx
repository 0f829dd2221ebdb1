import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { countLabels, liveLabels, rateLabels, type Heat } from '../../contracts/api/statistics.ts';
import type { Label } from '../../contracts/label.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Chart, knowMap, tooltipLook, tooltipOf, type ChartOption, type Shape } from '../charts/chart.tsx';
import { classesOfCounts, classesOfShares, classIn, shadeOf, type Class, type Palette, type Tone } from '../charts/palette.ts';
import { Folded } from './folded.tsx';
import { NumberLink, percent } from './number-link.tsx';
import { areaFigures, heatFigures, isLive, listOf, oneOf, wallRoute, type AreaFigure } from './search.ts';
import { wallQueries, type Asked, type Grid } from './wall-queries.ts';
import { useWallWords } from './words.ts';

/** What is coloured: a grid, or a square of the map. */
interface Spot {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly link: string | undefined;
}

const labels: Readonly<Record<AreaFigure, Label>> = { ...countLabels, ...rateLabels, ...liveLabels };
const rates: ReadonlySet<AreaFigure> = new Set<AreaFigure>(['closedRate', 'resolutionRate', 'satisfactionRate']);
const worse: ReadonlySet<AreaFigure> = new Set<AreaFigure>(['yellow', 'red', 'overdue', 'reworked']);
/** Names find room in so many areas. */
const mostNames = 12;

/** The grids, coloured by a figure; or squares of the map, coloured by how much happened in them. */
export function WallMap({ asked }: { readonly asked: Asked }) {
  const { say, t } = useWallWords();
  const search = wallRoute.useSearch();
  const { map: kind, ...areas } = search;
  const heat = kind === 'heat';
  const choices: readonly AreaFigure[] = heat ? heatFigures : areaFigures;
  const figure = oneOf(choices, search.show);
  return (
    <section className="panel map" aria-labelledby="wall-map">
      <header>
        <h2 id="wall-map">
          {t(heat ? 'wall.heat' : 'wall.areas')} <small>{say(labels[figure])}</small>
        </h2>
        <nav className="tabs" aria-label={t('wall.mapKind')}>
          <Link to="/wall" search={areas} className={heat ? '' : 'on'} aria-current={heat ? undefined : 'true'} activeOptions={{ exact: true }} replace>{t('wall.byAreas')}</Link>
          <Link to="/wall" search={{ ...search, map: 'heat' }} className={heat ? 'on' : ''} aria-current={heat ? 'true' : undefined} activeOptions={{ exact: true }} replace>{t('wall.bySquares')}</Link>
        </nav>
      </header>
      <nav className="shown" aria-label={t('wall.show')}>
        {choices.map((each) => (
          <Link key={each} to="/wall" search={{ ...search, show: each }} className={each === figure ? 'on' : ''} aria-current={each === figure ? 'true' : undefined} activeOptions={{ exact: true }} replace>{say(labels[each])}</Link>
        ))}
      </nav>
      {heat ? <Squares asked={asked} figure={oneOf(heatFigures, figure)} /> : <Areas asked={asked} figure={figure} />}
    </section>
  );
}

function Areas({ asked, figure }: { readonly asked: Asked; readonly figure: AreaFigure }) {
  const { say, t } = useWallWords();
  const grids = useQuery(wallQueries.grids(asked.region));
  const live = isLive(figure);
  const now = useQuery({ ...wallQueries.now(asked, 'grid'), enabled: live });
  const figures = useQuery({ ...wallQueries.figures(asked, 'grid'), enabled: !live });
  const shown = live ? now : figures;

  const spots = useMemo(() => {
    const found = new Map(shown.data?.items.map((item) => [item.key, item]));
    return (grids.data ?? []).map(({ code, name }): Spot => {
      const item = found.get(code);
      const told: Readonly<Record<string, unknown>> = item === undefined ? {} : { ...item };
      const value = told[figure];
      const count = typeof value === 'number' ? value : null;
      return { code, name: say(name), value: rates.has(figure) ? count : (count ?? 0), link: item?.links[figure] };
    });
  }, [shown.data, grids.data, figure, say]);

  if (grids.isPending || shown.isPending) return <Loading rows={1} height={360} />;
  if (grids.isError) return <LoadFailure failure={grids.error} onRetry={grids.refetch} />;
  if (shown.isError && shown.data === undefined) return <LoadFailure failure={shown.error} onRetry={shown.refetch} />;
  if (grids.data.length === 0) return <p className="calm">{t('wall.noAreas')}</p>;
  return <Coloured figure={figure} spots={spots} grids={grids.data} map={asked.region} unit={t('wall.grid')} />;
}

function Squares({ asked, figure }: { readonly asked: Asked; readonly figure: (typeof heatFigures)[number] }) {
  const { say, t } = useWallWords();
  const grids = useQuery(wallQueries.grids(asked.region));
  const heat = useQuery(wallQueries.heat(asked, figure));
  const spots = useMemo(
    () => (heat.data?.cells ?? []).map(({ cell, place, count, link }): Spot => ({ code: cell, name: place === null ? t('wall.square', { cell }) : t('wall.around', { place: say(place), cell }), value: count, link })),
    [heat.data, say, t],
  );
  if (grids.isPending || heat.isPending) return <Loading rows={1} height={360} />;
  if (heat.isError && heat.data === undefined) return <LoadFailure failure={heat.error} onRetry={heat.refetch} />;
  if (spots.length === 0 || heat.data === undefined) return <p className="calm">{t('wall.noSquares')}</p>;
  return <Coloured figure={figure} spots={spots} grids={grids.data ?? []} map={asked.region} unit={t('wall.squareWord')} squares={heat.data} />;
}

interface Picture {
  readonly figure: AreaFigure;
  readonly spots: readonly Spot[];
  readonly grids: readonly Grid[];
  /** Under which the areas are known to the charts. */
  readonly map: string;
  readonly unit: string;
  readonly squares?: Heat;
}

/** The picture, its legend, and the table that says the same. */
function Coloured({ figure, spots, grids, map, unit, squares }: Picture) {
  const { say, t } = useWallWords();
  const navigate = useNavigate();
  const tone: Tone = worse.has(figure) ? 'warm' : 'calm';
  const rate = rates.has(figure);
  const label = say(labels[figure]);
  const classes = useMemo(() => {
    const values = spots.flatMap(({ value }) => value ?? []);
    return rate ? classesOfShares(values) : classesOfCounts(values);
  }, [rate, spots]);
  const said = useCallback((value: number | null) => (rate ? percent(value) : String(value ?? 0)), [rate]);

  const option = useMemo(() => {
    const name = `${map}:${grids.length}`;
    knowMap(name, grids.length > 0 || squares === undefined ? grids : [aroundOf(squares)]);
    return (palette: Palette): ChartOption => ({
      tooltip: { ...tooltipLook(palette), formatter: (hit) => tooltipFor(hit, spots, (spot) => [spot.name, `${label}: ${said(spot.value)}`]) },
      ...(squares === undefined ? areasOption(name, palette, spots, classes, tone, grids) : squaresOption(name, palette, squares, classes, tone, grids)),
    });
  }, [map, grids, squares, spots, classes, tone, label, said]);

  const pick = useCallback(
    (code: string) => {
      const link = spots.find((spot) => spot.code === code && (spot.value ?? 0) > 0)?.link;
      if (link !== undefined) void navigate({ to: '/cases', search: listOf(link) });
    },
    [spots, navigate],
  );
  const sorted = useMemo(() => spots.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1)), [spots]);
  const fullest = sorted.slice(0, 3).filter(({ value }) => value !== null && value > 0);
  const told = t('wall.mapTold', { what: label, unit, count: spots.length, most: fullest.map(({ name, value }) => `${name} ${said(value)}`).join(t('wall.and')) || t('none') });
  return (
    <>
      <div className="canvas">
        <Chart label={told} option={option} onPick={pick} />
      </div>
      <ul className="legend" aria-hidden="true">
        <li>
          <i className="empty" /> {rate ? t('wall.nobodyAsked') : '0'}
        </li>
        {classes.map((each, index) => (
          <li key={each.from}>
            <i style={{ background: `var(--${tone}-${shadeOf(index, classes.length)})` }} /> {classText(each, rate)}
          </li>
        ))}
      </ul>
      <Folded
        caption={`${unit} · ${label}`}
        head={[unit, label]}
        lines={sorted.map(({ code, name, value, link }) => ({ key: code, cells: [name, rate ? percent(value) : <NumberLink value={value ?? 0} link={link} what={`${name} ${label}`} />] }))}
      />
    </>
  );
}

function classText({ from, to }: Class, rate: boolean): string {
  if (rate) return `${Math.round(from * 100)}–${Math.round(to * 100)}%`;
  return from === to ? String(from) : `${from}–${to}`;
}

function colourOf(value: number | null, classes: readonly Class[], tone: Tone, palette: Palette): string {
  const index = classIn(classes, value);
  return (index === undefined ? undefined : palette[tone][shadeOf(index, classes.length)]) ?? palette.raised;
}

/** Degrees of longitude are shorter than those of latitude. */
function aspectAt(grids: readonly Shape[]): number {
  const lat = grids[0]?.area.coordinates[0]?.[0]?.[1] ?? 30;
  return Math.cos((lat * Math.PI) / 180);
}

const whole = { left: 6, right: 6, top: 6, bottom: 6, preserveAspect: 'contain' } as const;

function areasOption(map: string, palette: Palette, spots: readonly Spot[], classes: readonly Class[], tone: Tone, grids: readonly Grid[]): ChartOption {
  const { surface, text, font, size } = palette;
  return {
    series: [
      {
        type: 'map',
        map,
        ...whole,
        aspectScale: aspectAt(grids),
        selectedMode: false,
        itemStyle: { areaColor: palette.raised, borderColor: surface, borderWidth: grids.length > 60 ? 0.8 : 1.5 },
        label: { show: false },
        emphasis: { label: { show: false }, itemStyle: { areaColor: 'inherit', borderColor: text, borderWidth: 2 } },
        data: spots.map(({ code, name, value }) => {
          const areaColor = colourOf(value, classes, tone, palette);
          const strong = palette[tone].indexOf(areaColor) > 2; // then the text is as light, or as dark, as the ground of the page
          return {
            name: code,
            ...(value === null ? {} : { value }),
            itemStyle: { areaColor },
            label: { show: grids.length <= mostNames, formatter: name, color: strong ? surface : text, fontFamily: font, fontSize: size },
          };
        }),
      },
    ],
  };
}

function squaresOption(map: string, palette: Palette, { cells, side }: Heat, classes: readonly Class[], tone: Tone, grids: readonly Grid[]): ChartOption {
  return {
    geo: {
      map,
      ...whole,
      aspectScale: aspectAt(grids),
      silent: true,
      itemStyle: { areaColor: grids.length === 0 ? 'transparent' : palette.raised, borderColor: grids.length === 0 ? 'transparent' : palette.line, borderWidth: 0.8 },
    },
    series: [
      {
        type: 'custom',
        coordinateSystem: 'geo',
        data: cells.map(({ cell, west, south, count }) => ({ name: cell, value: [west, south, count] })),
        renderItem: (_, api) => {
          const [west, south, count] = [Number(api.value(0)), Number(api.value(1)), Number(api.value(2))];
          const [x = 0, bottom = 0] = api.coord([west, south]);
          const [right = 0, y = 0] = api.coord([west + side, south + side]);
          return {
            type: 'rect',
            shape: { x, y, width: right - x, height: bottom - y },
            style: { fill: colourOf(count, classes, tone, palette), stroke: palette.surface, lineWidth: 1 },
            emphasis: { style: { stroke: palette.text, lineWidth: 2 } },
          };
        },
      },
    ],
  };
}

/** Where there are no grids, the map is what lies between the squares. */
function aroundOf({ cells, side }: Heat): Shape {
  const west = Math.min(...cells.map((cell) => cell.west));
  const east = Math.max(...cells.map((cell) => cell.west)) + side;
  const south = Math.min(...cells.map((cell) => cell.south));
  const north = Math.max(...cells.map((cell) => cell.south)) + side;
  return { code: 'around', area: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } };
}

function tooltipFor(hit: unknown, spots: readonly Spot[], lines: (spot: Spot) => readonly string[]): HTMLElement | string {
  const name = typeof hit === 'object' && hit !== null && 'name' in hit ? hit.name : undefined;
  const spot = spots.find(({ code }) => code === name);
  return spot === undefined ? '' : tooltipOf(lines(spot));
}
