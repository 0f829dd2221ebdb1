import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { advance } from '../scripts/infra/advance.ts';
import { crowd } from './crowd.ts';
import { latencyOf } from './figures.ts';
import { cover, settle } from './drill/campaign.ts';
import { populate, type District } from './drill/district.ts';
import { playEvent, type Hands } from './drill/play.ts';
import { tally } from './drill/tally.ts';
import { wholeYear, yearOf, type PlannedEvent } from './drill/year.ts';
import { Api, type Person } from './over-http.ts';
import { startPlant, type Plant } from './plant.ts';

// `npm run drill`: a year of the district, 79,119 events over 261 grids, through the real engine. `-- --events 2000` is the short form;
// `-- --campaign` covers 104,400 households of the 261 grids in one campaign instead.

const begun = performance.now();
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: String(wholeYear) },
    seed: { type: 'string', default: '2022' },
    concurrency: { type: 'string', default: '32' },
    campaign: { type: 'boolean', default: false },
  },
});
const events = Number(values.events);
const concurrency = Number(values.concurrency);

const plant = await startPlant(report);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void plant.stop().finally(() => process.exit(1)));
const held = await drill(plant).finally(() => plant.stop());
process.exit(held ? 0 : 1);

async function drill({ apiUrl, connection, databaseUrl }: Plant): Promise<boolean> {
  const general = new Client({ connection, namespace: 'general' });
  const api = new Api(apiUrl);
  report('Populating 261 grids');
  const district = await populate(databaseUrl);
  const people = new Map<string, Person>();
  const person = (token: string): Person => {
    const known = people.get(token) ?? api.person(token);
    people.set(token, known);
    return known;
  };
  if (values.campaign) return drillCampaign(databaseUrl, district, person);

  const handsOf = ({ grid }: PlannedEvent): Hands => {
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

  const year = yearOf(events, Number(values.seed));
  let acknowledged = 0;
  let month = 0;
  let done = 0;
  const round = await crowd(events, concurrency, async (_, note) => {
    const next = year.next();
    if (next.done === true) return;
    if (next.value.month !== month) {
      month = next.value.month;
      report(`Month ${month}: ${done} events are behind`);
    }
    const answered = await playEvent(next.value, handsOf(next.value), {
      note,
      delay: (id) => advance(general.workflow.getHandle(id), { days: 40 }),
    });
    acknowledged += answered;
    done += 1;
  });

  report('Counting');
  const { lines, holds } = await tally(databaseUrl, { events, acknowledged });
  console.log(`\n${events} events, ${acknowledged} requests answered 2xx, in ${round.seconds.toFixed(0)} s`);
  console.log(`${(events / round.seconds).toFixed(1)} events/s, ${(acknowledged / round.seconds).toFixed(1)} actions/s, ${api.repeated} sent again after 202 or 503`);
  console.log(`The whole year of ${wholeYear} events would take ${((wholeYear / (events / round.seconds)) / 60).toFixed(0)} minutes at this rate.`);
  for (const [action, durations] of Object.entries(round.durations)) {
    const { p50, p95, p99 } = latencyOf(durations);
    console.log(`  ${action.padEnd(10)} p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
  }
  for (const line of lines) console.log(line);
  api.close();
  return holds;
}

/** Every household of every grid, in one run. */
async function drillCampaign(databaseUrl: string, district: District, person: (token: string) => Person): Promise<boolean> {
  report('Settling households');
  const settled = await settle(databaseUrl, district);
  report(`Covering ${settled.households} households with ${settled.persons} persons`);
  const { seconds, openedWithin, requests, proof } = await cover(district, person, concurrency);
  const whole = proof.households === settled.households && proof.persons === settled.persons;
  const holds = whole && proof.done === settled.households && proof.personsDone === settled.persons;
  console.log(`\n${district.grids.length} grids were opened within ${openedWithin.toFixed(0)} s; ${requests} requests, all in ${seconds.toFixed(0)} s`);
  console.log(`households: ${proof.done} of ${settled.households} done; persons: ${proof.personsDone} of ${settled.persons} done`);
  console.log(holds ? 'Nobody is missing: 不漏一户、不落一人.' : 'SOMEBODY IS MISSING.');
  return holds;
}

function report(line: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}
