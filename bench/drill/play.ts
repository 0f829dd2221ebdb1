import type { Person } from '../over-http.ts';
import { timed, type Note } from '../crowd.ts';
import type { Leads } from './district.ts';
import type { PlannedEvent } from './year.ts';

/** Who acts on the events of one grid. */
export interface Hands {
  readonly grid: string;
  readonly region: string;
  readonly leads: Leads;
  readonly worker: Person;
  readonly community: Person;
  readonly street: Person;
  readonly centre: Person;
  readonly department: Person;
  readonly district: Person;
}

export interface PlayOptions {
  readonly note: Note;
  /** Lets the time limit of a case run out. */
  readonly delay: (workflowId: string) => Promise<void>;
}

const department = 'tunxi-urban';
/** One pixel, as the photograph of every check. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const measures = { measures: '已到场处置' };

/** One event from its report to its close. Returns how many requests were answered with 2xx. */
export async function playEvent(event: PlannedEvent, hands: Hands, { note, delay }: PlayOptions): Promise<number> {
  let acknowledged = 0;
  const { workflowId } = await timed('open', note, () =>
    hands.worker.post(
      '/api/v1/cases',
      {
        procedure: 'gridEvent',
        region: hands.region,
        title: '网格事件演练',
        parties: event.resident ? [{ role: 'reporter', name: '示例·居民' }] : [],
        matter: { category: event.category, channel: event.resident ? 'resident' : 'gridWorker', grid: hands.grid, description: '演练事件' },
      },
      201,
    ),
  );
  const id = String(workflowId);
  const complete = async (who: Person, step: string, form: unknown): Promise<void> => {
    await timed(step.replace(/-\d+$/, ''), note, () => who.post(`/api/v1/cases/${id}/steps/${step}/complete`, form, 200));
    acknowledged += 1;
  };
  acknowledged += 1;

  await complete(hands.centre, 'route', {
    decision: 'file',
    grade: event.grade,
    lead: hands.leads[event.grade],
    coUnits: [],
    reason: '演练:由本级办理',
  });
  if (event.late) await delay(id);
  if (event.grade === 3) {
    await complete(hands.street, 'whistle', { departments: [department] });
    await complete(hands.department, 'reportIn', {});
    await complete(hands.department, 'assist', measures);
  }
  const handler = { 1: hands.worker, 2: hands.community, 3: hands.street, 4: hands.district }[event.grade];
  const checker = event.grade === 1 ? hands.community : hands.worker;
  const visits = event.resident ? event.levels : [null];
  for (const [index, level] of visits.entries()) {
    const nth = index === 0 ? '' : `-${index + 1}`;
    // At a rework the department has a part of its own.
    if (event.grade === 3 && index > 0) await complete(hands.department, 'handle-3', measures);
    await complete(handler, `handle${nth}`, measures);
    await complete(checker, `check${nth}`, { passed: true, photo: await checker.photo(picture) });
    if (level !== null) await complete(hands.centre, `followUp${nth}`, { channel: 'phone', outcome: 'reached', contacted: true, resolved: level >= 3, level });
  }
  return acknowledged;
}
