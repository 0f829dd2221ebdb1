import { z } from 'zod';
import { household, type Household } from '../../contracts/api/imports.ts';
import { unitCode } from '../../contracts/ids.ts';
import { householdCode } from '../../contracts/procedures/campaign.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import { masked } from '../cases/discretion.ts';
import { readers } from '../cases/endpoints.ts';
import { endpoint, reply } from '../http/endpoint.ts';
import { page, pageFields, pageOf, placeOf } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { covers } from '../registry/region-scope.ts';
import { unitsBelow } from '../registry/units-below.ts';

const list = endpoint({
  method: 'get',
  path: '/api/v1/households',
  tag: 'households',
  summary: { zh: '网格内住户', en: 'Households of a grid' },
  description: {
    zh: '网格及其上级单位的经办人员可见姓名、电话与地址;同区划的其他人员见脱敏内容。身份证号一律脱敏',
    en: 'Names, telephones and addresses for those who work in the grid or a unit above it; masked for others of the region. Identity numbers are masked for all',
  },
  access: { roles: readers },
  query: z.strictObject({ ...pageFields, grid: unitCode, household: householdCode.optional().meta({ description: '仅该户 · this household alone' }), active: z.stringbool().optional() }),
  responses: { 200: page(household) },
  problems: ['not-found'],
  async handle({ query, actor }, { db }) {
    const after = placeOf(z.tuple([z.string()]), query.cursor);
    const [grid, below] = await Promise.all([
      db.unit.findUnique({ where: { code: query.grid, kind: 'grid' }, select: { code: true, regionCode: true } }),
      unitsBelow(db, actor.unit),
    ]);
    const own = actor.unit === query.grid || below.includes(query.grid);
    if (grid === null || !(own || covers(actor.region, grid.regionCode))) throw new Problem('not-found', { what: { zh: '该网格', en: 'grid' } });
    const rows = await db.household.findMany({
      where: {
        grid: query.grid,
        AND: query.household === undefined ? [] : [{ code: query.household }],
        ...(query.active === undefined ? {} : { active: query.active }),
        ...(after === undefined ? {} : { code: { gt: after[0] } }),
      },
      include: { members: { orderBy: { number: 'asc' } } },
      orderBy: { code: 'asc' },
      take: query.limit + 1,
      relationLoadStrategy: 'join',
    });
    const open = own && worksThere(actor);
    return reply(200, pageOf(rows, query.limit, ({ code }) => [code], (row) => shown(row, open)));
  },
});

export const householdEndpoints = [list];

function worksThere(actor: Actor): boolean {
  return hasRole(actor, 'gridWorker', 'handler', 'coordinator', 'unitHead');
}

function shown({ code, grid, building, address, head, phone, active, members }: Prisma.HouseholdGetPayload<{ include: { members: true } }>, open: boolean): Household {
  return {
    code,
    grid,
    building,
    address: open ? address : masked(address, 0, 0),
    head: open ? head : masked(head, 1, 0),
    phone: open ? phone : masked(phone, 3, 2),
    active,
    members: members.map(({ number, name, birthYear, idNumber }) => ({
      number,
      name: open ? name : masked(name, 1, 0),
      birthYear: open ? birthYear : null,
      idNumber: masked(idNumber, 3, 2),
    })),
  };
}
