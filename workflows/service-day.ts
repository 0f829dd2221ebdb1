import { serviceDay as procedure } from '../contracts/procedures/service-day.ts';
import type { Actor } from '../contracts/case.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

const begun = { zh: '坐班已开始,未确认人员', en: 'the sit-in has begun, and nobody was named' };
const absent = { zh: '未按时到岗,记缺勤', en: 'did not check in in time: a no-show' };
const over = { zh: '坐班已结束', en: 'the sit-in is over' };

/** 坐班日: every unit names who comes, checks in on the day, and the community reports what was done. */
export const serviceDay = conduct(procedure, async (file, { community, day, opensAt, closesAt, units, supervisor }) => {
  file.keep({ serviceDay: day });
  file.ledBy(community);
  const opening = file.until('opening', opensAt, { zh: '坐班开始', en: 'the sit-in opens' });

  const roster = await file.forEach(units, (unit) =>                                      // 排班
    file.stepBefore('confirmRoster', { unit, check: ownOfficer, before: opening, tooLate: begun }));
  const begins = await opening;

  const closing = file.until('closing', closesAt, { zh: '坐班结束', en: 'the sit-in closes' });
  const came = await file.forEach(roster, ({ unit }) =>                                   // 到岗;缺勤告知督办,可安排替补
    file.duty('checkIn', {
      unit,
      from: begins,
      check: ownOfficer,
      absent,
      supervisor,
      over: closing,
      tooLate: over,
      substituteRule: 'serviceDay.substituteCheckIn',
    }));
  await closing;

  await file.step('report', { unit: community });                                         // 小结
  const held = came.filter(({ form }) => form !== null).length;
  return file.close(held === units.length ? 'held' : held > 0 ? 'heldWithAbsence' : 'notHeld');
});

/** A unit sends its own people. */
function ownOfficer({ unit }: { readonly unit: string }, actor: Actor): Objection | undefined {
  if (actor.kind === 'officer' && actor.unit === unit) return undefined;
  return wrong('只能填写本单位人员', 'name an officer of your own unit');
}
