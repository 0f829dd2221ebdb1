import { complaint as procedure, type Receiving } from '../contracts/procedures/complaint.ts';
import type { FormOf } from '../contracts/procedure.ts';
import type { CaseFile, Term } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Result = FormOf<typeof procedure, 'handle'>['result'];

/** 监督一点通: 投诉、受理、分办或转办、办理、审核、答复、评价. */
export const complaint = conduct(procedure, async (file, { topic, about, accuses }) => {
  const { supervisor, commission } = file.facts<Receiving>();
  file.keep({ category: topic });
  if (accuses) return handToDiscipline(file, about);                                        // 检举控告,一键直达

  const answer = await file.step('accept', { unit: file.coordinator, check: knowsCommission(commission) }); // 受理
  if (answer.decision === 'official') return handToDiscipline(file, answer.subject?.unit);  // 受理中发现的检举控告
  if (answer.decision === 'refused') return file.close('refused');                          // 不予受理,告知去处

  let outcome: Result | 'supervised' = 'underWay';
  let unit: string | null = null;
  const { level } = await file.untilSatisfied({
    work: () =>
      file.within(answer.complexity === 'complex' ? 'complaint.closeComplex' : 'complaint.close', async (term) => {
        unit ??= await distribute(file);                                                    // 分办、转办;重办的仍归原单位
        const handled = await handle(file, unit, term, answer.complexity === 'complex');    // 办理与审核
        ({ unit, result: outcome } = handled);
        await file.step('reply', { unit: file.coordinator, under: term, check: onlyOnTheReceiptPage(file) }); // 线上答复
      }),
    ask: async () => ({ level: await file.rating('complaint.rating', 'rate') }),            // 评价
    atMost: 1,
    supervisor,
    supervision: 'complaint.dissatisfied',                                                  // 二次不满意,报督办
  });
  return file.close(level !== null && level < 3 ? 'supervised' : outcome);
});

/** 检举控告 goes to the commission of the region; the resident learns only that the competent organ has it. */
async function handToDiscipline(file: File, subjectUnit: string | undefined) {
  await file.handToDiscipline(subjectUnit);
  return file.refer('competentOrgan');
}

/** 分办 to the unit concerned, or 转办: another unit takes it over, or refuses. What is called back is distributed anew. */
async function distribute(file: File): Promise<string> {
  for (;;) {
    const { mode, to } = await file.step('distribute', { unit: file.coordinator, check: mayHandle(file) });
    if (mode === 'assign') return to;
    const taken = await file.handOver('takeOver', to);
    if (taken !== null) return taken.unit;
  }
}

/** 办理、审核: with a look on the spot, until the platform approves. On a complex matter the resident hears of the progress meanwhile. */
async function handle(file: File, first: string, term: Term, complex: boolean): Promise<{ unit: string; result: Result }> {
  const approved = approval(file, first, term);
  if (complex) void file.stepBefore('explain', { unit: first, before: approved, tooLate: settled });
  return approved;
}

async function approval(file: File, first: string, term: Term): Promise<{ unit: string; result: Result }> {
  for (let unit = first; ; ) {
    file.ledBy(unit);
    const done = await file.stepBy('handle', { unit, under: term });
    unit = done.unit;
    const { decision } = await file.step('review', { unit: file.coordinator, under: term });
    if (decision === 'approved') return { unit, result: done.form.result };
  }
}

const settled = { zh: '已办结,不再另行说明', en: 'it is settled: nothing more to explain' };

/* What the regulation forbids. */

function knowsCommission(known: boolean) {
  return ({ decision }: FormOf<typeof procedure, 'accept'>): Objection | undefined =>
    decision === 'official' && !known
      ? wrong('本区划尚未登记受理检举控告的机关', 'no organ is registered that takes in accusations from this region')
      : undefined;
}

/** Nobody handles a complaint about himself, and the platform does not handle what it reviews. */
function mayHandle(file: File) {
  return ({ to }: FormOf<typeof procedure, 'distribute'>): Objection | undefined => {
    if (file.keepsOut(to)) return { code: 'unit-recused', facts: { unit: to } };
    return to === file.coordinator ? wrong('平台审核的投诉不能由平台自己办理', 'the platform does not handle what it reviews') : undefined;
  };
}

/** 匿名: there is nobody to call, visit or write to. */
function onlyOnTheReceiptPage(file: File) {
  const reachable = file.parties('reporter').some(({ named }) => named !== 'anonymous');
  return ({ alsoBy }: FormOf<typeof procedure, 'reply'>): Objection | undefined =>
    reachable || alsoBy.length === 0 ? undefined : wrong('匿名投诉仅在查询页答复', 'somebody without a name is answered on the receipt page alone');
}
