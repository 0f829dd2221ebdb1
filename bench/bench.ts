import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { playAlone } from './alone.ts';
import { bareCases } from './bare.ts';
import { populate } from './drill/district.ts';
import { playYear, printYear } from './drill/play-year.ts';
import { spreadOf } from './figures.ts';
import { measureLists } from './lists.ts';
import { Api, casesOverHttp, castOf } from './over-http.ts';
import { bareNamespace, startPlant, type Plant } from './plant.ts';
import { Player } from './player.ts';
import { printProfile } from './profiles.ts';
import { print, type Results } from './report.ts';
import { fillUpTo } from './rows.ts';
import { StatementCounter } from './statements.ts';

type Options = ReturnType<typeof readOptions>;

const resultsDir = fileURLToPath(new URL('./results/', import.meta.url));
const begun = performance.now();

const options = readOptions();
const profiles = options.profile ? `${resultsDir}profiles` : undefined;
const plant = await startPlant(report, profiles);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void plant.stop().finally(() => process.exit(1)));
const results = await measure(plant, options).finally(() => plant.stop());

await mkdir(resultsDir, { recursive: true });
await writeFile(`${resultsDir}latest.json`, JSON.stringify(results, null, 2));
print(results);
if (results.year !== null) printYear(results.year);
if (profiles !== undefined) for (const part of ['server', 'worker', 'bare-worker']) await printProfile(part, `${profiles}/${part}`);
process.exit(results.year?.holds === false ? 1 : 0);

async function measure(measured: Plant, { cases, concurrency, rounds, events, rows, times }: Options): Promise<Results> {
  const { connection, apiUrl, databaseUrl, pids } = measured;
  const engine = { bare: new Client({ connection, namespace: bareNamespace }), general: new Client({ connection, namespace: 'general' }) };
  const api = new Api(apiUrl);
  const statements = await StatementCounter.connect(databaseUrl);

  report(`Logging in ${concurrency * 3} people`);
  const casts = await castOf(api, concurrency);
  const { temporal, postgres, worker } = pids;
  const bare = new Player(bareCases(engine.bare, bareNamespace), { temporal, worker: pids['bare worker'] });
  const whole = new Player(casesOverHttp(casts), { temporal, worker, api: pids.api, postgres });

  report('Warming up');
  await bare.warmUp(cases, concurrency);
  await whole.warmUp(cases, concurrency);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const rates = { bare: await bare.round(cases, concurrency), whole: await whole.round(cases, concurrency) };
    ratios.push(rates.whole / rates.bare);
    report(`Round ${round} of ${rounds}: bare engine ${rates.bare.toFixed(1)}, whole system ${rates.whole.toFixed(1)} cases/s`);
  }

  report('One case at a time');
  const alone = {
    bare: await playAlone((opened) => bareCases(engine.bare, bareNamespace, opened), statements),
    whole: await playAlone(
      (opened) => casesOverHttp(casts, (workflowId) => opened(engine.general.workflow.getHandle(workflowId))),
      statements,
    ),
  };

  const { repeated } = api;
  if (events > 0) report(`A year of the district, in short: ${events} events`);
  const year = events > 0 ? await playYear(measured, api, await populate(databaseUrl), { events, seed: 2022, concurrency }, report) : null;

  const lists: Record<number, Results['lists'][number]> = {};
  for (const size of rows) {
    await fillUpTo(databaseUrl, size, report);
    report(`Asking for lists over ${size.toLocaleString('en')} cases`);
    lists[size] = await measureLists(api, times);
  }

  await statements.close();
  api.close();
  return { at: new Date().toISOString(), machine: machine(), options, bare: bare.side(), whole: whole.side(), ratio: spreadOf(ratios), repeated, alone, year, lists };
}

function machine(): Results['machine'] {
  const processors = cpus();
  return { processor: processors[0]?.model ?? 'unknown', cores: processors.length, node: process.version };
}

function report(line: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '200' },
      concurrency: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '5' },
      events: { type: 'string', default: '2000' },
      rows: { type: 'string', default: '1000,100000' },
      times: { type: 'string', default: '100' },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    cases: number(values.cases),
    concurrency: number(values.concurrency),
    rounds: number(values.rounds),
    events: values.events === '0' ? 0 : number(values.events),
    rows: values.rows === '' ? [] : values.rows.split(',').map(number),
    times: number(values.times),
    profile: values.profile,
  };
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is not a whole number above 0.`);
  return value;
}
