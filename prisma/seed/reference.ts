import { Prisma, type PrismaClient } from '../generated/client.ts';
import { calendarYears } from './calendar.ts';
import { firstFormula } from './formula.ts';
import { matters } from './matters.ts';
import { eventCategories, routingRules } from './routing.ts';
import { regions } from './regions.ts';
import { timeLimitRules } from './time-limit-rules.ts';

/**
 * Regions, time-limit rules, calendar and the catalogue of matters: what every installation begins with.
 * Adds what is missing and never overwrites: what an administrator changed stays as it is.
 */
export async function seedReference(db: PrismaClient): Promise<void> {
  const skipDuplicates = true;
  await db.region.createMany({ data: regions.map(({ parent, ...rest }) => ({ ...rest, parentCode: parent })), skipDuplicates });
  await db.timeLimitRule.createMany({
    data: timeLimitRules.map(({ extension, ...rest }) => ({ ...rest, extension: extension ?? Prisma.DbNull })),
    skipDuplicates,
  });
  await db.matter.createMany({
    data: matters.map(({ promise, deliverable, ...rest }) => ({
      ...rest,
      promise: promise ?? Prisma.DbNull,
      deliverable: deliverable ?? Prisma.DbNull,
      departments: [],
      active: false,
    })),
    skipDuplicates,
  });
  await db.eventCategory.createMany({ data: [...eventCategories], skipDuplicates });
  await db.routingRule.createMany({ data: [...routingRules], skipDuplicates });
  await db.formula.createMany({ data: [firstFormula], skipDuplicates });
  await seedCalendar(db);
}

/** Years that an administrator has published, in whole or again, are left alone. */
async function seedCalendar(db: PrismaClient): Promise<void> {
  const published = new Set((await db.calendarYear.findMany({ select: { year: true } })).map(({ year }) => year));
  const missing = calendarYears().filter(({ year }) => !published.has(year));
  if (missing.length === 0) return;
  await db.$transaction([
    db.calendarYear.createMany({ data: missing.map(({ year, source }) => ({ year, source, publishedAt: new Date() })), skipDuplicates: true }),
    db.calendarDay.createMany({
      data: missing.flatMap(({ days }) => days.map(({ day, isWorkday, name }) => ({ day: new Date(`${day}T00:00:00Z`), isWorkday, name }))),
      skipDuplicates: true,
    }),
  ]);
}
