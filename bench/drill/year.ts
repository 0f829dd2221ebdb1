/** What one event of the year is like, before anybody has acted on it. */
export interface PlannedEvent {
  /** 1 to 12 */
  readonly month: number;
  readonly grid: number;
  readonly category: string;
  /** 1 grid, 2 community, 3 street with departments, 4 district */
  readonly grade: 1 | 2 | 3 | 4;
  /** Reported by a resident, who is asked afterwards; otherwise found by the grid worker. */
  readonly resident: boolean;
  /** Nobody handles it before its time limit is over. */
  readonly late: boolean;
  /** What the resident says, visit by visit: the last one ends it. */
  readonly levels: readonly number[];
}

/** The district's year to 31 October 2022 was 79,119 events over 261 grids. */
export const wholeYear = 79_119;
export const gridCount = 261;

/** Share of the year's events in each month: rain and heat in June to August, the New Year holidays quiet. */
const season = [6, 5, 8, 8, 9, 10, 11, 11, 9, 8, 8, 7];
const categories: ReadonlyArray<readonly [code: string, weight: number]> = [
  ['exposed-rubbish', 30],
  ['street-lamp', 12],
  ['blocked-drain', 10],
  ['roadside-stall', 16],
  ['green-space', 8],
  ['neighbour-dispute', 6],
  ['blocked-fire-exit', 6],
  ['illegal-advertisement', 7],
  ['illegal-building', 2],
  ['policy-question', 3],
];
/** Most is settled in the grid. */
const grades: ReadonlyArray<readonly [grade: PlannedEvent['grade'], weight: number]> = [[1, 62], [2, 24], [3, 10], [4, 4]];

const lateShare = 0.02;
const residentShare = 0.3;
const dissatisfiedShare = 0.08;

/** So many events as one year has them, month by month; the same seed gives the same year. */
export function* yearOf(events: number, seed: number): Generator<PlannedEvent> {
  const random = mulberry32(seed);
  const chosen = <T>(weighted: ReadonlyArray<readonly [T, number]>): T => {
    let at = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    const found = weighted.find(([, weight]) => (at -= weight) < 0) ?? weighted[0];
    if (found === undefined) throw new Error('nothing to choose from');
    return found[0];
  };
  for (let index = 0; index < events; index += 1) {
    const dissatisfied = random() < dissatisfiedShare;
    yield {
      month: monthOf(index / events),
      grid: Math.floor(random() * gridCount),
      category: chosen(categories),
      grade: chosen(grades),
      resident: random() < residentShare,
      late: random() < lateShare,
      levels: dissatisfied ? [2, chosen([[5, 2], [4, 5], [3, 3]])] : [chosen([[5, 6], [4, 3], [3, 1]])],
    };
  }
}

function monthOf(share: number): number {
  const whole = season.reduce((sum, each) => sum + each, 0);
  let passed = 0;
  return season.findIndex((each) => (passed += each / whole) > share) + 1 || 12;
}

/** A small generator of even numbers from 0 to 1, by Tommy Ettinger: no library is worth its place for five lines. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
