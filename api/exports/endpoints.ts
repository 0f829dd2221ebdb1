import type { CaseBrief } from '../../contracts/api/cases.ts';
import { unitKindLabels, type Unit } from '../../contracts/api/registry.ts';
import { caseStatusLabels, stepStatusLabels } from '../../contracts/case.ts';
import { lightLabels } from '../../contracts/clock.ts';
import { label, type Label, type Language } from '../../contracts/label.ts';
import { beijingTime } from '../beijing-time.ts';
import { readers, workers } from '../cases/endpoints.ts';
import { caseQuery, deskQuery, listCases, listDesk } from '../cases/list-cases.ts';
import type { Database } from '../database.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { pageOfUnits, unitQuery } from '../registry/units.ts';
import type { Cell } from './cell.ts';
import { format, table, tableMedia } from './table.ts';

const pageSize = 200;
const paging = { limit: true, cursor: true } as const;
const common = { method: 'get', tag: 'exports', responses: { 200: tableMedia } } as const;

const cases = endpoint({
  ...common,
  path: '/api/v1/exports/cases',
  summary: { zh: '导出事项', en: 'Export cases' },
  description: {
    zh: '与查询事项相同的筛选与权限,由新到旧,边读边写',
    en: 'The same filters and the same policy as the list, newest first, written while it is read',
  },
  access: { roles: readers },
  query: caseQuery.omit(paging).extend({ format }),
  async handle({ query: { format: kind, ...query }, actor, requestId, language }, deps) {
    const columns: ReadonlyArray<Column<CaseBrief>> = [
      column('案号', 'Number', ({ caseNo }) => caseNo),
      column('标题', 'Title', ({ title }) => title),
      column('流程', 'Procedure', ({ procedure }) => procedure.label),
      column('状态', 'Status', ({ status }) => caseStatusLabels[status]),
      column('阶段', 'Stage', ({ stage }) => stage.label),
      column('区划', 'Region', ({ region }) => region),
      column('立案单位', 'Coordinator', ({ coordinator }, names) => names.get(coordinator) ?? coordinator),
      column('牵头单位', 'Lead unit', ({ leadUnit }, names) => names.get(leadUnit) ?? leadUnit),
      column('亮灯', 'Light', ({ light }) => (light === null ? null : lightLabels[light])),
      column('届满', 'Due', ({ dueAt }) => timeOrNull(dueAt)),
      column('立案时间', 'Opened', ({ openedAt }) => beijingTime(openedAt)),
      column('结案时间', 'Closed', ({ closedAt }) => timeOrNull(closedAt)),
      column('评价', 'Rating', ({ rating }) => rating),
    ];
    const pages = pagesOf((cursor) => listCases(deps, { actor, requestId }, { ...query, limit: pageSize, ...cursor }));
    const lines = linesOf(columns, language, pages, (items) => namesOf(deps.db, items.flatMap(({ coordinator, leadUnit }) => [coordinator, leadUnit])));
    return reply(200, await table('cases', kind, headingOf(columns, language), lines));
  },
});

type DeskStep = Awaited<ReturnType<typeof listDesk>>['items'][number];

const steps = endpoint({
  ...common,
  path: '/api/v1/exports/steps',
  summary: { zh: '导出我的待办', en: 'Export the open steps of my unit' },
  access: { roles: workers },
  query: deskQuery.omit(paging).extend({ format }),
  async handle({ query: { format: kind, ...query }, actor, requestId, language }, deps) {
    const columns: ReadonlyArray<Column<DeskStep>> = [
      column('案号', 'Number', ({ caseNo }) => caseNo),
      column('标题', 'Title', ({ title }) => title),
      column('流程', 'Procedure', ({ procedure }) => procedure.label),
      column('环节', 'Step', ({ step }) => step.label),
      column('状态', 'Status', ({ step }) => stepStatusLabels[step.status]),
      column('亮灯', 'Light', ({ light }) => (light === null ? null : lightLabels[light])),
      column('届满', 'Due', ({ dueAt }) => timeOrNull(dueAt)),
      column('时限规则', 'Rule', ({ rule }) => rule?.label ?? null),
      column('依据', 'Source', ({ rule }) => rule?.source ?? null),
      column('派发时间', 'Offered', ({ step }) => beijingTime(step.offeredAt)),
    ];
    const pages = pagesOf((cursor) => listDesk(deps, { actor, requestId }, { ...query, limit: pageSize, ...cursor }));
    return reply(200, await table('steps', kind, headingOf(columns, language), linesOf(columns, language, pages)));
  },
});

