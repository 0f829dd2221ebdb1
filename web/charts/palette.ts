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
    font: style.fontFamily,
    size: Math.max(12, Math.round(Number.parseFloat(style.fontSize) * 0.88)),
  };
}

const steps = 5;

/** Whether more is worse: then the colours go towards a warm one. */
export type Tone = 'calm' | 'warm';

/** Five classes from little to much. They differ in lightness, so that whoever takes red for green still sees which is more. */
export function classColour(element: Element, tone: Tone, index: number): string {
  return getComputedStyle(element).getPropertyValue(`--${tone}-${Math.min(index, steps - 1)}`).trim();
}

interface Class {
  readonly from: number;
  readonly to: number;
}

/** Round classes for numbers from 0 to `most`: at most five, so that a legend can be read. */
export function classesOf(most: number, whole: boolean): readonly Class[] {
  if (most <= 0) return [];
  if (whole && most <= steps) return Array.from({ length: most }, (_, index) => ({ from: index + 1, to: index + 1 }));
  const width = niceAbove(most / steps, whole);
  const count = Math.ceil(most / width);
  return Array.from({ length: count }, (_, index) => ({ from: index * width + (whole ? 1 : 0), to: (index + 1) * width }));
}

/** In which class a number lies; undefined for nothing. */
export function classIn(classes: readonly Class[], value: number | null): number | undefined {
  if (value === null) return undefined;
  const index = classes.findIndex(({ from, to }) => value >= from && value <= to);
  return index === -1 ? undefined : index;
}

/** The smallest of 1, 2, 2.5, 5, 10 … that is no less. */
function niceAbove(value: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [1, 2, 2.5, 5, 10].find((each) => each * power >= value && (!whole || Number.isInteger(each * power))) ?? 10;
  return nice * power;
}
