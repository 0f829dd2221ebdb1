import { z } from 'zod';
import { caseRef } from '../../contracts/api/cases.ts';
import { inspectionResult, type InspectionResult } from '../../contracts/api/inspections.ts';
import { label } from '../../contracts/label.ts';
import { inspection } from '../../contracts/procedures/index.ts';
import type { Sample } from '../../contracts/procedures/inspection.ts';
import type { Case } from '../../prisma/generated/client.ts';
import { readers } from '../cases/endpoints.ts';
import { findCase } from '../cases/find-case.ts';
import type { Database } from '../database.ts';
import { endpoint, reply, type Endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';

const check = z.object({ checked: z.array(z.string()), findings: z.array(z.object({ caseNo: z.string() })) });
const verification = z.object({ rectified: z.boolean() });
const matterOf = z.object({ matter: inspection.matter.pick({ procedure: true, month: true }).loose() });

/** Counts an inspection. Throws `not-found` where nothing was drawn yet. */
async function resultOf(db: Database, { caseNo, procedure }: Case): Promise<InspectionResult> {
  const [entry, steps, opening] = await Promise.all([
    db.entry.findFirst({ where: { caseNo, kind: 'workedOut' } }),
    db.step.findMany({ where: { caseNo, status: 'done', name: { in: ['check', 'verify'] } } }),
    db.opening.findUniqueOrThrow({ where: { caseNo }, select: { start: true } }),
  ]);
  if (procedure !== 'inspection' || entry === null) throw new Problem('not-found', { what: { zh: '该督查', en: 'inspection' } });
  const { seed, population, cases } = entry.data as unknown as Sample; // drawn by `drawSample`, and by nobody else
  const { matter } = matterOf.parse(opening.start);
  const checks = new Map(steps.flatMap(({ name, about, data }) => (name === 'check' && about !== null ? [[about, check.parse(data)] as const] : [])));
  const verified = new Set(steps.flatMap(({ name, about, data }) => (name === 'verify' && verification.parse(data).rectified ? [about] : [])));
  const codes = [...new Set(cases.map(({ unit }) => unit))];
  const units = await db.unit.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } });
  const names = new Map(units.map(({ code, name }) => [code, label.parse(name)]));
  const findings = [...checks.values()].flatMap((each) => each.findings);
  return {
    caseNo,
    procedure: matter.procedure,
    month: matter.month,
    seed,
    population,
    sampled: cases.length,
    checked: [...checks.values()].reduce((sum, { checked }) => sum + new Set(checked).size, 0),
    withFindings: new Set(findings.map((finding) => finding.caseNo)).size,
    findings: findings.length,
    units: codes.map((code) => {
      const found = checks.get(code)?.findings.length ?? null;
      return {
        code,
        name: names.get(code) ?? { zh: code, en: code },
        cases: cases.filter(({ unit }) => unit === code).map((each) => each.caseNo),
        findings: found,
        rectified: found === null || found === 0 ? null : verified.has(code),
      };
    }),
  };
}

const read = endpoint({
  method: 'get',
  path: '/api/v1/inspections/{caseRef}',
  tag: 'inspections',
  summary: { zh: '督查结果', en: 'What an inspection drew, looked into and found' },
  access: { roles: readers },
  params: z.strictObject({ caseRef }),
  responses: { 200: inspectionResult },
  problems: ['not-found'],
  handle: async ({ params, actor }, { db }) => reply(200, await resultOf(db, await findCase(db, actor, params.caseRef))),
});

/** 专项督查 */
export const inspectionEndpoints: readonly Endpoint[] = [read];
