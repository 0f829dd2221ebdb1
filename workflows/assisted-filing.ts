import { assistedFiling as procedure, type CatalogueEntry } from '../contracts/procedures/assisted-filing.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Received = FormOf<typeof procedure, 'receive'>;
type Appointment = NonNullable<MatterOf<typeof procedure>['appointment']>;

const minute = 60_000;

/** 帮办代办: consult, tell the materials once, file, decide (alone or jointly), deliver, rate. */
export const assistedFiling = conduct(procedure, async (file, { item, window, serviceDay, appointment, supervisor }) => {
  const matter = file.facts<CatalogueEntry>();
  const [lead = window, ...others] = matter.departments;
  file.keep({ item, partOf: serviceDay ?? null });
  file.ledBy(window);
  const trip = tripsOf(file);

  if (appointment !== undefined) {                                                          // 预约
    const came = await attends(file, window, appointment);
    if (came === null || !came.onSite) return file.close('notAttended');
    trip(came);
  }
  trip(await file.step('consult', { unit: window }));                                       // 咨询
  const told = await file.step('tellMaterials', { unit: window, check: namesMaterialsOf(matter) }); // 一次告知
  const wanted = requiredOf(matter, told.missing);
  if (wanted.length > 0) trip(await file.step('supplement', { unit: window, check: brings(wanted) }));
  const filed = trip(await file.step('file', { unit: window, check: saysHowToDeliver(matter) })); // 帮办申报

  file.ledBy(lead);
  const acceptedAt = await receive(file, matter, lead, window, trip);                       // 受理,补正只一次
  const outcome = acceptedAt === null ? 'notAccepted' : await decide(file, matter, lead, others, acceptedAt); // 审批
  if (outcome === 'granted' && matter.deliverable) await deliver(file, filed.delivery ?? 'pickUp', lead, window, trip);

  const level = await file.rating('assistedFiling.rating', 'rate');                         // 好差评
  if (level !== null && isBad(level)) {
    await file.untilSatisfied({                                                             // 差评必访,必改或必释
      work: async () => void (await file.step('mend', { unit: lead })),
      ask: () => file.followUp({ unit: window }),
      atMost: 1,
      supervisor,
    });
  }
  return file.close(outcome);
});

/** 预约: the window notes who came. Until then the applicant may cancel; who has not come when the sit-in closes has missed it. */
function attends(file: File, window: string, { opensAt, closesAt }: Appointment) {
  return file.revocably(() =>
    file.stepUnlessDue('attend', {
      unit: window,
      from: opensAt,
      promise: { amount: Math.ceil((Date.parse(closesAt) - Date.parse(opensAt)) / minute), unit: 'minute' },
      lapse: { zh: '坐班结束时未到场,预约失效', en: 'had not come when the sit-in closed: the appointment is void' },
      check: notBeforeDay(file, opensAt),
    }),
  );
}

function notBeforeDay(file: File, opensAt: string) {
  return (): Objection | undefined =>
    file.today < dayOf(opensAt) ? wrong('尚未到预约当日', 'the day of the appointment has not come') : undefined;
}

function dayOf(at: string): string {
  return new Date(Date.parse(at) + 8 * 60 * minute).toISOString().slice(0, 10);
}

/**
 * 行政许可法 32: what is missing is told once and within five days; otherwise the application counts as accepted from the
 * day on which it was handed in. Returns when it was accepted, or null when it was refused.
 */
async function receive(file: File, matter: CatalogueEntry, lead: string, window: string, trip: Trip): Promise<string | null> {
  const lapse = { zh: '逾期未告知,视为受理', en: 'not told in time: deemed accepted' };
  const handedIn = file.now;
  const first = await file.stepUnlessDue('receive', { unit: lead, check: namesMaterialsOf(matter), lapse });
  if (first?.decision !== 'correct') return acceptanceOf(first, handedIn, file.now);

  trip(await file.step('supplement', { unit: window, check: brings(first.missing) }));
  const handedInAgain = file.now;
  const second = await file.stepUnlessDue('receive', { unit: lead, check: correctsNoMore, lapse });
  return acceptanceOf(second, handedInAgain, file.now);
}

