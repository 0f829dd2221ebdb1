import { standardText, type StandardText, type StandardTextBody } from '../../contracts/api/templates.ts';
import type { StandardText as Row } from '../../prisma/generated/client.ts';
import { hasRole, type Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { invalidFields } from '../http/check.ts';
import { forbidden } from '../http/forbidden.ts';
import { once, type Transaction } from '../http/once.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { visibleTo } from '../procedures/visible.ts';
import { holdsIdentityNumber, holdsMobileNumber, identityFound } from '../publications/personal-data.ts';
import { longTextsOf, stepsOf } from './long-texts.ts';

/** More of them at one step are no help to whoever looks for one. */
const atMost = 50;

/** Adds a text, for everybody or for the unit. Throws `forbidden`, `invalid-fields` and `conflict`. */
export async function addText({ db, clock }: Deps, actor: Actor, key: string, body: StandardTextBody): Promise<StandardText> {
  mustKeepFor(actor, body.unit);
  mustFit(actor, body);
  return once(db, { officer: actor.officer, key, request: { add: 'standardText', body } }, standardText, async (transaction) => {
    const { procedure, step, unit } = body;
    if ((await transaction.standardText.count({ where: { procedure, step, unit } })) >= atMost) {
      throw new Problem('conflict', { reason: { zh: `同一环节至多 ${atMost} 条常用文本`, en: `a step has at most ${atMost} standard texts` } });
    }
    return shown(await transaction.standardText.create({ data: { ...body, updatedAt: clock(), updatedBy: actor.officer } }));
  });
}

/** Changes a text; what was inserted before stays as it is. Throws `forbidden`, `invalid-fields` and `not-found`. */
export async function changeText({ db, clock }: Deps, actor: Actor, id: string, body: StandardTextBody): Promise<StandardText> {
  mustKeepFor(actor, body.unit);
  return db.$transaction(async (transaction) => {
    await findText(transaction, actor, id);
    mustFit(actor, body);
    return shown(await transaction.standardText.update({ where: { id }, data: { ...body, updatedAt: clock(), updatedBy: actor.officer } }));
  });
}

/** Throws `forbidden` and `not-found`. */
export async function removeText({ db }: Deps, actor: Actor, id: string): Promise<void> {
  await db.$transaction(async (transaction) => {
    await findText(transaction, actor, id);
    await transaction.standardText.delete({ where: { id } });
  });
}

export function shown({ updatedAt, updatedBy: _, ...row }: Row): StandardText {
  return standardText.parse({ ...row, updatedAt: updatedAt.toISOString() });
}

/** A text that the actor keeps; those of other units are not there for him. */
async function findText(db: Transaction, actor: Actor, id: string): Promise<void> {
  const row = await db.standardText.findUnique({ where: { id }, select: { unit: true, procedure: true } });
  const seen = row !== null && (row.unit === null || row.unit === actor.unit) && visibleTo(actor).some(({ name }) => name === row.procedure);
  if (!seen) throw new Problem('not-found', { what: { zh: '该常用文本', en: 'standard text' } });
  mustKeepFor(actor, row.unit);
}

/** For everybody the system administrator writes, for a unit its head. */
function mustKeepFor(actor: Actor, unit: string | null): void {
  if (unit === null && !hasRole(actor, 'systemAdministrator')) {
    throw forbidden({ zh: '各单位通用的文本由系统管理员维护', en: 'Texts for everybody are kept by the system administrator' });
  }
  if (unit !== null && !(hasRole(actor, 'unitHead') && unit === actor.unit)) {
    throw forbidden({ zh: '单位的常用文本由该单位负责人维护', en: 'Texts of a unit are kept by its head' });
  }
}

function mustFit(actor: Actor, body: StandardTextBody): void {
  const faults = [...placeFaults(actor, body), ...personalFaults(body)];
  if (faults.length > 0) throw invalidFields(faults);
}

function placeFaults(actor: Actor, { procedure: name, step, field, text }: StandardTextBody): FieldError[] {
  const procedure = visibleTo(actor).find((each) => each.name === name);
  if (procedure === undefined) return [{ path: 'procedure', zh: `没有流程 ${name}`, en: `there is no procedure ${name}` }];
  const steps = stepsOf(procedure);
  const meant = step === null ? [...steps.values()] : [steps.get(step)].filter((each) => each !== undefined);
  if (meant.length === 0) return [{ path: 'step', zh: `该流程没有环节 ${step}`, en: `the procedure has no step ${step}` }];
  if (field === null) return [];
  const place = longTextsOf(meant).get(field);
  if (place === undefined) return [{ path: 'field', zh: `该环节没有长文本 ${field}`, en: `the step has no long text ${field}` }];
  return (['zh', 'en'] as const).flatMap((language) => {
    const path = `text.${language}`;
    const given = text[language] ?? '';
    if (given.length > place.most) return [{ path, zh: `该栏至多 ${place.most} 字`, en: `this field takes at most ${place.most} characters` }];
    // A title may name somebody: it goes only where personal data may stand (docs/decisions/0003).
    if (!place.personal && given.includes('{title}')) return [{ path, zh: '标题可能含个人信息,该栏不能使用 {title}', en: 'a title may name somebody: {title} is not for this field' }];
    return [];
  });
}

/** The text goes into many cases: nobody's data belongs in it. An office may be reached by its landline. */
function personalFaults({ name, text }: StandardTextBody): FieldError[] {
  const given = { 'name.zh': name.zh, 'name.en': name.en, 'text.zh': text.zh, 'text.en': text.en ?? '' };
  return Object.entries(given).flatMap(([path, each]) => {
    if (holdsIdentityNumber(each)) return [{ path, ...identityFound }];
    if (holdsMobileNumber(each)) return [{ path, zh: '疑似含有手机号码,请删去', en: 'it seems to hold a mobile number: take it out' }];
    return [];
  });
}
