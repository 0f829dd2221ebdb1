import { latencyOf, type Latency } from './figures.ts';
import type { Api, Person } from './over-http.ts';

interface Question {
  readonly what: string;
  readonly who: Person;
  readonly path: string;
}

/** Asks each list again and again, one request at a time, and returns how long the answers took. */
export async function measureLists(api: Api, times: number): Promise<Record<string, Latency>> {
  const latencies: Record<string, Latency> = {};
  for (const { what, who, path } of await questions(api)) {
    const durations: number[] = [];
    for (let time = -warmUp; time < times; time += 1) {
      const begun = performance.now();
      await who.get(path);
      if (time >= 0) durations.push(performance.now() - begun);
    }
    latencies[what] = latencyOf(durations);
  }
  return latencies;
}

const warmUp = 3;
const cases = '/api/v1/cases';
const figures = '/api/v1/statistics/cases';

async function questions(api: Api): Promise<Question[]> {
  const coordinator = await api.logIn('chizhouCoordinator');
  const handler = await api.logIn('marketHandlerOne');
  const head = await api.logIn('chizhouHead');
  const auditor = await api.logIn('auditor');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const caseNo = encodeURIComponent(await oneCase(handler));
  return [
    { what: 'newest', who: coordinator, path: cases },
    { what: 'newest, of a handler', who: handler, path: cases },
    { what: 'newest, of a head who looks down', who: head, path: cases },
    { what: 'newest, of an auditor of the province', who: auditor, path: cases },
    { what: 'page 20', who: coordinator, path: `${cases}?cursor=${await cursorAfter(coordinator, 19)}` },
    { what: 'open and red', who: coordinator, path: `${cases}?status=open&light=red` },
    { what: 'procedure and stage', who: coordinator, path: `${cases}?procedure=assistedFiling&stage=decide` },
    { what: 'a unit', who: coordinator, path: `${cases}?unit=chizhou-etdz-market` },
    { what: 'a region', who: auditor, path: `${cases}?region=341002004` },
    { what: 'due before tomorrow', who: coordinator, path: `${cases}?status=open&dueBefore=${tomorrow}` },
    { what: 'nothing fits', who: coordinator, path: `${cases}?procedure=serviceDay&status=paused` },
    { what: 'by number', who: handler, path: `${cases}?q=${caseNo}` },
    { what: 'by title, some', who: coordinator, path: `${cases}?q=${encodeURIComponent('住房租赁')}` },
    { what: 'by title, none', who: coordinator, path: `${cases}?q=${encodeURIComponent('没有这样的标题')}` },
    { what: 'figures of a month, by unit', who: coordinator, path: `${figures}?from=${daysAgo(30)}&groupBy=unit` },
    { what: 'figures of a year, by month', who: coordinator, path: `${figures}?from=${daysAgo(365)}&groupBy=month` },
    { what: 'figures of a year, of an auditor', who: auditor, path: `${figures}?from=${daysAgo(365)}&groupBy=street` },
    { what: 'figures of a month, by day', who: coordinator, path: `${figures}?from=${daysAgo(30)}&groupBy=day` },
    { what: 'open now, by unit', who: coordinator, path: '/api/v1/statistics/now?groupBy=unit' },
    { what: 'open now, of an auditor', who: auditor, path: '/api/v1/statistics/now?groupBy=region' },
    { what: 'red and yellow', who: coordinator, path: '/api/v1/statistics/urgent' },
    { what: 'red and yellow, of an auditor', who: auditor, path: '/api/v1/statistics/urgent' },
    { what: 'heat of a month', who: coordinator, path: `/api/v1/statistics/heat?from=${daysAgo(30)}` },
    { what: 'my steps', who: handler, path: '/api/v1/steps' },
    { what: 'one case', who: handler, path: `${cases}/${caseNo}` },
  ];
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

async function oneCase(person: Person): Promise<string> {
  const { items } = await person.get(`${cases}?limit=1&status=open`);
  const [first]: unknown[] = Array.isArray(items) ? items : [];
  if (typeof first !== 'object' || first === null || !('caseNo' in first)) throw new Error('There is no case to ask for.');
  return String(first.caseNo);
}

/** The cursor after so many pages; the last one where there are fewer. */
async function cursorAfter(person: Person, pages: number): Promise<string> {
  let cursor = '';
  for (let page = 0; page < pages; page += 1) {
    const { next } = await person.get(cursor === '' ? cases : `${cases}?cursor=${cursor}`);
    if (typeof next !== 'string') break;
    cursor = next;
  }
  return cursor;
}
