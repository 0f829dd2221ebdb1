import pg from 'pg';
import type { Report } from '../scripts/infra/progress.ts';

/**
 * Fills the tables with cases that look as if they had been handled, up to the number wanted: one in ten is open, all
 * are spread evenly over the example units, so that every unit's lists grow with the table. Opened one a minute, backwards.
 */
export async function fillUpTo(url: string, cases: number, report: Report): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(preparation);
    const { rows } = await client.query<{ there: number }>(`select count(*)::int as there from opening where key like 'row-%'`);
    for (let from = rows[0]?.there ?? 0; from < cases; from += batch) {
      const to = Math.min(from + batch, cases);
      report(`Filling the tables: ${to.toLocaleString('en')} of ${cases.toLocaleString('en')} cases`);
      await client.query('begin');
      for (const statement of insertions(from + 1, to)) await client.query(statement);
      await client.query('commit');
    }
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const batch = 50_000;

const preparation = `
  create temporary table place as
    select row_number() over (order by code) - 1 as number, code, region_code as region, count(*) over () as places
    from unit where not discipline and active`;

/** A number with its place, and what follows from it. */
const drafts = (from: number, to: number): string => `
  with draft as (
    select
      n,
      case when n % 10 = 3 then '例服' else '例办' end || '〔' || 2000 + n / 900000 || '〕' || lpad((n % 900000)::text, 6, '0') || '号' as case_no,
      case when n % 10 = 3 then 'serviceDay' else 'assistedFiling' end as procedure,
      n % 10 = 0 as is_open,
      case when n % 200 = 0 then 'red' when n % 50 = 0 then 'yellow' else 'blue' end as light,
      now() - n * interval '1 minute' as opened_at,
      now() + (n % 5000 - 500) * interval '1 hour' as due_at,
      coordinator.code as coordinator, coordinator.region as region, department.code as department
    from generate_series(${from}, ${to}) as n
    join place as coordinator on coordinator.number = n % coordinator.places
    join place as department on department.number = (n / 7) % department.places
  )`;

function insertions(from: number, to: number): string[] {
  const draft = drafts(from, to);
  const system = `'{"kind":"system"}'::jsonb`;
  return [
    `${draft} insert into opening (key, case_no, workflow_id, procedure, title, source, body, hash, start, at, lat, lng, cell)
      select 'row-' || n, case_no, 'row-' || n, procedure, '例:' || (array['摊位登记', '社保转移', '住房租赁', '就业帮扶'])[1 + n % 4] || n, 'counter',
        '{"matter":{}}', '', '{}', opened_at, (5930 + n % 20) * 0.005, (23650 + n % 23) * 0.005, (5930 + n % 20) || ':' || (23650 + n % 23)
      from draft`,
    `${draft} insert into party (case_no, id, role, named, name, phone)
      select case_no, 'p1', 'applicant', 'realName', '示例', '13900000000' from draft`,
    `${draft} insert into "case" (case_no, workflow_id, run_id, procedure, family, region, coordinator, lead_unit, confidential, stage,
        status, outcome, light, due_at, opened_at, closed_at, units, access, recused, waits, seq)
      select case_no, 'row-' || n, 'run', procedure, 'general', region, coordinator, department, false,
        case when is_open then 'decide' else 'rate' end, case when is_open then 'open' else 'closed' end, case when not is_open then 'granted' end,
        case when is_open then light end, case when is_open then due_at end, opened_at, case when not is_open then opened_at + interval '3 days' end,
        array[coordinator, department], '{}', '[]', '[]', 7
      from draft`,
    `${draft} insert into clock (case_no, id, step, unit, rule, version, status, light, started_at, due_at, provisional, ended_at, pauses, extensions,
        extension_pending, plan, seq)
      select case_no, 'decide.decide', 'decide', department, 'assistedFiling.decide', 1, case when is_open then 'running' else 'met' end, light, opened_at,
        due_at, false, case when not is_open then opened_at + interval '2 days' end, '[]', '[]', false,
        jsonb_build_object('rule', 'assistedFiling.decide', 'version', 1, 'label', '{"zh":"作出决定","en":"Decide"}'::jsonb,
          'term', '{"amount":20,"unit":"workday"}'::jsonb, 'source', '行政许可法 42', 'from', ${iso('opened_at')}, 'dueAt', ${iso('due_at')},
          'provisional', false, 'rungs', jsonb_build_array(jsonb_build_object('act', 'red', 'at', ${iso('due_at')})), 'supervisor', null, 'extension', null),
        7
      from draft`,
    `${draft} insert into step (case_no, id, name, stage, unit, roles, status, part, clock, offered_at, done_at, data, seq)
      select case_no, id, id, stage, case id when 'decide' then department else coordinator end, '{handler,unitHead}',
        case when is_open and id = 'decide' then 'offered' else 'done' end, false, case id when 'decide' then 'decide.decide' end, opened_at,
        case when not is_open or id <> 'decide' then opened_at + interval '1 day' end, '{}', number * 2
      from draft, (values (1, 'consult', 'consult'), (2, 'file', 'file'), (3, 'decide', 'decide')) as part (number, id, stage)`,
    `${draft} insert into entry (case_no, seq, at, kind, actor, step, data, visibility, tell)
      select case_no, seq, opened_at + seq * interval '1 hour', kind, ${system}, step, '{}', 'internal', '[]'
      from draft, (values (1, 'opened', null), (2, 'stepOffered', 'consult'), (3, 'stepDone', 'consult'), (4, 'stepOffered', 'file'),
        (5, 'stepDone', 'file'), (6, 'stepOffered', 'decide'), (7, 'stepDone', 'decide')) as story (seq, kind, step)
      where seq < 7 or not is_open`,
  ];
}

function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
