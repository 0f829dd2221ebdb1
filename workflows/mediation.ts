import { mediation as procedure } from '../contracts/procedures/mediation.ts';
import type { FormOf, MatterOf } from '../contracts/procedure.ts';
import type { CaseFile, Outcome } from './kit/case-file.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

type File = CaseFile<typeof procedure>;
type Dispute = MatterOf<typeof procedure>;
type Invitation = FormOf<typeof procedure, 'invite'>;
type Session = FormOf<typeof procedure, 'mediate'>;
type Agreement = FormOf<typeof procedure, 'agreement'>;

/** After so many meetings without an agreement the mediation has failed. */
const meetingsAtMost = 3;

/** 作退一步想: calm both sides, mediate if they want it, watch that they keep what they agreed. */
export const mediation = conduct(procedure, async (file, dispute) => {
  const { dispute: category, community, studio, grid } = dispute;
  file.keep({ category, place: grid ?? community });
  file.ledBy(studio);

  const watchers = [...new Set([studio, community, ...(grid === undefined ? [] : [grid])])];
  const noticed = Promise.race(watchers.map((unit) => file.step('noticeCrime', { unit })));  // 随时可报,不设时限
  return Promise.race([
    mediate(file, dispute).then((outcome) => archive(file, studio, outcome)),
    noticed.then(() => reportToPolice(file, dispute)).then((outcome) => archive(file, studio, outcome)),
  ]);
});

async function mediate(file: File, { community, studio }: Dispute): Promise<string> {
  const disputants = file.parties('disputant').map(({ id }) => id);
  await file.step('calm', { unit: community, check: meets(disputants) });                 // 上门了解情况,安抚双方情绪
  const { answers } = await file.step('askConsent', { unit: studio, check: asks(disputants) });
  if (answers.some(({ answer }) => answer === 'refuses')) {
    return tellOtherRoutes(file, studio, disputants, 'refused');                          // 一方明确拒绝的,不得调解(17)
  }

  for (;;) {
    const agreement = await agree(file, studio, disputants);
    if (agreement === null) return tellOtherRoutes(file, studio, disputants, 'failed');   // 调解不成(26)
    const { result, next, confirmed } = await perform(file, studio, disputants, agreement);          // 履行与司法确认(31、33)
    if (result === 'performed') return 'reconciled';                                      // 握手言和
    if (next === 'otherRoutes') return tellOtherRoutes(file, studio, disputants, 'breached', confirmed);
  }
}

/** Meets in the studio until they agree or it is clear that they will not. Null: no agreement. */
async function agree(file: File, studio: string, disputants: readonly string[]): Promise<{ form: Agreement; effective: string } | null> {
  for (let meeting = 1; ; meeting += 1) {
    const { at, withUnits } = await file.step('invite', { unit: studio, check: joinWithConsent(disputants) }); // 邀请双方到工作室
    const helpers = withUnits.filter((unit) => unit !== studio);
    const { form } = await file.jointly('mediate', {                                      // 会同公安等部门调解
      lead: studio,
      with: helpers,
      join: 'all',
      from: at,
      check: concludes(disputants, meeting),
    });
    if (form.result === 'refused' || form.result === 'failed') return null;
    if (form.result === 'again') continue;

    const agreed = { at: file.now, day: file.today };
    const agreement = await file.step('agreement', { unit: studio, check: takesEffect(file, disputants, agreed.day) });
    if (agreement.made === 'not') return null;
    const effective = agreement.made === 'oral' ? agreed.at : startOf(agreement.effectiveOn ?? agreed.day);
    return { form: agreement, effective };
  }
}

/**
 * The committee looks whether it was performed on the day agreed (31). From the day on which it takes effect the parties have
 * thirty days to ask the court together to confirm it (33); once it is performed or broken there is nothing left to confirm.
 */
async function perform(file: File, studio: string, disputants: readonly string[], agreement: { form: Agreement; effective: string }) {
  const watched = file.step('watchPerformance', {
    unit: studio,
    from: startOf(agreement.form.performBy ?? file.today),
    check: breachesInTime(file, agreement.form),
  });
  const { form: application } = await file.stepBefore('applyForConfirmation', {
    unit: studio,
    from: agreement.effective,
    check: applyTogether(disputants),
    before: watched,
    tooLate: { zh: '协议已有履行结果,无须确认', en: 'performed or broken: nothing is left to confirm' },
    lapse: { zh: '逾期未共同申请司法确认', en: 'they did not apply together in time' },
  });
  const ruling = application === null ? null : await file.step('courtDecision', { unit: studio });
  return { ...(await watched), confirmed: ruling?.decision === 'confirmed' };
}

/** 人民调解法 26: whoever is not helped here is told where else he can go; with a confirmed agreement, to enforcement (33). */
async function tellOtherRoutes(
  file: File,
  studio: string,
  disputants: readonly string[],
  outcome: string,
  confirmed = false,
): Promise<string> {
  await file.step('tellOtherRoutes', { unit: studio, check: tells(disputants, confirmed) });
  return outcome;
}

