import { z } from 'zod';
import { titled } from '../form.ts';
import { message } from '../message.ts';
import { openingFields, partyDetails } from '../procedure.ts';
import { complaintFromOutside } from '../procedures/complaint.ts';
import { photos } from './residents.ts';

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
    matter: complaintFromOutside,
    photos,
  })
  .refine(({ matter, photos: sent }) => !matter.accuses || sent.length === 0, {
    path: ['photos'],
    error: message('检举控告的材料请直接交给纪检监察机构', 'evidence for an accusation is handed to discipline inspection itself'),
  })
  .meta({ id: 'ComplaintBody' });
export type ComplaintBody = z.infer<typeof complaintBody>;
