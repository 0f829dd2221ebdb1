import { z } from 'zod';
import * as contract from '../../contracts/api/formulas.ts';
import type { Formula } from '../../contracts/api/formulas.ts';
import type { Formula as FormulaRow } from '../../prisma/generated/client.ts';
import type { Database } from '../database.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { page } from '../http/page.ts';
import { Problem } from '../http/problem.ts';

const tag = 'statistics';

/** The formula in force: the newest version. */
export async function formulaInForce(db: Pick<Database, 'formula'>): Promise<Formula> {
  return formulaOf(await db.formula.findFirstOrThrow({ orderBy: { version: 'desc' } }));
}

/** One version. Throws `not-found`. */
export async function readFormula(db: Pick<Database, 'formula'>, version: number): Promise<Formula> {
  const row = await db.formula.findUnique({ where: { version } });
  if (row === null) throw new Problem('not-found', { what: { zh: '该版本的公式', en: 'version of the formula' } });
  return formulaOf(row);
}

function formulaOf({ publishedBy: _, publishedAt, ...row }: FormulaRow): Formula {
  return contract.formula.parse({ ...row, publishedAt: publishedAt.toISOString() });
}

const list = endpoint({
  method: 'get',
  path: '/api/v1/formulas',
  tag,
  summary: { zh: '考核公式的各版本', en: 'Versions of the formula' },
  description: { zh: '最新的在前,即现行公式', en: 'The newest first: it is in force' },
  access: 'public',
  responses: { 200: page(contract.formula) },
  async handle(_, { db }) {
    const rows = await db.formula.findMany({ orderBy: { version: 'desc' }, take: 200 });
    return reply(200, { items: rows.map(formulaOf), next: null });
  },
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/formulas/{version}',
  tag,
  summary: { zh: '考核公式', en: 'One version of the formula' },
  access: 'public',
  params: z.strictObject({ version: z.coerce.number<string>().int().min(1).max(100_000) }),
  responses: { 200: contract.formula },
  problems: ['not-found'],
  handle: async ({ params: { version } }, { db }) => reply(200, await readFormula(db, version)),
});

const publish = endpoint({
  method: 'post',
  path: '/api/v1/formulas',
  tag,
  summary: { zh: '发布新版本公式', en: 'Publish a new version of the formula' },
  description: { zh: '此后的统计与考核按新版本;已公布的结果不变', en: 'Figures from now on follow it; what was published stays as it is' },
  access: { roles: ['systemAdministrator'] },
  keyed: true,
  body: contract.formulaBody,
  responses: { 201: contract.formula },
  problems: ['key-reused'],
  async handle({ body, actor, key }, { db, clock }) {
    const published = await once(db, { officer: actor.officer, key, request: { publish: 'formula', body } }, contract.formula, async (transaction) => {
      await transaction.$executeRaw`LOCK TABLE formula IN SHARE ROW EXCLUSIVE MODE`; // two at once are one after the other
      const { version } = await formulaInForce(transaction);
      return formulaOf(await transaction.formula.create({ data: { ...body, version: version + 1, publishedAt: clock(), publishedBy: actor.officer } }));
    });
    return reply(201, published, { location: `/api/v1/formulas/${published.version}` });
  },
});

export const formulaEndpoints = [list, read, publish];
