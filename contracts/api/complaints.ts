import { z } from 'zod';
import { titled } from '../form.ts';
import { caseNo } from '../ids.ts';
import { message } from '../message.ts';
import { openingFields, partyDetails } from '../procedure.ts';
import { complaint } from '../procedures/complaint.ts';

const { named, name, phone, address } = partyDetails.shape;

/** The resident as he describes himself. No identity number: nothing here needs it (个人信息保护法 6). */
const resident = z
  .strictObject({ named, name, phone, address })
  .refine((who) => who.named !== 'anonymous' || [who.name, who.phone, who.address].every((field) => field === undefined), {
    path: ['named'],
    error: message('匿名投诉不得填写姓名与联系方式', 'a complaint without a name has no name, telephone or address'),
  })
  .refine((who) => who.named === 'anonymous' || who.name !== undefined, {
    path: ['name'],
    error: message('实名、保密投诉须填写姓名', 'with a name, or in confidence, the name is needed'),
  })
  .refine((who) => who.named === 'anonymous' || who.phone !== undefined, {
    path: ['phone'],
    error: message('实名、保密投诉须填写电话', 'with a name, or in confidence, a telephone number is needed'),
  });

/** 一键直达: what a resident sends, without an account. */
export const complaintBody = z
  .strictObject({
    region: openingFields.region,
    title: openingFields.title,
    resident: titled(resident, '投诉人', 'Who complains'),
    matter: complaint.matter,
  })
  .meta({ id: 'ComplaintBody' });
export type ComplaintBody = z.infer<typeof complaintBody>;

export const complaintFiled = z
  .strictObject({
    caseNo,
    receipt: z.string().meta({ description: '查询码,随时凭此查询进度与答复,并作评价 · the code to look up progress and reply at any time, and to rate' }),
    links: z.strictObject({ self: z.string().meta({ description: '查询页 · the receipt page' }) }),
  })
  .meta({ id: 'ComplaintFiled' });
