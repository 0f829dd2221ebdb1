import { parseArgs } from 'node:util';
import { cover, settle } from './drill/campaign.ts';
import { populate, type District } from './drill/district.ts';
import { playYear, printYear } from './drill/play-year.ts';
import { wholeYear } from './drill/year.ts';
import { Api, peopleOf, type Person } from './over-http.ts';
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
const concurrency = Number(values.concurrency);

const plant = await startPlant(report);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void plant.stop().finally(() => process.exit(1)));
const held = await drill(plant).finally(() => plant.stop());
process.exit(held ? 0 : 1);

async function drill(at: Plant): Promise<boolean> {
  const api = new Api(at.apiUrl);
  report('Populating 261 grids');
  const district = await populate(at.databaseUrl);
  if (values.campaign) return drillCampaign(at.databaseUrl, district, peopleOf(api));
  const year = await playYear(at, api, district, { events: Number(values.events), seed: Number(values.seed), concurrency }, report);
  printYear(year);
  api.close();
  return year.holds;
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