/** 人民调解法 25: what may become a case for the police is reported at once, and ends the mediation. Nobody can call it back. */
async function reportToPolice(file: File, { police }: Dispute): Promise<string> {
  file.setAside({ zh: '已报告公安机关,终止调解', en: 'reported to the police: the mediation ends' });
  await file.step('reportToPolice', { unit: police });
  return 'reportedToPolice';
}

/** 登记归档(27) */
async function archive(file: File, studio: string, outcome: string): Promise<Outcome> {
  await file.step('archive', { unit: studio });
  return file.close(outcome);
}

function startOf(day: string): string {
  return `${day}T00:00:00+08:00`;
}

/* What the law forbids. */

function lacking(wanted: readonly string[], named: readonly string[]): string[] {
  return wanted.filter((party) => !named.includes(party));
}

function everybody(wanted: readonly string[], named: readonly string[], zh: string, en: string): Objection | undefined {
  const missing = lacking(wanted, named);
  return missing.length === 0 ? undefined : wrong(`${zh}:缺 ${missing.join('、')}`, `${en}: ${missing.join(', ')} missing`);
}

function meets(disputants: readonly string[]) {
  return ({ met }: FormOf<typeof procedure, 'calm'>) =>
    everybody(disputants, met, '须与各方当事人见面', 'every party is to be met');
}

function asks(disputants: readonly string[]) {
  return ({ answers }: FormOf<typeof procedure, 'askConsent'>): Objection | undefined => {
    const asked = answers.map(({ party }) => party);
    if (asked.length === disputants.length && lacking(disputants, asked).length === 0) return undefined;
    return wrong(`须对 ${disputants.join('、')} 逐一征求意愿,各一次`, `one answer of each of ${disputants.join(', ')}`);
  };
}

/** 人民调解法 20: relatives, neighbours and experts help with the consent of the parties. */
function joinWithConsent(disputants: readonly string[]) {
  return ({ joining }: Invitation): Objection | undefined => {
    for (const { consentOf } of joining) {
      const objection = everybody(disputants, consentOf, '邀请他人参与调解须经各方当事人同意(人民调解法20)', 'whoever helps needs the consent of every party (人民调解法 20)');
      if (objection) return objection;
    }
    return undefined;
  };
}

function concludes(disputants: readonly string[], meeting: number) {
  return ({ result, attended }: Session): Objection | undefined => {
    if (result === 'agreed') return everybody(disputants, attended, '达成协议须各方当事人到场', 'they agree when every party came');
    if (result === 'again' && meeting >= meetingsAtMost) {
      return wrong(`已调解 ${meeting} 次,须作出结论`, `after ${meeting} meetings it is to be concluded`);
    }
    return undefined;
  };
}

/** 人民调解法 29: a writing needs every party, the mediator and the seal; the form itself asks for the last two. */
function takesEffect(file: File, disputants: readonly string[], agreedOn: string) {
  return ({ made, signedBy, effectiveOn, performBy }: Agreement): Objection | undefined => {
    if (made === 'not') return undefined;
    if (effectiveOn !== undefined && (effectiveOn < agreedOn || effectiveOn > file.today)) {
      return wrong('生效日期须在达成协议之日与今日之间', 'it takes effect between the day of agreement and today');
    }
    if (performBy !== undefined && performBy < agreedOn) {
      return wrong('履行日期不得早于达成协议之日', 'it is not to be performed before it was agreed');
    }
    if (made === 'oral') return undefined;
    return everybody(disputants, signedBy, '书面协议须由各方当事人签名、盖章或按指印方能生效(人民调解法29)', 'a written agreement takes effect when every party signed (人民调解法 29)');
  };
}

/** 人民调解法 33 */
function applyTogether(disputants: readonly string[]) {
  return ({ appliedBy }: FormOf<typeof procedure, 'applyForConfirmation'>) =>
    everybody(disputants, appliedBy, '司法确认须由各方当事人共同申请(人民调解法33)', 'the parties apply together (人民调解法 33)');
}

function breachesInTime(file: File, { performBy }: Agreement) {
  return ({ result }: FormOf<typeof procedure, 'watchPerformance'>): Objection | undefined =>
    result === 'breached' && performBy !== undefined && file.today <= performBy
      ? wrong(`约定履行日期为 ${performBy},届满后方可认定未履行`, `it can be broken only after ${performBy}`)
      : undefined;
}

function tells(disputants: readonly string[], confirmed: boolean) {
  return ({ told, enforcement }: FormOf<typeof procedure, 'tellOtherRoutes'>): Objection | undefined =>
    confirmed && enforcement === undefined
      ? wrong('协议已经司法确认,须告知可申请强制执行(人民调解法33)', 'the court confirmed it: enforcement is to be told (人民调解法 33)')
      : everybody(disputants, told, '须告知各方当事人', 'every party is to be told');
}
