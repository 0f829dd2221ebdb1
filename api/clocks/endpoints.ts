import { z } from 'zod';
import * as contract from '../../contracts/api/clocks.ts';
import { ruleCode } from '../../contracts/clock.ts';
import { instant } from '../../contracts/ids.ts';
import type { Deps } from '../deps.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { page } from '../http/page.ts';
import { usesOfRules } from './used-by.ts';

const tag = 'rules';
const systemAdministrator = { roles: ['systemAdministrator'] } as const;
const rulePath = z.strictObject({ code: ruleCode });
const yearPath = z.strictObject({ year: z.coerce.number<string>().int().min(2000).max(2099) });

const listRules = endpoint({
  method: 'get',
  path: '/api/v1/rules',
  tag,
  summary: { zh: '时限规则', en: 'Time-limit rules' },
  description: { zh: '每条规则的现行版本、将生效版本与使用它的环节', en: 'Each rule with the version in force, those to come, and the steps that name it' },
  access: 'signedIn',
  responses: { 200: page(contract.ruleStanding) },
  async handle({ actor }, { clocks, clock }) {
    const uses = usesOfRules(actor);
    const rules = await clocks.listRules(clock());
    return reply(200, { items: rules.map((rule) => ({ ...rule, usedBy: uses.get(rule.code) ?? [] })), next: null });
  },
});

const readRule = endpoint({
  method: 'get',
  path: '/api/v1/rules/{code}',
  tag,
  summary: { zh: '一条规则的全部版本', en: 'All versions of a rule' },
  access: 'signedIn',
  params: rulePath,
  responses: { 200: contract.ruleHistory },
  handle: async ({ params: { code } }, { clocks }) => reply(200, { code, versions: await clocks.ruleHistory(code) }),
});

const publishRule = endpoint({
  method: 'post',
  path: '/api/v1/rules/{code}/versions',
  tag,
  summary: { zh: '发布规则的新版本', en: 'Publish a version of a rule' },
  description: {
    zh: '版本只增不改;已开始的时限仍按原版本计算',
    en: 'Versions are added, never changed; clocks that run keep the version they started with',
  },
  access: systemAdministrator,
  keyed: true,
  params: rulePath,
  body: contract.newRuleVersion,
  responses: { 201: contract.ruleVersion },
  problems: ['date-in-the-past', 'conflict'],
  async handle({ params: { code }, body, actor, key }, { db, clocks, clock }) {
    const request = { publish: 'rule', code, body };
    const published = await once(db, { officer: actor.officer, key, request }, contract.ruleVersion, (transaction) =>
      clocks.publishRule(code, body, clock(), transaction),
    );
    return reply(201, published);
  },
});

const forecast = endpoint({
  method: 'get',
  path: '/api/v1/rules/{code}/forecast',
  tag,
  summary: { zh: '预计到期时间', en: 'Forecast of a due time' },
  access: 'signedIn',
  params: rulePath,
  query: z.strictObject({
    from: instant.optional().meta({ description: '起算时间,默认为现在 · when the clock would start; now, where it is left out' }),
    version: z.coerce
      .number<string>()
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta({ description: '按此版本试算,不论其何时生效 · as if this version were in force; that of the time, where it is left out' }),
  }),
  responses: { 200: contract.forecast },
  problems: ['unknown-rule'],
  async handle({ params: { code }, query }, { clocks, clock }) {
    const { from = clock().toISOString(), version } = query;
    return reply(200, await clocks.forecast({ rule: code, from, ...(version !== undefined && { version }) }));
  },
});

const listYears = endpoint({
  method: 'get',
  path: '/api/v1/calendar',
  tag,
  summary: { zh: '已公布的年份与暂定的时限', en: 'Published years, and clocks that are provisional' },
  access: 'signedIn',
  responses: { 200: contract.calendarStanding },
  handle: async (_, { clocks }) => reply(200, await clocks.calendarStanding()),
});

const readCalendar = endpoint({
  method: 'get',
  path: '/api/v1/calendar/{year}',
  tag,
  summary: { zh: '某年的放假安排', en: 'The working days of a year' },
  description: { zh: '只列与周一至周五工作制不同的日子', en: 'Only the days that differ from Monday–Friday' },
  access: 'signedIn',
  params: yearPath,
  responses: { 200: contract.calendarYear },
  handle: async ({ params: { year } }, { clocks }) => reply(200, await clocks.calendarYear(year)),
});

function publishCalendar(onCalendarPublished: OnCalendarPublished): Endpoint {
  return endpoint({
    method: 'put',
    path: '/api/v1/calendar/{year}',
    tag,
    summary: { zh: '发布某年的放假安排', en: 'Publish the working days of a year' },
    description: {
      zh: '以所报内容整体替换该年安排,并重新计算暂定的时限;可重复提交',
      en: 'Replaces what was there for the year, and counts provisional clocks again; it can be sent again',
    },
    access: systemAdministrator,
    params: yearPath,
    body: contract.yearBody,
    responses: { 200: contract.calendarYear },
    problems: ['calendar-unknown'],
    async handle({ params: { year }, body: { days, source } }, deps) {
      const published = await deps.clocks.publishCalendar(year, days, source, deps.clock());
      await onCalendarPublished(year, deps);
      return reply(200, published);
    },
  });
}

/** Told of a year whose arrangement is published, so that provisional clocks are counted again. */
export type OnCalendarPublished = (year: number, deps: Deps) => Promise<void>;

/** 时限规则与工作日历 */
export function clockEndpoints({ onCalendarPublished }: { readonly onCalendarPublished: OnCalendarPublished }): readonly Endpoint[] {
  return [listRules, readRule, publishRule, forecast, listYears, readCalendar, publishCalendar(onCalendarPublished)];
}
