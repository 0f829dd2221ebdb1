import { getRouteApi } from '@tanstack/react-router';
import { liveLabels, type LiveMeasure } from '../../contracts/api/statistics.ts';

export const wallRoute = getRouteApi('/inside/wall');

/** By what the table of the wall counts together. */
export const groupings = ['region', 'unit', 'grid', 'procedure', 'category'] as const;
export type Grouping = (typeof groupings)[number];

/** What the areas of the map can be coloured by. */
export const areaFigures = ['registered', 'open', 'yellow', 'red', 'overdue', 'reworked', 'closedRate', 'resolutionRate', 'satisfactionRate'] as const;
export type AreaFigure = (typeof areaFigures)[number];

/** What its squares can. */
export const heatFigures = ['registered', 'open', 'overdue'] as const satisfies readonly AreaFigure[];

/** One of a list, as an address names it; the first where it names none of them. */
export function oneOf<Name extends string>(names: readonly [Name, ...Name[]] | readonly Name[], named: string | undefined): Name {
  const found = names.find((each) => each === named) ?? names[0];
  if (found === undefined) throw new Error('a choice of nothing');
  return found;
}

export function isLive(figure: string): figure is LiveMeasure {
  return figure in liveLabels;
}

/** The list in the pages of the cases behind a number, from the link that the API gives with it. */
export function listOf(link: string): Record<string, string> {
  return Object.fromEntries(new URL(link).searchParams);
}
