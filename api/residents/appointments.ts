import { z } from 'zod';
import * as contract from '../../contracts/api/residents.ts';
import type { PartyDetails } from '../../contracts/procedure.ts';
import { assistedFiling } from '../../contracts/procedures/assisted-filing.ts';
import { homeDelivery } from '../../contracts/procedures/home-delivery.ts';
import { regionCode, unitCode } from '../../contracts/ids.ts';
import { label } from '../../contracts/label.ts';
import { filedReply } from '../cases/filed-reply.ts';
import { openFromOutside, type CaseFromOutside } from '../cases/open-outside.ts';
import type { Deps } from '../deps.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import type { Transaction } from '../http/once.ts';
import { Problem } from '../http/problem.ts';
import { communitiesIn, placesTaken, serviceDaysOf, slotAt, whoServes, windowOf } from './service-days.ts';

const tag = 'public';

export const communities = endpoint({
  method: 'get',
  path: '/api/v1/public/communities',
  tag,
  summary: { zh: '有坐班服务的社区', en: 'Communities in which staff sit in' },
  access: 'public',
  query: z.strictObject({ region: regionCode.meta({ description: '该区划及以下 · the region and all below it' }) }),
  responses: { 200: contract.publicCommunities },
  handle: async ({ query: { region } }, deps) => reply(200, await communitiesIn(deps, region)),
});

export const serviceDays = endpoint({
  method: 'get',
  path: '/api/v1/public/service-days',
  tag,
  summary: { zh: '社区坐班日历与可预约时段', en: 'Service days of a community, and what can be booked' },
  description: {
    zh: '遇节假日顺延、提前或不开展的,说明原因。自当日事项立案(排班)之日起可以预约。',
    en: 'Moved or skipped by a holiday: says why. A day can be booked from when its case is opened, with the roster.',
  },
  access: 'public',
  query: z.strictObject({ community: unitCode, limit: z.coerce.number<string>().int().min(1).max(20).default(8) }),
  responses: { 200: contract.publicServiceDays },
  handle: async ({ query: { community, limit } }, deps) => reply(200, { items: await serviceDaysOf(deps, community, limit) }),
});

export const book = endpoint({
  method: 'post',
  path: '/api/v1/public/appointments',
  tag,
  summary: { zh: '预约坐班日办事', en: 'Make an appointment for a service day, without an account' },
  description: {
    zh: '立一件帮办代办,归入当日坐班;到时未到场的,预约失效。凭查询码查询、取消。每个网络地址十分钟内至多 10 次。',
    en: 'Opens an assisted filing that belongs to the service day; who does not come has missed it. The receipt code looks it up and cancels it. At most 10 in ten minutes from one address.',
  },
  access: 'public',
  keyed: true,
  body: contract.appointmentBody,
  responses: { 201: contract.filed, 202: contract.filed },
  problems: ['no-such-slot', 'slot-full', 'unknown-unit', 'unknown-matter', 'unknown-region', 'too-many-requests', 'key-reused', 'engine-unavailable'],
  async handle({ body, key, address }, deps) {
    const request = { way: 'appointment', key, address, limit: deps.limits.appointments, schema: contract.appointmentBody, body };
    return filedReply(await openFromOutside(deps, request, () => filingOf(deps, body)));
  },
});

async function filingOf(deps: Deps, { community, opensAt, item, applicant }: contract.AppointmentBody): Promise<CaseFromOutside> {
  const { db } = deps;
  const found = await slotAt(deps, community, opensAt);
  if (found === null) throw new Problem('no-such-slot');
  const { day, slot, perSlot } = found;
  const [window, matter, unit] = await Promise.all([
    windowOf(db, day.units),
    db.matter.findUnique({ where: { code: item, active: true }, select: { name: true } }),
    db.unit.findUnique({ where: { code: community }, select: { regionCode: true } }),
  ]);
  if (matter === null) throw new Problem('unknown-matter', { matter: item });
  if (unit === null) throw new Problem('unknown-unit', { unit: community });
  return {
    procedure: assistedFiling,
    region: unit.regionCode,
    title: `${label.parse(matter.name).zh}(预约)`,
    parties: [applicantOf(applicant)],
    coordinator: window,
    matter: assistedFiling.matter.parse({
      item,
      community,
      window,
      serviceDay: day.caseNo,
      appointment: { opensAt: slot.opensAt, closesAt: new Date(day.closesAt).toISOString() },
      supervisor: day.supervisor,
    }),
    admit: (transaction) => mustHaveRoom(transaction, day.caseNo, slot.opensAt, perSlot),
  };
}

/** Of two who ask for the last place at once, one waits here for the other. */
async function mustHaveRoom(transaction: Transaction, day: string, opensAt: string, perSlot: number): Promise<void> {
  await transaction.$executeRaw`SELECT FROM opening WHERE case_no = ${day} FOR UPDATE`;
  const taken = (await placesTaken(transaction, [day])).get(`${day} ${opensAt}`) ?? 0;
  if (taken >= perSlot) throw new Problem('slot-full');
}

export const askHome = endpoint({
  method: 'post',
  path: '/api/v1/public/home-visits',
  tag,
  summary: { zh: '申请上门服务', en: 'Ask for a visit at home, for who cannot come' },
  description: {
    zh: '立一件送证上门,由到该社区坐班的服务窗口受理并约定时间。每个网络地址十分钟内至多 10 次。',
    en: 'Opens a home delivery: the window that serves the community accepts it and agrees on a time. At most 10 in ten minutes from one address.',
  },
  access: 'public',
  keyed: true,
  body: contract.homeVisitBody,
  responses: { 201: contract.filed, 202: contract.filed },
  problems: ['no-such-slot', 'unknown-unit', 'unknown-region', 'too-many-requests', 'key-reused', 'engine-unavailable'],
  async handle({ body, key, address }, deps) {
    const request = { way: 'homeVisit', key, address, limit: deps.limits.appointments, schema: contract.homeVisitBody, body };
    return filedReply(await openFromOutside(deps, request, () => visitOf(deps, body)));
  },
});

async function visitOf(deps: Deps, { community, brings, because, applicant }: contract.HomeVisitBody): Promise<CaseFromOutside> {
  const serving = await whoServes(deps, community);
  if (serving === null) throw new Problem('no-such-slot');
  const office = await windowOf(deps.db, serving.units);
  return {
    procedure: homeDelivery,
    region: serving.region,
    title: `${homeDelivery.label.zh}(申请)`,
    parties: [applicantOf(applicant)],
    coordinator: office,
    matter: homeDelivery.matter.parse({ brings, because, office, supervisor: serving.supervisor }),
  };
}

function applicantOf(who: { readonly name: string; readonly phone: string; readonly address?: string }): PartyDetails {
  return { role: 'applicant', named: 'realName', ...who };
}