const units = endpoint({
  ...common,
  path: '/api/v1/exports/units',
  summary: { zh: '导出单位', en: 'Export units' },
  description: { zh: '列名与导入相同,可修改后再导入', en: 'The columns are those of the import: it can be changed and sent back' },
  access: 'signedIn',
  query: unitQuery.omit(paging).extend({ format }),
  async handle({ query: { format: kind, ...query }, language }, deps) {
    const yesNo = (yes: boolean): Label => (yes ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' });
    const columns: ReadonlyArray<Column<Unit>> = [
      column('代码', 'code', ({ code }) => code),
      column('名称', 'name', ({ name }) => name.zh),
      column('英文名称', 'English name', ({ name }) => name.en),
      column('类型', 'kind', (unit) => unitKindLabels[unit.kind]),
      column('区划', 'region', ({ region }) => region),
      column('上级单位', 'parent', ({ parent }) => parent),
      column('党组织', 'party organisation', ({ party }) => party?.zh ?? null),
      column('纪检监察机构', 'discipline', ({ discipline }) => yesNo(discipline)),
      column('启用', 'active', ({ active }) => yesNo(active)),
    ];
    const pages = pagesOf((cursor) => pageOfUnits(deps.db, { ...query, limit: pageSize, ...cursor }));
    return reply(200, await table('units', kind, headingOf(columns, language), linesOf(columns, language, pages)));
  },
});

export const exportEndpoints = [cases, steps, units];

type Names = ReadonlyMap<string, Label>;

interface Column<Item> {
  readonly heading: Label;
  readonly of: (item: Item, names: Names) => Cell | Label;
}

function column<Item>(zh: string, en: string, of: Column<Item>['of']): Column<Item> {
  return { heading: { zh, en }, of };
}

function headingOf(columns: ReadonlyArray<Column<never>>, language: Language): string[] {
  return columns.map(({ heading }) => heading[language]);
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** A list page by page, each read when the one before is on its way. */
async function* pagesOf<Item>(read: (cursor: { cursor?: string }) => Promise<Page<Item>>): AsyncGenerator<readonly Item[]> {
  let next: string | null | undefined;
  do {
    const page: Page<Item> = await read(next === undefined || next === null ? {} : { cursor: next });
    next = page.next;
    yield page.items;
  } while (next !== null);
}

async function* linesOf<Item>(
  columns: ReadonlyArray<Column<Item>>,
  language: Language,
  pages: AsyncIterable<readonly Item[]>,
  names: (items: readonly Item[]) => Promise<Names> = async () => new Map(),
): AsyncGenerator<Cell[][]> {
  for await (const items of pages) {
    const known = await names(items);
    yield items.map((item) =>
      columns.map(({ of }) => {
        const cell = of(item, known);
        return typeof cell === 'object' && cell !== null ? cell[language] : cell;
      }),
    );
  }
}

async function namesOf(db: Database, codes: readonly string[]): Promise<Names> {
  const rows = await db.unit.findMany({ where: { code: { in: [...new Set(codes)] } }, select: { code: true, name: true } });
  return new Map(rows.map(({ code, name }) => [code, label.parse(name)]));
}

function timeOrNull(instant: string | null): string | null {
  return instant === null ? null : beijingTime(instant);
}
