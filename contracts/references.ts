import { z } from 'zod';
import { titled } from './form.ts';
import { caseNo, officerId, regionCode, unitCode } from './ids.ts';
import { message } from './message.ts';

/** Fields that name something in the registry. The API checks that it exists before a message leaves. */
export const unitReference = unitCode.meta({ reference: 'unit' });
export const regionReference = regionCode.meta({ reference: 'region' });
/** The unit of the person whom a case is about: it takes no part in it, and so may be any. */
export const subjectUnitReference = unitCode.meta({ reference: 'subjectUnit' });
/** A unit that is usually of one kind, such as a grid: pages offer those first. */
export function unitReferenceOf(kind: string): typeof unitReference {
  return unitReference.meta({ unitKind: kind });
}
export const officerReference = officerId.meta({ reference: 'officer' });
export const matterReference = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,47}$/, message('事项代码为 2 至 48 位小写字母、数字与连字符', 'a matter code has 2 to 48 of a-z, 0-9 and -'))
  .meta({ reference: 'matter' });

/** Another case by its number. `procedure`: pages offer cases of this procedure. */
export function caseReference(procedure?: string): typeof caseNo {
  return caseNo.meta({ reference: 'case', ...(procedure === undefined ? {} : { ofProcedure: procedure }) });
}

export const procedureReference = z.string().max(60).meta({ reference: 'procedure' });

/** What the case at hand has some of, by which a form names one: pages offer them by their words. */
export type PartOfCase = 'party' | 'allegation' | 'need' | 'material' | 'checkPoint' | 'sampled' | 'assessed';
export function fromCase<S extends z.ZodType>(schema: S, part: PartOfCase): S {
  return schema.meta({ ofCase: part });
}

/** 小类: a kind of event of the routing rules. */
export const categoryCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,47}$/, message('小类代码为 2 至 48 位小写字母、数字与连字符', 'a category code has 2 to 48 of a-z, 0-9 and -'));

export const categoryReference = categoryCode.meta({ reference: 'category' });

/** An attachment that was uploaded before, by its SHA-256. */
export const attachmentReference = z
  .string()
  .regex(/^[0-9a-f]{64}$/, message('SHA-256 为 64 位小写十六进制', 'a SHA-256 has 64 lower-case hex digits'))
  .meta({ reference: 'attachment' });

/** An officer sent by a unit: the API checks that he belongs to it. */
export const delegate = { officer: titled(officerReference, '人员', 'Officer'), unit: titled(unitReference, '单位', 'Unit') };
