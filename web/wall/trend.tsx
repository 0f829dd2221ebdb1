import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countLabels, type CaseFigures } from '../../contracts/api/statistics.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Chart, tooltipLook, type ChartOption } from '../charts/chart.tsx';
import type { Palette } from '../charts/palette.ts';
import { Folded } from './folded.tsx';
import { NumberLink } from './number-link.tsx';
import { daysBetween, stepsBetween, yearUpTo } from './period.ts';
import { wallQueries, type Asked } from './wall-queries.ts';
import { useWallWords } from './words.ts';

const drawn = ['registered', 'closed', 'overdue'] as const;
/** More days than this stand too close. */
const mostDays = 62;

/** How many came in, were closed, and went over their time: by month for a year, and by day where the time is short. */
export function Trends({ asked }: { readonly asked: Asked }) {
  const { t } = useWallWords();
  const byDay = daysBetween(asked.from, asked.to) <= mostDays;
  return (
    <>
      <Trend asked={{ ...asked, from: yearUpTo(asked.to) }} by="month" title={t('wall.byMonth')} />
      {byDay && <Trend asked={asked} by="day" title={t('wall.byDay')} />}
    </>
  );
}

function Trend({ asked, by, title }: { readonly asked: Asked; readonly by: 'month' | 'day'; readonly title: string }) {
  const { say, t } = useWallWords();
  const figures = useQuery(wallQueries.figures(asked, by, 5));
  const points = useMemo(() => pointsOf(asked, by, figures.data), [asked.from, asked.to, by, figures.data]);
  const option = useMemo(() => {
    const names = drawn.map((measure) => say(countLabels[measure]));
    return (palette: Palette): ChartOption => trendOption(palette, points, names);
  }, [points, say]);
  const told = t('wall.trendTold', { title, what: drawn.map((measure) => `${say(countLabels[measure])} ${points.reduce((sum, { item }) => sum + (item?.[measure] ?? 0), 0)}`).join(t('wall.and')) });
  return (
    <section className={`panel trend by-${by}`} aria-labelledby={`wall-by-${by}`}>
      <h2 id={`wall-by-${by}`}>{title}</h2>
      {figures.isPending && <Loading rows={1} height={200} />}
      {figures.isError && figures.data === undefined && <LoadFailure failure={figures.error} onRetry={figures.refetch} />}
      {figures.data !== undefined && (
        <>
          <div className="canvas">
            <Chart label={told} option={option} />
          </div>
          <Folded
            caption={title}
            head={[t(by === 'month' ? 'wall.month' : 'wall.day'), ...drawn.map((measure) => say(countLabels[measure]))]}
            lines={points.toReversed().map(({ key, item }) => ({
              key,
              cells: [key, ...drawn.map((measure) => <NumberLink key={measure} value={item?.[measure] ?? 0} link={item?.links[measure]} what={`${key} ${say(countLabels[measure])}`} />)],
            }))}
          />
        </>
      )}
    </section>
  );
}

interface Point {
  readonly key: string;
  readonly item: CaseFigures['items'][number] | undefined;
}

function pointsOf({ from, to }: Asked, by: 'month' | 'day', figures: CaseFigures | undefined): readonly Point[] {
  const found = new Map(figures?.items.map((item) => [item.key, item]));
  return stepsBetween(from, to, by).map((key) => ({ key, item: found.get(key) }));
}

/** Bars for what came in; lines with a shape of their own for what was closed and what was late. */
function trendOption(palette: Palette, points: readonly Point[], [registered = '', closed = '', overdue = '']: readonly string[]): ChartOption {
  const { text, soft, line, font, size, blue, red, surface } = palette;
  const words = { color: soft, fontFamily: font, fontSize: size };
  const short = points.map(({ key }) => (key.length === 7 ? key.slice(2).replace('-', '/') : key.slice(5).replace('-', '/')));
  const values = (measure: (typeof drawn)[number]) => points.map(({ item }) => item?.[measure] ?? 0);
  return {
    tooltip: { ...tooltipLook(palette), trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText' },
    legend: { top: 0, right: 0, itemGap: size * 0.8, itemWidth: size * 1.4, itemHeight: size * 0.7, textStyle: { ...words, color: text }, data: [registered, closed, overdue] },
    grid: { left: 4, right: 8, top: size * 2.4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'category', data: short, axisLabel: { ...words, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, axisLabel: words, splitLine: { lineStyle: { color: line, type: 'dashed' } } },
    series: [
      { type: 'bar', name: registered, data: values('registered'), barMaxWidth: size * 1.8, itemStyle: { color: palette.calm[1] ?? blue, borderRadius: [2, 2, 0, 0] } },
      { type: 'line', name: closed, data: values('closed'), symbol: 'circle', symbolSize: size * 0.55, lineStyle: { width: 2, color: blue }, itemStyle: { color: blue, borderColor: surface } },
      { type: 'line', name: overdue, data: values('overdue'), symbol: 'rect', symbolSize: size * 0.55, lineStyle: { width: 2, type: [6, 3], color: red }, itemStyle: { color: red, borderColor: surface } },
    ],
  };
}
