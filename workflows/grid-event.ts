import type { Route } from '../contracts/api/routing.ts';
import type { Actor } from '../contracts/case.ts';
import { gridEvent as procedure, type EventFacts } from '../contracts/procedures/grid-event.ts';
import type { FormOf } from '../contracts/procedure.ts';
import type { CaseFile, Visit } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Routing = FormOf<typeof procedure, 'route'>;
/** Who handled, and under which rule: a rework goes to the same units again. */
type Handlers = Pick<Route, 'lead' | 'coUnits' | 'limit'>;

/** 全科网格: 前端发现报告—网上分级分流—部门联动办理—全程跟踪督办—办结回访问效. */
export const gridEvent = conduct(procedure, async (file, { category }) => {
  const { chain, routes, alike } = file.facts<EventFacts>();
  file.keep({ category, place: chain.grid });
  if (alike.length > 0) file.note('duplicatesFound', { cases: [...alike] });

  const route = await decideRoute(file, routes);                                          // 立案、分级分流
  if (route === null) return file.close('dismissed');
  file.keep({ grade: route.grade });
  file.ledBy(route.lead);

  let handlers: Handlers = route;
  const reporters = file.parties('reporter').filter(({ named }) => named !== 'anonymous');
  await file.untilSatisfied({                                                             // 不满意的,原单位重办
    work: async (round) => {
      const whistled = route.grade === 3 && round === 1;
      handlers = whistled ? await whistle(file, chain.street ?? route.lead, route)        // 街道吹哨,部门报到
                          : await handle(file, handlers);                                 // 处置
    },
    ask: async () => {
      if (!(await check(file, handlers))) return notMended;                               // 核查
      return reporters.length > 0 ? file.followUp({ unit: file.coordinator, stage: 'followUp' }) : nobodyToAsk; // 回访问效
    },
    atMost: 2,
    supervisor: chain.supervisor ?? file.coordinator,
  });
  return file.close('resolved');
});

/** What fails the check is as if somebody had been dissatisfied. */
const notMended: Visit = { outcome: 'reached', level: 1 };
const nobodyToAsk: Visit = { outcome: 'unreachable', level: null };

/**
 * 分级分流: the grade is decided here; who leads is said by the rule of that grade, and may be overruled with a reason.
 * Which rule, and why, is on record. Null where the event is not taken on.
 */
async function decideRoute(file: File, routes: readonly Route[]): Promise<Route | null> {
  const [proposed] = routes;
  if (proposed) file.note('routeProposed', { ...proposed });
  const routing = await file.step('route', { unit: file.coordinator, check: followsRules(routes) });
  if (routing.decision === 'dismiss') return null;
  const route = routed(routes, routing);
  file.note('routed', { ...route, overruled: overrules(routes, routing), reason: routing.reason ?? null });
  return route;
}

function ruleOf(routes: readonly Route[], { grade }: Routing): Route | undefined {
  return routes.find((route) => route.grade === grade);
}

/** A grade without a rule takes the time limit of the nearest one below that has a rule. */
function routed(routes: readonly Route[], routing: Routing): Route {
  const grade = routing.grade ?? 1;
  const basis = ruleOf(routes, routing) ?? routes.findLast((route) => route.grade < grade) ?? routes[0];
  if (!basis) throw new Error('an event was opened without a route');
  return { ...basis, grade, lead: routing.lead ?? basis.lead, coUnits: routing.coUnits ?? (overrules(routes, routing) ? [] : basis.coUnits) };
}

function overrules(routes: readonly Route[], routing: Routing): boolean {
  const rule = ruleOf(routes, routing);
  if (!rule) return true;
  const { lead = rule.lead, coUnits = rule.coUnits } = routing;
  return lead !== rule.lead || coUnits.length !== rule.coUnits.length || coUnits.some((unit) => !rule.coUnits.includes(unit));
}

function followsRules(routes: readonly Route[]) {
  return (routing: Routing): Objection | undefined => {
    if (routing.decision === 'dismiss') return undefined;
    if (!ruleOf(routes, routing) && routing.lead === undefined) {
      return wrong(`第 ${routing.grade} 级没有分派规则,须指定主办单位`, `grade ${routing.grade} has no rule here: name the lead`);
    }
    if (overrules(routes, routing) && routing.reason === undefined) {
      return wrong('不按规则分派须说明理由', 'say why the rule is overruled');
    }
    const { lead, coUnits } = routed(routes, routing);
    return new Set([lead, ...coUnits]).size <= coUnits.length
      ? wrong('主办、协办单位不得重复', 'a unit is named once, as lead or as co-unit')
      : undefined;
  };
}

/** 处置: by the lead, with co-units jointly. The clock starts at dispatch. */
async function handle(file: File, { lead, coUnits, limit }: Handlers): Promise<Handlers> {
  const { unit } = await file.jointly('handle', { lead, with: coUnits, join: 'all', rule: limit });
  return { lead: unit, coUnits, limit };
}

/**
 * 街道吹哨、部门报到: each department has a clock of its own to report in, and then to handle; when all have, the lead
 * concludes. What a department refuses is reviewed; what is dropped or called back is not waited for.
 */
async function whistle(file: File, street: string, { lead, coUnits, limit }: Route): Promise<Handlers> {
  const { departments } = await file.step('whistle', { unit: street, check: namesDepartments(lead, coUnits) });
  const dispatched = file.now;
  const came = await file.forEach(departments, async (department) => {
    const arrived = await file.handOver('reportIn', department);
    if (arrived) await file.step('assist', { unit: arrived.unit, rule: limit, from: dispatched });
    return arrived?.unit ?? [];
  });
  const { unit } = await file.jointly('handle', { lead, with: [], join: 'all', rule: limit, from: dispatched });
  return { lead: unit, coUnits: came.flat().filter((each) => each !== unit), limit };
}

function namesDepartments(lead: string, coUnits: readonly string[]) {
  return ({ departments }: FormOf<typeof procedure, 'whistle'>): Objection | undefined => {
    if (new Set(departments).size < departments.length) return wrong('报到部门重复', 'a department is named twice');
    if (departments.includes(lead)) return wrong('主办单位无须报到', 'the lead need not report in');
    const missing = coUnits.filter((unit) => !departments.includes(unit));
    return missing.length > 0 ? wrong(`须包含协办单位 ${missing.join('、')}`, `these co-units are missing: ${missing.join(', ')}`) : undefined;
  };
}

/** 核查: on the spot, with a photograph, by the collector, or by the next level above him that did not handle it. */
async function check(file: File, { lead, coUnits }: Handlers): Promise<boolean> {
  const { chain } = file.facts<EventFacts>();
  const fixers = [lead, ...coUnits];
  const checkers = [collectorOf(file, chain.grid), chain.grid, chain.community, chain.street, file.coordinator];
  const unit = checkers.find((each) => each !== null && !fixers.includes(each)) ?? chain.supervisor ?? file.coordinator;
  const { passed } = await file.step('check', { unit, check: notBy(fixers) });
  return passed;
}

/** The grid of the worker who reported it; of what others reported, the grid where it is. */
function collectorOf({ openedBy }: File, grid: string): string {
  return openedBy?.roles.includes('gridWorker') ? openedBy.unit : grid;
}

function notBy(fixers: readonly string[]) {
  return (_: unknown, actor: Actor): Objection | undefined =>
    actor.kind === 'officer' && fixers.includes(actor.unit)
      ? wrong('核查不得由承办单位进行', 'who handled it does not check it')
      : undefined;
}
