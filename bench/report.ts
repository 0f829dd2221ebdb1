import type { Year } from './drill/play-year.ts';
import type { Latency, Spread } from './figures.ts';

/** What one of the two sides did under load. */
export interface Side {
  readonly casesPerSecond: Spread;
  readonly actionsPerSecond: Spread;
  readonly latencies: Readonly<Record<string, Latency>>;
  readonly processorMillisecondsPerCase: Readonly<Record<string, number>>;
}

/** What a case takes with nobody else about, and what it leaves behind. */
export interface Alone {
  readonly latencies: Readonly<Record<string, Latency>>;
  readonly historyEvents: number;
  readonly historyBytes: number;
  readonly transitions: number;
  readonly statementsPerAction: number;
  /** Each with the milliseconds of one call. */
  readonly statements: ReadonlyArray<{
    readonly perCase: number;
    readonly planning: number;
    readonly execution: number;
    readonly text: string;
  }>;
}

export interface Results {
  readonly at: string;
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string };
  readonly options: Readonly<Record<string, unknown>>;
  readonly bare: Side;
  readonly whole: Side;
  /** The whole system's rate over the bare engine's of the same round. */
  readonly ratio: Spread;
  /** Requests that were answered with 202 or 503 and sent again. */
  readonly repeated: number;
  readonly alone: { readonly bare: Alone; readonly whole: Alone };
  /** The short form of `npm run drill`; null where it was left out. */
  readonly year: Year | null;
  /** By the number of cases in the tables. */
  readonly lists: Readonly<Record<number, Readonly<Record<string, Latency>>>>;
}

export function print({ machine, options, bare, whole, ratio, repeated, alone, lists }: Omit<Results, 'year'>): void {
  console.log(`\n${machine.cores} × ${machine.processor}, Node ${machine.node}, ${JSON.stringify(options)}`);

  table('Under load', ['', 'bare engine', 'whole system'], [
    ['cases/s', spread(bare.casesPerSecond), spread(whole.casesPerSecond)],
    ['actions/s', spread(bare.actionsPerSecond), spread(whole.actionsPerSecond)],
    ['ratio', '', spread(ratio, 2)],
    ['sent again', '', String(repeated)],
  ]);

  const parts = [...new Set([bare, whole].flatMap((side) => Object.keys(side.processorMillisecondsPerCase)))];
  const sum = (side: Side): number => Object.values(side.processorMillisecondsPerCase).reduce((total, each) => total + each, 0);
  table('Processor time, ms a case', ['', 'bare engine', 'whole system'], [
    ...parts.map((part) => [part, number(bare.processorMillisecondsPerCase[part]), number(whole.processorMillisecondsPerCase[part])]),
    ['all', number(sum(bare)), number(sum(whole))],
  ]);

  table('Latency, ms', ['', 'p50', 'p95', 'p99', 'alone p50'], [
    ...latencies('bare', bare.latencies, alone.bare.latencies),
    ...latencies('whole', whole.latencies, alone.whole.latencies),
  ]);

  table('One case of 5 actions', ['', 'bare engine', 'whole system'], [
    ['history events', number(alone.bare.historyEvents), number(alone.whole.historyEvents)],
    ['history bytes', number(alone.bare.historyBytes), number(alone.whole.historyBytes)],
    ['state transitions', number(alone.bare.transitions), number(alone.whole.transitions)],
    ['statements an action', '', number(alone.whole.statementsPerAction)],
  ]);

  table('Statements of the whole system: how many a case, and ms of each', ['a case', 'planning', 'execution', 'statement'], [
    ...alone.whole.statements.map(({ perCase, planning, execution, text }) => [
      ...[perCase, planning, execution].map(number),
      text.slice(0, 100),
    ]),
  ]);

  const sizes = Object.keys(lists).map(Number);
  if (sizes.length === 0) return;
  const [first] = Object.values(lists);
  table(
    'Lists, ms: p50 p95 p99, by cases in the tables',
    ['', ...sizes.map((size) => size.toLocaleString('en'))],
    Object.keys(first ?? {}).map((what) => [what, ...sizes.map((size) => latency(lists[size]?.[what]))]),
  );
}

function latencies(side: string, loaded: Side['latencies'], alone: Side['latencies']): string[][] {
  return Object.entries(loaded).map(([action, { p50, p95, p99 }]) => [
    `${side}: ${action}`,
    ...[p50, p95, p99, alone[action]?.p50].map(number),
  ]);
}

function latency(each: Latency | undefined): string {
  return each === undefined ? '' : `${number(each.p50)}  ${number(each.p95)}  ${number(each.p99)}`;
}

function spread({ median, least, most }: Spread, digits = 1): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

function number(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value >= 100 ? 0 : 1);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  console.log(`\n${title}`);
  for (const row of all) {
    const last = row.length - 1;
    console.log(`  ${row.map((cell, column) => (column === 0 || column === last ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()}`);
  }
}
