import { z } from 'zod';
import type { PublicServiceDay } from '../../contracts/api/residents.ts';
import { label, type Label } from '../../contracts/label.ts';
import { serviceDay } from '../../contracts/procedures/service-day.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { dayOf } from '../clocks/calendar.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { regionAndBelow } from '../registry/region-scope.ts';
import { occasionKey, routineOf } from '../schedules/open-occasion.ts';
import { caseOpensAt, hoursOn, upcoming } from '../schedules/occasions.ts';

const minute = 60_000;
/** Where a service day does not say how many it takes. */
const usual = { minutes: 30, perSlot: 3 };
/** How long before its day a case may have been opened, by hand or by a schedule. */
const openedAtMost = 60 * 24 * 60 * minute;

const matterOfDay = serviceDay.matter;
type Day = z.infer<typeof matterOfDay> & { readonly caseNo: string; readonly key: string; readonly status: string };

export interface Slot {
  readonly opensAt: string;
  readonly left: number;
}

function roomOf({ appointments = usual }: Day): typeof usual {
  return appointments;
}

/** The slots of a service day, with how many are left in each; those that have begun are gone. */
function slotsOf(day: Day, taken: ReadonlyMap<string, number>, now: number): Slot[] {
  const { minutes, perSlot } = roomOf(day);
  const closes = Date.parse(day.closesAt);
  const slots: Slot[] = [];
  for (let at = Date.parse(day.opensAt); at + minutes * minute <= closes; at += minutes * minute) {
    const opensAt = new Date(at).toISOString();
    if (at > now && perSlot > 0) slots.push({ opensAt, left: Math.max(0, perSlot - (taken.get(`${day.caseNo} ${opensAt}`) ?? 0)) });
  }
  return slots;
}

/** Service days of some communities whose cases are open, or were withdrawn, from today on. */
async function daysOf(db: Database, communities: readonly string[], now: Date): Promise<Day[]> {
  const rows = await db.case.findMany({
    where: {
      procedure: serviceDay.name,
      openedAt: { gte: new Date(now.getTime() - openedAtMost) },
      leadUnit: { in: [...communities] },
      serviceDay: { gte: dayOf(now.toISOString()) },
    },
    orderBy: { openedAt: 'asc' },
    select: { caseNo: true, status: true, opening: { select: { key: true, body: true } } },
  });
  const asOpened = z.looseObject({ matter: matterOfDay });
  return rows.map(({ caseNo, status, opening: { key, body } }) => ({ ...asOpened.parse(body).matter, caseNo, key, status }));
}

/** How many places of each slot are taken: of appointments that were not cancelled. */
export async function placesTaken(db: Pick<Database, '$queryRaw'>, days: readonly string[]): Promise<Map<string, number>> {
  const rows = z.array(z.object({ day: z.string(), at: z.date(), taken: z.int() })).parse(
    await db.$queryRaw`
      SELECT appointed_to AS day, appointed_at AS at, count(*)::int AS taken
      FROM opening LEFT JOIN "case" USING (case_no)
      WHERE appointed_to = ANY (${[...days]}::text[]) AND coalesce("case".status, 'open') <> 'withdrawn'
      GROUP BY appointed_to, appointed_at`,
  );
  return new Map(rows.map(({ day, at, taken }) => [`${day} ${at.toISOString()}`, taken]));
}

/** The service day of a community in which a slot begins, with that slot and how many it takes; null where none can be booked. */
export async function slotAt({ db, clock }: Deps, community: string, opensAt: string): Promise<{ day: Day; slot: Slot; perSlot: number } | null> {
  const now = clock();
  const at = new Date(opensAt).toISOString();
  const days = (await daysOf(db, [community], now)).filter(({ status }) => status === 'open');
  const taken = await placesTaken(db, days.map(({ caseNo }) => caseNo));
  const [found] = days.flatMap((day) => {
    const slot = slotsOf(day, taken, now.getTime()).find((each) => each.opensAt === at);
    return slot === undefined ? [] : [{ day, slot, perSlot: roomOf(day).perSlot }];
  });
  return found ?? null;
}

/** Communities of a region in which staff sit in, by a schedule or by a case of their own. */
export async function communitiesIn(deps: Deps, region: string) {
  const { db, clock } = deps;
  const [schedules, opened] = await Promise.all([
    schedulesIn(db, { region: regionAndBelow(region) }, clock()),
    db.case.findMany({
      where: { procedure: serviceDay.name, region: regionAndBelow(region), openedAt: { gte: new Date(clock().getTime() - openedAtMost) }, serviceDay: { gte: dayOf(clock().toISOString()) } },
      select: { leadUnit: true },
    }),
  ]);
  const codes = [...schedules.map(({ routine }) => routine.community), ...opened.map(({ leadUnit }) => leadUnit)];
  const units = await db.unit.findMany({ where: { code: { in: codes } }, select: { code: true, name: true, regionCode: true }, orderBy: { code: 'asc' } });
  return { items: units.map(({ code, name, regionCode }) => ({ code, name: label.parse(name), region: regionCode })) };
}

