import { BarChart, CustomChart, LineChart, MapChart, type BarSeriesOption, type CustomSeriesOption, type LineSeriesOption, type MapSeriesOption } from 'echarts/charts';
import {
  AriaComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent,
  type AriaComponentOption, type GeoComponentOption, type GridComponentOption, type LegendComponentOption, type TooltipComponentOption,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import './charts.css';
import { paletteOf, type Palette } from './palette.ts';
import { usePrinting } from './use-printing.ts';

echarts.use([BarChart, LineChart, MapChart, CustomChart, AriaComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export type ChartOption = echarts.ComposeOption<
  | BarSeriesOption | CustomSeriesOption | LineSeriesOption | MapSeriesOption
  | AriaComponentOption | GeoComponentOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

interface Drawn {
  /** What the picture shows, for those who do not see it. A table beside it says the same in full. */
  readonly label: string;
  /** Made anew with the colours of the theme; keep it the same while nothing changes (`useMemo`). */
  readonly option: (palette: Palette) => ChartOption;
  /** What was clicked, by the `name` of its data. */
  onPick?(name: string): void;
}

/** A chart as SVG, which prints sharply. It follows the theme and its own size, and stands still: nothing in it moves. */
export function Chart({ label, option, onPick }: Drawn) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(null);
  const printing = usePrinting();
  const theme = useThemeChange();

  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = echarts.init(element, null, { renderer: 'svg' });
    chart.current = made;
    const follow = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0 || matchMedia('print').matches) return; // paper scales the picture as it is
      made.resize({ width, height });
      fitToPaper(element);
    });
    follow.observe(element);
    return () => {
      follow.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    chart.current?.setOption({ animation: false, aria: { enabled: true, label: { description: label } }, ...option(paletteOf(element)) }, { notMerge: true });
    fitToPaper(element);
  }, [label, option, printing, theme]);

  useEffect(() => {
    const made = chart.current;
    if (made === null || onPick === undefined) return undefined;
    made.on('click', ({ name }) => onPick(name));
    return () => void made.off('click');
  }, [onPick]);

  return <div ref={holder} className="chart" role="img" aria-label={label} />;
}

/** With a view box the picture can be made narrower, as paper is, without being drawn anew. */
function fitToPaper(element: HTMLElement): void {
  const picture = element.querySelector('svg');
  picture?.setAttribute('viewBox', `0 0 ${picture.getAttribute('width') ?? ''} ${picture.getAttribute('height') ?? ''}`);
}

/** Counts the changes between light and dark. */
function useThemeChange(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setChanges((before) => before + 1));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return changes;
}

export interface Shape {
  readonly code: string;
  readonly area: { readonly type: 'Polygon'; readonly coordinates: ReadonlyArray<ReadonlyArray<readonly [number, number]>> };
}

/** Makes areas known under a name, so that a chart can draw them as a map: no tile server is needed. */
export function knowMap(name: string, shapes: readonly Shape[]): void {
  const features = shapes.map(({ code, area: { coordinates } }) => ({
    type: 'Feature' as const,
    properties: { name: code },
    geometry: { type: 'Polygon' as const, coordinates: coordinates.map((ring) => ring.map(([lng, lat]) => [lng, lat])) },
  }));
  echarts.registerMap(name, { type: 'FeatureCollection', features });
}

/** What a chart shows under the pointer: lines of text, and nothing that is read as markup. */
export function tooltipOf(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  box.append(...lines.map((line) => Object.assign(document.createElement('div'), { textContent: line })));
  return box;
}

/** The look of a tooltip in the colours of the place. */
export function tooltipLook({ surface, line, text, font, size }: Palette): TooltipComponentOption {
  return { backgroundColor: surface, borderColor: line, confine: true, transitionDuration: 0, textStyle: { color: text, fontFamily: font, fontSize: size } };
}
