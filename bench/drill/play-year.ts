import { Client } from '@temporalio/client';
import { advance } from '../../scripts/infra/advance.ts';
import type { Report } from '../../scripts/infra/progress.ts';
import { crowd } from '../crowd.ts';
import { latencyOf, type Latency } from '../figures.ts';
import { peopleOf, type Api, type Person } from '../over-http.ts';
import type { Plant } from '../plant.ts';
import type { District } from './district.ts';
import { playEvent, type Hands } from './play.ts';
import { tally, type Tally } from './tally.ts';
import { wholeYear, yearOf, type PlannedEvent } from './year.ts';

export interface YearOptions {
  readonly events: number;
  readonly seed: number;
  readonly concurrency: number;
}

/** What became of a year, or a part of it. */
export interface Year extends Tally {
  readonly events: number;
  /** Requests that were answered 2xx. */
  readonly acknowledged: number;
  readonly seconds: number;
  /** Those that were sent again, after 202 or 503. */
  readonly repeated: number;
  readonly latencies: Readonly<Record<string, Latency>>;
  /** How long all events of the year would take at this rate, in minutes. */
  readonly wholeYearMinutes: number;
}

/** Plays the events of a year over HTTP, each from its report to its close; those that are late in skipped time. */
export async function playYear({ connection, databaseUrl }: Plant, api: Api, district: District, { events, seed, concurrency }: YearOptions, report: Report): Promise<Year> {
  const general = new Client({ connection, namespace: 'general' });
  const handsOf = handsIn(district, peopleOf(api));
  const year = yearOf(events, seed);
  const repeatedBefore = api.repeated;
  let acknowledged = 0;
  let month = 0;
  let done = 0;
  const { seconds, durations } = await crowd(events, concurrency, async (_, note) => {
    const next = year.next();
    if (next.done === true) return;
    if (next.value.month !== month) {
      month = next.value.month;
      report(`Month ${month}: ${done} events are behind`);
    }
    const delay = (id: string): Promise<void> => advance(general.workflow.getHandle(id), { days: 40 });
    const answered = await playEvent(next.value, handsOf(next.value), { note, delay });
    acknowledged += answered;
    done += 1;
  });

  report('Counting');
  const counted = await tally(databaseUrl, { events, acknowledged });
  return {
    ...counted,
    events,
    acknowledged,
    seconds,
    repeated: api.repeated - repeatedBefore,
    latencies: Object.fromEntries(Object.entries(durations).map(([action, all]) => [action, latencyOf(all)])),
    wholeYearMinutes: (wholeYear / (events / seconds)) / 60,
  };
}

export function printYear({ events, acknowledged, seconds, repeated, latencies, wholeYearMinutes, lines }: Year): void {
  console.log(`\n${events} events, ${acknowledged} requests answered 2xx, in ${seconds.toFixed(0)} s`);
  console.log(`${(events / seconds).toFixed(1)} events/s, ${(acknowledged / seconds).toFixed(1)} actions/s, ${repeated} sent again after 202 or 503`);
  console.log(`The whole year of ${wholeYear} events would take ${wholeYearMinutes.toFixed(0)} minutes at this rate.`);
  for (const [action, { p50, p95, p99 }] of Object.entries(latencies)) {
    console.log(`  ${action.padEnd(10)} p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
  }
  for (const line of lines) console.log(line);
}

/** Who acts on an event: the people of its grid and those above them. */
function handsIn(district: District, person: (token: string) => Person): (event: PlannedEvent) => Hands {
  return ({ grid }) => {
    const place = district.grids[grid];
    if (place === undefined) throw new Error(`there is no grid ${grid}`);
    const { code, region, worker, community, street, leads } = place;
    return {
      grid: code,
      region,
      leads,
      worker: person(worker),
      community: person(community),
      street: person(street),
      centre: person(district.centre),
      department: person(district.department),
      district: person(district.district),
    };
  };
}
