import { homeDelivery as procedure } from '../contracts/procedures/home-delivery.ts';
import type { Span } from '../contracts/clock.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Request = MatterOf<typeof procedure>;
type Appointment = FormOf<typeof procedure, 'appointment'>;

const minute = 60_000;

/** 送证上门: make an appointment, look who opens, hand it over against a signature; come again, or tell how else he gets it. */
export const homeDelivery = conduct(procedure, async (file, request) => {
  const { office, supervisor } = request;
  file.keep({ category: request.brings });
  file.ledBy(office);

  const { decision } = await file.step('receive', { unit: office });                      // 受理
  const outcome = decision === 'refused' ? 'refused' : await bring(file, request);

  const level = await file.rating('homeDelivery.rating', 'rate');                         // 好差评
  if (level !== null && isBad(level)) {
    await file.untilSatisfied({                                                           // 差评必访,必改或必释
      work: async () => void (await file.step('mend', { unit: office })),
      ask: () => file.followUp({ unit: office }),
      atMost: 1,
      supervisor,
    });
  }
  return file.close(outcome);
});

/** Each visit has an appointment of its own. What could not be handed over goes back to the office. */
async function bring(file: File, { office, visitsAtMost }: Request): Promise<string> {
  for (let visit = 1; visit <= visitsAtMost; visit += 1) {
    const window = await file.step('appointment', { unit: office });                      // 预约
    const { result } = await file.step('visit', {                                         // 核验身份,当面签收
      unit: office,
      from: window.opensAt,
      promise: lengthOf(window),
      check: notBefore(file, window),
    });
    if (result === 'delivered') return result;
    if (result === 'declined') break;
  }
  await file.step('returnToOffice', { unit: office });                                    // 退回窗口,告知其他办法
  return 'returned';
}

/** The visit is due when the window that was agreed closes. */
function lengthOf({ opensAt, closesAt }: Appointment): Span {
  return { amount: Math.ceil((Date.parse(closesAt) - Date.parse(opensAt)) / minute), unit: 'minute' };
}

function notBefore(file: File, { opensAt }: Appointment) {
  return (): Objection | undefined =>
    Date.parse(file.now) < Date.parse(opensAt) ? wrong('预约时段尚未开始', 'the time of the appointment has not come') : undefined;
}

/** 差评: 不满意 and 非常不满意 (GB/T 39734-2020). */
function isBad(level: number): boolean {
  return level <= 2;
}
