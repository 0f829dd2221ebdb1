import { groundOf } from '../contracts/action.ts';
import { jointInspection as procedure } from '../contracts/procedures/joint-inspection.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Petition = MatterOf<typeof procedure>;
type Launch = FormOf<typeof procedure, 'approveLaunch'>;
type Conclusion = FormOf<typeof procedure, 'conclude'>;
type Finding = Conclusion['findings'][number];

/** 室组地联动: a supervision office leads, a stationed group reinforces, the town commission breaks through. */
export const jointInspection = conduct(procedure, async (file, petition) => {
  const county = file.coordinator;
  const { office, town } = petition;
  const allegations = petition.allegations.map((_, index) => `a${index + 1}`);
  const reporters = file.parties('reporter').filter(({ named }) => named !== 'anonymous');
  const keepsSecret = reporters.some(({ named }) => named === 'confidential');
  const speaker = keepsSecret ? county : office;                                          // 保密举报人只与受理机关联系

  await file.step('register', { unit: county });                                          // 线索登记,编号管理
  const acceptanceTold = reporters.some(({ named }) => named === 'realName')
    ? file.step('tellAcceptance', { unit: county })                                       // 实名举报告知受理
    : undefined;

  const route = await decideRoute(file, petition);                                        // 分析研判,决定启动联动
  if ('place' in route) {
    await acceptanceTold;
    return file.refer(route.place);                                                       // 属地自办
  }

  const { members } = route.launch;
  file.admit(members.map(({ officer }) => officer));
  file.ledBy(office);
  await verify(file, 'verify', office, members);                                          // 联合核查
  const first = await conclude(file, office, allegations);                                // 逐项认定
  let { findings } = first;
  const commission = first.handOverTo ?? town;
  let handedOver = handOverIfEstablished(file, findings, commission);                     // 移交立案审查调查

  if (reporters.length > 0) {
    const objected = await feedBack(file, speaker, allegations);                          // 逐一反馈,不等移交结果
    if (objected.length > 0) {
      await verify(file, 'verifyAgain', office, members, objected);                       // 有新证据:再核查,只此一次
      const again = await conclude(file, office, objected);
      findings = replaced(findings, again.findings);
      handedOver ??= handOverIfEstablished(file, findings, again.handOverTo ?? commission);
      await feedBack(file, speaker, objected);                                            // 仍有异议的,记录在案
    }
    await file.followUp({ unit: speaker, stage: 'satisfaction', rule: 'discipline.satisfaction' }); // 您满意吗
  }

  await Promise.all([acceptanceTold, handedOver]);
  return file.close(findings.some(isEstablished) ? 'established' : 'notEstablished');
});

/**
 * 分析研判: jointly, if the county approves, or by the place alone. The place registers what it takes over, or refuses and
 * the county reassigns (检举控告工作规则 15, 16); what the county calls back is assessed anew.
 */
async function decideRoute(file: File, { office, town }: Petition): Promise<{ launch: Launch } | { place: string }> {
  for (;;) {
    const { route, to: place = town } = await file.step('assess', { unit: office, check: placeMayTakeIt(file) });
    if (route === 'joint') {
      const launch = await file.step('approveLaunch', { unit: file.coordinator, check: mayLaunch(file, office) });
      if (launch.approve) return { launch };
    }
    const taken = await file.handOver('referral', place);
    if (taken !== null) return { place: taken.unit };
  }
}

/** The office leads, and every unit that sent somebody contributes its part. */
async function verify(
  file: File,
  name: 'verify' | 'verifyAgain',
  office: string,
  members: Launch['members'],
  about?: readonly string[],
): Promise<void> {
  const helpers = [...new Set(members.map(({ unit }) => unit))].filter((unit) => unit !== office);
  await file.jointly(name, { lead: office, with: helpers, join: 'all', ...(about ? { about: about.join('、') } : {}) });
}

function conclude(file: File, office: string, allegations: readonly string[]): Promise<Conclusion> {
  return file.step('conclude', { unit: office, check: concludesOn(allegations, file) });
}

/**
 * Feeds back on each allegation by itself; who was told by letter may answer later (检举控告工作规则 27).
 * Returns the allegations to which the reporter objected with new evidence. An objection without any is on file.
 */
async function feedBack(file: File, speaker: string, allegations: readonly string[]): Promise<string[]> {
  const objections = await file.forEach(allegations, async (about) => {
    const { objection } = await file.step('feedBack', { unit: speaker, about });
    if (objection !== 'later') return objection;
    const answer = await file.stepUnlessDue('objection', { unit: speaker, about, lapse: noAnswer });
    return answer?.objection ?? 'none';
  });
  return allegations.filter((_, index) => objections[index] === 'withEvidence');
}

const noAnswer = { zh: '逾期未提出异议', en: 'no objection in time' };

function handOverIfEstablished(file: File, findings: readonly Finding[], to: string) {
  return findings.some(isEstablished) ? file.handOver('caseReview', to) : undefined;
}

function isEstablished({ result }: Finding): boolean {
  return result !== 'notEstablished';
}

function replaced(findings: readonly Finding[], later: readonly Finding[]): Finding[] {
  return findings.map((finding) => later.find(({ allegation }) => allegation === finding.allegation) ?? finding);
}

/* What the regulation forbids. */

function keepsOut(file: File, unit: string | undefined): Objection | undefined {
  return unit !== undefined && file.keepsOut(unit) ? { code: 'unit-recused', facts: { unit } } : undefined;
}

function placeMayTakeIt(file: File) {
  return ({ to }: FormOf<typeof procedure, 'assess'>): Objection | undefined => keepsOut(file, to);
}

/** 核查组 of at least two (监督执纪工作规则 33), members of 室, 组 and 地, none of them recused (检举控告工作规则 48). */
function mayLaunch(file: File, office: string) {
  return ({ approve, members }: Launch): Objection | undefined => {
    if (!approve) return undefined;
    if (new Set(members.map(({ officer }) => officer)).size < Math.max(2, members.length)) {
      return wrong('协作组须不少于两人,且不得重复', 'a team has at least two members, each named once');
    }
    const missing = sides.filter(({ side }) => !members.some((member) => member.side === side));
    if (missing.length > 0) {
      return wrong(
        `协作组缺少${missing.map(({ zh }) => zh).join('、')}的人员`,
        `the team lacks somebody of ${missing.map(({ en }) => en).join(', ')}`,
      );
    }
    if (members.some(({ side, unit }) => (side === 'office') !== (unit === office))) {
      return wrong('“室”的成员须来自牵头的监督检查室,其他成员来自其他单位', 'members of the office come from the office that leads, the others from elsewhere');
    }
    for (const member of members) {
      const ground = file.recusal(member);
      if (ground !== null) return { code: 'member-recused', facts: { officer: member.officer, ground: groundOf(ground) } };
    }
    return undefined;
  };
}

const sides = [
  { side: 'office', zh: '室', en: 'the supervision office' },
  { side: 'group', zh: '组', en: 'the stationed group' },
  { side: 'town', zh: '地', en: 'the town commission' },
] as const;

/** Every allegation gets one finding, and nothing else does. */
function concludesOn(allegations: readonly string[], file: File) {
  return ({ findings, handOverTo }: Conclusion): Objection | undefined => {
    const concluded = findings.map(({ allegation }) => allegation);
    const fits = concluded.length === allegations.length && allegations.every((allegation) => concluded.includes(allegation));
    if (!fits) return wrong(`须对 ${allegations.join('、')} 逐项认定,各一项`, `one finding for each of ${allegations.join(', ')}`);
    return keepsOut(file, handOverTo);
  };
}
