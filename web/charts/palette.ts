/** The colours of the pages, as they are where a chart stands: light, dark, or on paper. */
export interface Palette {
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly raised: string;
  readonly accent: string;
  readonly blue: string;
  readonly yellow: string;
  readonly red: string;
  readonly green: string;
  /** Five shades from little to much. They differ in lightness, so that whoever takes red for green still sees which is more. */
  readonly calm: readonly string[];
  /** The same, for what is worse the more there is. */
  readonly warm: readonly string[];
  readonly font: string;
  /** Of the place, in pixels: a wall screen has large type. */
  readonly size: number;
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    soft: colour('soft'),
    line: colour('line'),
    surface: colour('surface'),
    raised: colour('raised'),
    accent: colour('accent'),
    blue: colour('blue'),
    yellow: colour('yellow'),
    red: colour('red'),
    green: colour('green'),
    calm: shades.map((shade) => colour(`calm-${shade}`)),
    warm: shades.map((shade) => colour(`warm-${shade}`)),
    font: style.fontFamily,
    size: Math.max(12, Math.round(Number.parseFloat(style.fontSize) * 0.88)),
  };
}

const shades = [0, 1, 2, 3, 4] as const;
const steps = shades.length;

/** Whether more is worse. */
export type Tone = 'calm' | 'warm';

/** The shade of a class, of so many: few classes lie far apart. */
export function shadeOf(index: number, classes: number): number {
  if (classes >= steps) return index;
  return classes === 1 ? 3 : Math.round(1 + (index * (steps - 2)) / (classes - 1));
}

export interface Class {
  readonly from: number;
  readonly to: number;
}

/** Round classes for counts from 1 to the largest: at most five, so that a legend can be read. */
export function classesOfCounts(counts: readonly number[]): readonly Class[] {
  const most = Math.max(0, ...counts);
  if (most <= steps) return Array.from({ length: most }, (_, index) => ({ from: index + 1, to: index + 1 }));
  const width = niceAbove(most / steps);
  return Array.from({ length: Math.ceil(most / width) }, (_, index) => ({ from: index * width + 1, to: (index + 1) * width }));
}

/** Five classes for shares (0 to 1) that lie as close together as the shares do, from one whole percent to another. */
export function classesOfShares(shares: readonly number[]): readonly Class[] {
  if (shares.length === 0) return [];
  const low = Math.floor(Math.min(...shares) * 100);
  const width = Math.max(1, Math.ceil((Math.ceil(Math.max(...shares) * 100) - low) / steps));
  return Array.from({ length: steps }, (_, index) => ({ from: (low + index * width) / 100, to: Math.min(100, low + (index + 1) * width) / 100 })).filter(({ from, to }) => to > from);
}

/** In which class a number lies; undefined for nothing. */
export function classIn(classes: readonly Class[], value: number | null): number | undefined {
  if (value === null) return undefined;
  const index = classes.findIndex(({ from, to }) => value >= from && value <= to);
  return index === -1 ? undefined : index;
}

/** The smallest whole one of 1, 2, 5, 10, 20 … that is no less. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((each) => each * power >= value) ?? 10) * power;
}
