import {
  eventCategory,
  placeLevels,
  routedTo,
  type EventCategory,
  type PlaceChain,
  type RoutedTo,
  type Route,
} from '../../contracts/api/routing.ts';
import type { Label } from '../../contracts/label.ts';
import type { RoutingRule } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { Problem } from '../http/problem.ts';
import { covers } from '../registry/region-scope.ts';

/** A rule that does not hold at a place, and why. */
export interface PassedOver {
  readonly grade: number;
  readonly rule: Route['rule'];
  readonly why: Label;
}

export interface Routing {
  readonly category: EventCategory;
  /** One for each grade that has a rule here, the lowest first. */
  readonly routes: readonly [Route, ...Route[]];
  readonly passedOver: readonly PassedOver[];
}

const anywhere = 'any';

/**
 * What the rules in force say of a kind of event at a place: of each grade, the rule of the nearest region.
 * Throws `no-routing-rule` for a category that is not known, or for which no rule holds there.
 */
export async function routesFor(db: Database, code: string, chain: PlaceChain): Promise<Routing> {
  const { region } = chain;
  const row = await db.eventCategory.findUnique({ where: { code }, include: { rules: { orderBy: { version: 'desc' } } } });
  if (row === null) throw new Problem('no-routing-rule', { category: code });
  const { rules, updatedAt: _, ...rest } = row;
  const category = eventCategory.parse(rest);
  const active = await activeUnits(db, rules);

  const routes: Route[] = [];
  const passedOver: PassedOver[] = [];
  for (const rule of rules.toSorted((a, b) => a.grade - b.grade || nearness(b) - nearness(a) || b.version - a.version)) {
    const result = judge(rule);
    if ('lead' in result) routes.push(result);
    else passedOver.push(result);
  }
  const [first, ...others] = routes;
  if (first === undefined) throw new Problem('no-routing-rule', { category: category.name });
  return { category, routes: [first, ...others], passedOver };

  function judge(rule: RoutingRule): Route | PassedOver {
    const { grade, limit, version } = rule;
    const named = { region: rule.region, version };
    const passed = (zh: string, en: string): PassedOver => ({ grade, rule: named, why: { zh, en } });
    if (rules.some((each) => each.grade === grade && each.region === rule.region && each.version > version)) {
      return passed('已有新版本', 'there is a newer version');
    }
    if (!rule.active) return passed('已停用', 'it is not in use');
    if (rule.region !== anywhere && !covers(rule.region, region)) return passed(`不适用于 ${region}`, `it is not for ${region}`);
    const nearer = routes.find((each) => each.grade === grade);
    if (nearer) return passed(`本级已按 ${nearer.rule.region} 的规则`, `the rule of ${nearer.rule.region} holds for this grade`);
    const lead = unitOf(routedTo.parse(rule.lead));
    if (lead === null) return passed('此处没有规则所指的主办单位', 'the lead that it names does not exist here');
    const coUnits = routedTo.array().parse(rule.coUnits).flatMap((each) => unitOf(each) ?? []);
    return { grade, lead, coUnits: [...new Set(coUnits)].filter((unit) => unit !== lead), limit, rule: named, why: whyOf(rule) };
  }

  function unitOf(to: RoutedTo): string | null {
    if ('level' in to) return chain[to.level];
    return active.has(to.unit) ? to.unit : null;
  }

  function whyOf({ grade, region: of, version, source, lead }: RoutingRule): Label {
    const { name } = category;
    const to = routedTo.parse(lead);
    const where = of === anywhere ? { zh: '各地通用', en: 'any region' } : { zh: of, en: of };
    const leads = 'level' in to ? placeLevels[to.level] : { zh: to.unit, en: to.unit };
    return {
      zh: `${name.zh}第 ${grade} 级(${where.zh},第 ${version} 版):由${leads.zh}主办。依据:${source}`,
      en: `${name.en}, grade ${grade} (${where.en}, version ${version}): led by ${leads.en}. Source: ${source}`,
    };
  }
}

/** The longer the code, the nearer the region. */
function nearness({ region }: RoutingRule): number {
  return region === anywhere ? 0 : region.replace(/(00){1,2}$/, '').length;
}

async function activeUnits(db: Database, rules: readonly RoutingRule[]): Promise<Set<string>> {
  const named = rules
    .flatMap(({ lead, coUnits }) => [routedTo.parse(lead), ...routedTo.array().parse(coUnits)])
    .flatMap((to) => ('unit' in to ? [to.unit] : []));
  const units = await db.unit.findMany({ where: { code: { in: named }, active: true }, select: { code: true } });
  return new Set(units.map(({ code }) => code));
}