function acceptanceOf(answer: Received | null, handedIn: string, answered: string): string | null {
  if (answer === null) return handedIn;
  return answer.decision === 'refused' ? null : answered;
}

/** 行政许可法 42: 20 working days from acceptance, 45 where several departments decide, or what the matter promises. */
async function decide(file: File, matter: CatalogueEntry, lead: string, others: readonly string[], from: string) {
  const { form } = await file.jointly('decide', {
    lead,
    with: others,
    join: 'all',
    rule: matter.jointly && others.length > 0 ? 'assistedFiling.decideJointly' : undefined,
    promise: matter.promise,
    from,
    check: givesNumberOf(matter),
  });
  return form.decision;
}

/** 行政许可法 44: within ten working days. What nobody picks up is posted; what comes back is posted again. */
async function deliver(file: File, how: 'post' | 'pickUp', lead: string, window: string, trip: Trip): Promise<void> {
  if (how === 'pickUp') {
    const lapse = { zh: '逾期未领,改为邮寄', en: 'not picked up in time: it is posted' };
    const taken = await file.stepUnlessDue('pickUp', { unit: window, lapse });
    if (taken !== null) return void trip(taken);
  }
  do await file.step('post', { unit: lead });
  while (!(await file.step('confirmDelivery', { unit: lead })).delivered);
}

/** 跑动次数: how often the applicant had to come, counted by the day. */
type Trip = <Form extends { readonly onSite: boolean }>(form: Form) => Form;

function tripsOf(file: File): Trip {
  const days = new Set<string>();
  return (form) => {
    if (form.onSite) days.add(file.today);
    file.keep({ trips: days.size });
    return form;
  };
}

/** 差评: 不满意 and 非常不满意 (GB/T 39734-2020). */
function isBad(level: number): boolean {
  return level <= 2;
}

function requiredOf({ materials }: CatalogueEntry, missing: readonly string[]): string[] {
  return materials.filter(({ id, required }) => required && missing.includes(id)).map(({ id }) => id);
}

function namesMaterialsOf({ materials }: CatalogueEntry) {
  const known = new Set(materials.map(({ id }) => id));
  return ({ missing }: { readonly missing: readonly string[] }): Objection | undefined => {
    const unknown = missing.filter((id) => !known.has(id));
    if (unknown.length === 0) return undefined;
    return wrong(`事项目录中没有材料 ${unknown.join('、')}`, `the matter has no such material: ${unknown.join(', ')}`);
  };
}

function brings(wanted: readonly string[]) {
  return ({ supplied }: FormOf<typeof procedure, 'supplement'>): Objection | undefined => {
    const lacking = wanted.filter((id) => !supplied.includes(id));
    if (lacking.length === 0) return undefined;
    return wrong(`仍缺少材料 ${lacking.join('、')}`, `still missing: ${lacking.join(', ')}`);
  };
}

function saysHowToDeliver({ deliverable }: CatalogueEntry) {
  return ({ delivery }: FormOf<typeof procedure, 'file'>): Objection | undefined =>
    deliverable && delivery === undefined ? wrong('须选择领取方式', 'say how the document is to be delivered') : undefined;
}

function correctsNoMore({ decision }: Received): Objection | undefined {
  return decision === 'correct' ? wrong('补正只能要求一次', 'a correction is asked for once') : undefined;
}

function givesNumberOf({ deliverable }: CatalogueEntry) {
  return ({ decision, licenceNo }: FormOf<typeof procedure, 'decide'>): Objection | undefined =>
    deliverable && decision === 'granted' && licenceNo === undefined
      ? wrong('准予许可须填写证照编号', 'a grant needs the number of the document')
      : undefined;
}