/** What comes in a community: held, moved or skipped, with why; and what can be booked. Five statements, however many there are. */
export async function serviceDaysOf(deps: Deps, community: string, limit: number): Promise<PublicServiceDay[]> {
  const { db, clock, clocks } = deps;
  const now = clock();
  const today = dayOf(now.toISOString());
  const [schedules, opened, calendar] = await Promise.all([
    schedulesIn(db, { matter: { path: ['community'], equals: community } }, now),
    daysOf(db, [community], now),
    clocks.calendar(),
  ]);
  const byKey = new Map(opened.map((each) => [each.key, each]));
  const planned = schedules.flatMap(({ row, routine }) =>
    upcoming(calendar, routineOf(row), today, limit).map((occasion) => {
      const day = byKey.get(occasionKey(row.id, occasion.planned));
      if (day !== undefined) byKey.delete(day.key);
      return { occasion, day, row, routine };
    }),
  );
  const taken = await placesTaken(db, opened.map(({ caseNo }) => caseNo));
  const names = await namesOf(db, [community, ...schedules.flatMap(({ routine }) => routine.units), ...opened.flatMap(({ units }) => units)]);

  const shown = [
    ...planned.map(({ occasion, day, row, routine }) => {
      if (day !== undefined) return showDay(day, occasion);
      const { opensAt = null, closesAt = null } = occasion.day === null ? {} : hoursOn(routineOf(row), occasion.day);
      return { ...occasion, opensAt, closesAt, ...who(routine.units), bookingFrom: occasion.day === null ? null : caseOpensAt(routineOf(row), occasion.planned), slots: [] };
    }),
    ...[...byKey.values()].map((day) => showDay(day, { planned: day.day, why: null, provisional: false })),
  ];
  return shown
    .filter(({ closesAt }) => closesAt === null || Date.parse(closesAt) > now.getTime())
    .toSorted((a, b) => (a.day ?? a.planned).localeCompare(b.day ?? b.planned))
    .slice(0, limit);

  function showDay(day: Day, { planned: by, why, provisional }: Pick<PublicServiceDay, 'planned' | 'why' | 'provisional'>): PublicServiceDay {
    const held = day.status !== 'withdrawn';
    return {
      planned: by,
      day: held ? day.day : null,
      why: held ? why : cancelled,
      provisional,
      opensAt: held ? day.opensAt : null,
      closesAt: held ? day.closesAt : null,
      ...who(day.units),
      bookingFrom: null,
      slots: day.status === 'open' ? slotsOf(day, taken, now.getTime()) : [],
    };
  }

  function who(units: readonly string[]) {
    return { community: { code: community, name: nameOf(community) }, units: units.map(nameOf) };
  }

  function nameOf(code: string): Label {
    return names.get(code) ?? { zh: code, en: code };
  }
}

const cancelled = { zh: '本次坐班已取消', en: 'it was called off' };

const routineOfDay = z.looseObject({ community: z.string(), units: z.array(z.string()), supervisor: z.string() });

/** Schedules of service days that are in use and have not ended. */
async function schedulesIn(db: Database, where: Prisma.ScheduleWhereInput, now: Date) {
  const rows = await db.schedule.findMany({
    where: { procedure: serviceDay.name, active: true, until: { gte: dayOf(now.toISOString()) }, ...where },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({ row, routine: routineOfDay.parse(row.matter) }));
}

/** Who comes to a community next, and who sees to it that they do; null where nobody ever comes. */
export async function whoServes(deps: Deps, community: string): Promise<{ units: readonly string[]; supervisor: string; region: string } | null> {
  const { db, clock } = deps;
  const [days, schedules, unit] = await Promise.all([
    daysOf(db, [community], clock()),
    schedulesIn(db, { matter: { path: ['community'], equals: community } }, clock()),
    db.unit.findUnique({ where: { code: community, active: true }, select: { regionCode: true } }),
  ]);
  const found = days.find(({ status }) => status === 'open') ?? schedules[0]?.routine;
  return found === undefined || unit === null ? null : { units: found.units, supervisor: found.supervisor, region: unit.regionCode };
}

/** 窗口: the service centre among the units that come, or the first of them. */
export async function windowOf(db: Database, units: readonly string[]): Promise<string> {
  const centre = await db.unit.findFirst({ where: { code: { in: [...units] }, kind: 'serviceCentre' }, select: { code: true } });
  return centre?.code ?? units[0] ?? '';
}

async function namesOf(db: Database, codes: readonly string[]): Promise<Map<string, Label>> {
  const units = await db.unit.findMany({ where: { code: { in: [...codes] } }, select: { code: true, name: true } });
  return new Map(units.map(({ code, name }) => [code, label.parse(name)]));
}
