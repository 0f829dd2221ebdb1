import { assessment as procedure, type Draft } from '../contracts/procedures/assessment.ts';
import type { FormOf } from '../contracts/procedure.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection as Refusal } from './kit/refusal.ts';

type Objection = FormOf<typeof procedure, 'confirm'>['objections'][number];

const noAnswer = { zh: '逾期未提出异议,视为无异议', en: 'no objection in time: none is taken to be raised' };

/** 考核通报: work the month out, let the assessed check it, decide on what they object to, publish. */
export const assessment = conduct(procedure, async (file, { assessor, assessed }) => {
  file.ledBy(assessor);
  const draft = await file.workOut<Draft>();                                               // 汇总数据,锁定公式版本

  await file.forEach(assessed, async (unit) => {                                           // 告知被考核单位核对
    const answer = await file.stepUnlessDue('confirm', { unit, check: objectsTo(draft), lapse: noAnswer });
    await file.forEach(answer?.objections ?? [], ({ table, key, measure }) =>              // 异议逐项裁定:更正或驳回
      file.step('decideObjection', {
        unit: assessor,
        about: `${table}:${key}:${measure}`,
        check: ({ to = 0 }) => fits(draft, { table, key, measure }, to),
      }));
  });

  await file.step('publish', { unit: assessor });                                          // 审定公布
  return file.close('published');
});

type Cell = Pick<Objection, 'table' | 'key' | 'measure'>;

function lineOf(draft: Draft, { table, key }: Pick<Cell, 'table' | 'key'>) {
  return draft.tables[table].find((line) => line.key === key);
}

/** Objections are to figures that are there, each once. */
function objectsTo(draft: Draft) {
  return ({ objections }: FormOf<typeof procedure, 'confirm'>): Refusal | undefined => {
    const missing = objections.find((cell) => lineOf(draft, cell) === undefined);
    if (missing !== undefined) return wrong(`表中没有 ${missing.key}`, `the table has no line ${missing.key}`);
    const cells = objections.map(({ table, key, measure }) => `${table}:${key}:${measure}`);
    if (new Set(cells).size < cells.length) return wrong('同一数字只提一次异议', 'a figure is objected to once');
    return objections.map((cell) => fits(draft, cell, cell.claimed)).find((objection) => objection !== undefined);
  };
}

/** No more cases can be of a kind than were opened. */
function fits(draft: Draft, cell: Cell, figure: number): Refusal | undefined {
  const registered = lineOf(draft, cell)?.counts.registered ?? 0;
  if (cell.measure === 'registered' || figure <= registered) return undefined;
  return wrong(`不能超过登记量 ${registered}`, `no more than the ${registered} that were opened`);
}
