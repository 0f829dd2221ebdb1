import { inspection as procedure, type Sample } from '../contracts/procedures/inspection.ts';
import type { FormOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

/** 专项督查: draw cases by lot, look into each, have put right what is wrong, and see that it is. */
export const inspection = conduct(procedure, async (file, { inspector }) => {
  file.ledBy(inspector);
  const sample = await file.workOut<Sample>();                                            // 按种子随机抽取,可重现
  if (sample.cases.length === 0) return file.close('nothingToInspect');

  const units = [...new Set(sample.cases.map(({ unit }) => unit))];
  const found = await file.forEach(units, async (unit) => {
    const drawn = sample.cases.filter((each) => each.unit === unit).map(({ caseNo }) => caseNo);
    const { findings } = await file.step('check', { unit: inspector, about: unit, check: looksIntoAll(drawn) }); // 逐件检查
    if (findings.length > 0) await rectify(file, unit, inspector);                        // 督促整改
    return findings.length > 0;
  });
  return file.close(found.some(Boolean) ? 'rectified' : 'sound');
});

/** Until it is put right: each time on a new clock. */
async function rectify(file: CaseFile<typeof procedure>, unit: string, inspector: string): Promise<void> {
  do await file.step('rectify', { unit });
  while (!(await file.step('verify', { unit: inspector, about: unit })).rectified);
}

/** Every case that was drawn is looked into, and findings are about those. */
function looksIntoAll(drawn: readonly string[]) {
  return ({ checked, findings }: FormOf<typeof procedure, 'check'>): Objection | undefined => {
    const missing = drawn.filter((caseNo) => !checked.includes(caseNo));
    if (missing.length > 0) return wrong(`尚未检查:${missing.join('、')}`, `not looked into yet: ${missing.join(', ')}`);
    const strange = [...checked, ...findings.map(({ caseNo }) => caseNo)].find((caseNo) => !drawn.includes(caseNo));
    return strange === undefined ? undefined : wrong(`未抽取 ${strange}`, `${strange} was not drawn`);
  };
}
