import { z } from 'zod';
import { caseStatus, caseStatusLabels } from '../../contracts/case.ts';
import { label, type Language } from '../../contracts/label.ts';
import { regionCode } from '../../contracts/ids.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { receiptDigest } from '../cases/receipt.ts';
import type { Database } from '../database.ts';
import { invalidFields } from '../http/check.ts';
import { Problem } from '../http/problem.ts';
import { regionAndBelow } from '../registry/region-scope.ts';

const day = 86_400_000;
/** GeoReport v2: a span of 90 days, and the first thousand. */
const longest = 90 * day;
const most = 1_000;

const open = ['open', 'paused'];

export const requestQuery = z.looseObject({
  jurisdiction_id: regionCode.optional(),
  service_request_id: z.string().max(6_000).optional(),
  service_code: z.string().max(1_000).optional(),
  start_date: z.iso.datetime({ offset: true }).optional(),
  end_date: z.iso.datetime({ offset: true }).optional(),
  status: z.string().max(40).optional(),
});

type Row = Prisma.CaseGetPayload<{ include: { opening: { select: { lat: true; lng: true } }; entries: { select: { at: true } } } }>;

/** Grid events of public categories, the newest first. Nothing in them names anybody: no words of the reporter, no address. */
export async function serviceRequests(db: Database, language: Language, query: z.infer<typeof requestQuery>, now: Date) {
  return shown(db, language, await find(db, whereOf(query, now)));
}

/** Throws `not-found`. */
export async function serviceRequest(db: Database, language: Language, id: string) {
  const found = await shown(db, language, await find(db, { workflowId: id }));
  if (found.length === 0) throw new Problem('not-found', { what: { zh: 'service_request_id', en: 'service_request_id' } });
  return found;
}

/** The request of a token, which is the receipt code of the case. Throws `wrong-receipt`. */
export async function requestOf(db: Database, token: string) {
  const opening = await db.opening.findUnique({ where: { receipt: receiptDigest(token), procedure: 'gridEvent' }, select: { workflowId: true } });
  if (opening === null) throw new Problem('wrong-receipt');
  return [{ service_request_id: opening.workflowId, token }];
}

function whereOf(query: z.infer<typeof requestQuery>, now: Date): Prisma.CaseWhereInput {
  if (query.service_request_id !== undefined) return { workflowId: { in: listed(query.service_request_id) } };
  const end = query.end_date === undefined ? now : new Date(query.end_date);
  const start = query.start_date === undefined ? new Date(end.getTime() - longest) : new Date(query.start_date);
  if (end < start || end.getTime() - start.getTime() > longest) {
    throw invalidFields([{ path: 'start_date', zh: '起止时间须在 90 日以内', en: 'the span is of at most 90 days' }]);
  }
  const status = query.status === undefined ? [] : listed(query.status);
  const openOnly = status.includes('open') && !status.includes('closed');
  const closedOnly = status.includes('closed') && !status.includes('open');
  return {
    openedAt: { gte: start, lte: end },
    ...(query.jurisdiction_id === undefined ? {} : { region: regionAndBelow(query.jurisdiction_id) }),
    ...(query.service_code === undefined ? {} : { category: { in: listed(query.service_code) } }),
    ...(openOnly ? { status: { in: open } } : closedOnly ? { status: { notIn: open } } : {}),
  };
}

function listed(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}

async function find(db: Database, where: Prisma.CaseWhereInput): Promise<Row[]> {
  return db.case.findMany({
    where: { AND: [{ procedure: 'gridEvent', confidential: false }, where] },
    orderBy: [{ openedAt: 'desc' }, { caseNo: 'desc' }],
    take: most,
    include: { opening: { select: { lat: true, lng: true } }, entries: { select: { at: true }, orderBy: { seq: 'desc' }, take: 1 } },
    relationLoadStrategy: 'join',
  });
}

async function shown(db: Database, language: Language, rows: readonly Row[]) {
  const [categories, units] = await Promise.all([
    db.eventCategory.findMany({ where: { public: true, code: { in: rows.flatMap(({ category }) => category ?? []) } }, select: { code: true, name: true } }),
    db.unit.findMany({ where: { code: { in: rows.map(({ leadUnit }) => leadUnit) } }, select: { code: true, name: true } }),
  ]);
  const nameIn = (all: ReadonlyArray<{ code: string; name: unknown }>, code: string | null) => {
    const found = all.find((each) => each.code === code);
    return found === undefined ? null : label.parse(found.name)[language];
  };
  return rows.flatMap((row) => {
    const service = nameIn(categories, row.category);
    if (service === null) return [];
    return [
      {
        service_request_id: row.workflowId,
        status: open.includes(row.status) ? 'open' : 'closed',
        status_notes: caseStatusLabels[caseStatus.parse(row.status)][language],
        service_name: service,
        service_code: row.category,
        description: null,
        agency_responsible: nameIn(units, row.leadUnit),
        service_notice: null,
        requested_datetime: row.openedAt.toISOString(),
        updated_datetime: (row.entries[0]?.at ?? row.openedAt).toISOString(),
        expected_datetime: row.dueAt?.toISOString() ?? null,
        address: null,
        address_id: row.place,
        zipcode: null,
        lat: rounded(row.opening.lat),
        long: rounded(row.opening.lng),
        media_url: null,
      },
    ];
  });
}

/** To about a hundred metres: enough for a map, too little for a door. */
function rounded(degrees: number | null): number | null {
  return degrees === null ? null : Math.round(degrees * 1_000) / 1_000;
}
