import { patrol as procedure } from '../contracts/procedures/patrol.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type Evening = MatterOf<typeof procedure>;
type Round = FormOf<typeof procedure, 'round'>;

const absent = { zh: '本轮未按时巡查,记缺勤', en: 'the round was not walked in time: a no-show' };
const over = { zh: '当晚巡查已结束', en: 'the evening is over' };

/** 巡街打更: round after round along the route; a round that is missed is told the same evening; what is found becomes an event. */
export const patrol = conduct(procedure, async (file, evening) => {
  const { patroller, rounds, closesAt, supervisor, place } = evening;
  file.keep({ place });
  file.ledBy(patroller);
  const closing = file.until('closing', closesAt, { zh: '当晚巡查结束', en: 'the evening ends' });

  const walked = await file.forEach([...rounds.entries()], async ([index, startsAt]) => {
    const number = index + 1;
    const begins = await file.until(`round-${number}`, startsAt, { zh: `第 ${number} 轮巡查开始`, en: `round ${number} begins` });
    const { unit, form } = await file.duty('round', {                                     // 缺勤当晚告知督办,可安排替补
      unit: patroller,
      about: `round-${number}`,
      from: begins,
      check: followsTheRoute(file, evening),
      absent,
      supervisor,
      over: closing,
      tooLate: over,
      substituteRule: 'patrol.substituteRound',
    });
    if (form === null) return false;
    await file.forEach(form.hazards, ({ checkPoint, kind }) =>                            // 一键上报,转为网格事件
      file.stepThatOpens('reportHazard', { unit, about: `${checkPoint} ${kind}` }));
    return true;
  });
  await closing;

  const done = walked.filter(Boolean).length;
  return file.close(done === rounds.length ? 'walked' : done > 0 ? 'walkedInPart' : 'notWalked');
});

/** Every check point is visited, or left out for a reason; hazards are found on the route, and nothing in the future. */
function followsTheRoute(file: CaseFile<typeof procedure>, { route, opensAt }: Evening) {
  const points = route.map(({ id }) => id);
  return ({ visited, omitted, hazards }: Round): Objection | undefined => {
    const named = [...visited, ...omitted].map(({ checkPoint }) => checkPoint);
    const unknown = [...named, ...hazards.map(({ checkPoint }) => checkPoint)].find((id) => !points.includes(id));
    if (unknown !== undefined) return wrong(`路线上没有点位 ${unknown}`, `the route has no check point ${unknown}`);
    const missing = points.filter((id) => named.filter((each) => each === id).length !== 1);
    if (missing.length > 0) {
      return wrong(`每个点位须填写一次,已到或未到及原因:${missing.join('、')}`, `every check point is named once, as visited or with a reason: ${missing.join(', ')}`);
    }
    const misdated = visited.find(({ at }) => Date.parse(at) < Date.parse(opensAt) || Date.parse(at) > Date.parse(file.now));
    if (misdated !== undefined) {
      return wrong(`点位 ${misdated.checkPoint} 的到达时间不在当晚至现在之间`, `check point ${misdated.checkPoint} was not visited between the begin of the evening and now`);
    }
    return undefined;
  };
}
