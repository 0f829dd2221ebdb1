import { council as procedure } from '../contracts/procedures/council.ts';
import type { Actor } from '../contracts/case.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Concern = MatterOf<typeof procedure>;
type Agenda = FormOf<typeof procedure, 'agenda'>;
type Resolution = FormOf<typeof procedure, 'resolve'>;

/** After so many meetings a question is decided, one way or the other. */
const meetingsAtMost = 3;

const begins = { zh: '议事会开始', en: 'the meeting begins' };
const begun = { zh: '议事会已开始,未确认参会', en: 'the meeting has begun, and nobody was named' };

/** 议事会: hear the residents, bring the units to one bench, answer one by one, decide, build, and go from door to door. */
export const council = conduct(procedure, async (file, concern) => {
  const { host, community, supervisor } = concern;
  file.keep({ category: concern.concern, place: community });
  file.ledBy(host);

  await file.step('visit', { unit: host });                                               // 走访询问
  const resolution = await deliberate(file, concern);                                     // 议事,逐一解答,最终确定
  const outcome = resolution.project === undefined ? resolution.decision : await build(file, resolution.project); // 申请项目并实施

  await file.untilSatisfied({
    work: async (round) => {
      if (round > 1) await file.step('answerAgain', { unit: host });                      // 不满意的,再次答复
      await file.step('doorToDoor', { unit: community });                                 // 登门入户,广泛与居民交流
    },
    ask: () => file.followUp({ unit: host, stage: 'tell' }),
    atMost: 1,
    supervisor,
  });
  return file.close(outcome);
});

/** Meets until something is decided. What is not answered in the meeting is answered after it, each question by its unit. */
async function deliberate(file: File, { host, community }: Concern): Promise<Resolution> {
  for (let meeting = 1; ; meeting += 1) {
    const { at, invited, questions } = await file.step('agenda', { unit: host, check: asksWhoComes(host, community) });
    const opening = file.until('meeting', at, begins);
    await file.forEach(invited, (unit) =>                                                 // 邀请相关单位座谈
      file.stepBefore('attend', { unit, check: ownOfficer, before: opening, tooLate: begun }));
    await opening;

    const { held } = await file.step('meet', { unit: host, from: at });
    if (!held) continue;
    const numbered = questions.map(({ unit }, index) => ({ unit, about: `q${index + 1}` }));
    const answered = file.forEach(numbered, (question) => file.step('answer', { ...question, from: at }));
    const resolution = await file.step('resolve', { unit: host, from: at, check: decidesInTime(meeting) });
    await answered;
    if (resolution.decision !== 'postponed') return resolution;
  }
}

/** The unit of the project accepts it with its milestones, which follow one after the other; or refuses. */
async function build(file: File, unit: string): Promise<string> {
  const project = await file.handOver('applyForProject', unit);                           // 如“快乐健身行动”项目
  if (project === null) return 'projectRefused';
  for (const { work, unit: builder, days } of project.form.milestones) {                  // 清理整备、地面硬化、安装调试
    await file.step('milestone', { unit: builder, about: work, promise: { amount: days, unit: 'day' } });
  }
  return 'built';
}

/** Whoever answers a question sits on the bench: the host, the community, or a unit that is invited. */
function asksWhoComes(host: string, community: string) {
  return ({ invited, questions }: Agenda): Objection | undefined => {
    if (invited.includes(host)) return wrong('召集单位无需邀请', 'the host need not be invited');
    const absent = questions.find(({ unit }) => ![host, community, ...invited].includes(unit));
    return absent && wrong(`解答单位 ${absent.unit} 未受邀请`, `${absent.unit} is to answer and is not invited`);
  };
}

/** A unit sends its own people. */
function ownOfficer({ unit }: { readonly unit: string }, actor: Actor): Objection | undefined {
  if (actor.kind === 'officer' && actor.unit === unit) return undefined;
  return wrong('只能填写本单位人员', 'name an officer of your own unit');
}

function decidesInTime(meeting: number) {
  return ({ decision }: Resolution): Objection | undefined =>
    decision === 'postponed' && meeting >= meetingsAtMost
      ? wrong(`已议 ${meeting} 次,须作出决议`, `after ${meeting} meetings it is to be decided`)
      : undefined;
}
