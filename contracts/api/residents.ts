import { z } from 'zod';
import { span } from '../clock.ts';
import { titled } from '../form.ts';
import { caseNo, day, instant, regionCode, unitCode } from '../ids.ts';
import { label } from '../label.ts';
import { message } from '../message.ts';
import { partyDetails } from '../procedure.ts';
import { gridEvent } from '../procedures/grid-event.ts';
import { homeDelivery } from '../procedures/home-delivery.ts';
import { categoryReference, matterReference, unitReference } from '../references.ts';
import { area, material, matterCategory } from './registry.ts';
import { eventCategory, point } from './routing.ts';

/** What residents read and send without an account. Nothing in it names an officer. */

/** Taken in: the number, and the code for everything that follows. */
export const filed = z
  .strictObject({
    caseNo,
    receipt: z.string().meta({ description: '查询码,随时凭此查询进度与答复,并作评价 · the code to look up progress and reply at any time, and to rate' }),
    links: z.strictObject({ self: z.string().meta({ description: '查询页 · the receipt page' }) }),
  })
  .meta({ id: 'Filed' });
export type Filed = z.infer<typeof filed>;

/** What a resident holds for a picture that he uploaded: whoever has it may name the picture, nobody else. */
export const photoTicket = z
  .string()
  .regex(/^[0-9a-f]{64}\.[A-Za-z0-9_-]{43}$/, message('照片凭据不正确,请重新上传', 'this is no ticket of a picture: upload it again'));
export const photoTaken = z.strictObject({ ticket: photoTicket }).meta({ id: 'PhotoTaken' });
export const photosMost = 3;
export const photos = titled(z.array(photoTicket).max(photosMost).default([]), '照片', 'Photographs');

const { named, name, phone, address } = partyDetails.shape;

/** Who reports can be asked how it went where he gives a telephone number; a name alone is not kept (个人信息保护法 6). */
const reporter = z
  .strictObject({ named: named.default('anonymous'), name, phone })
  .refine((who) => who.named !== 'anonymous' || (who.name === undefined && who.phone === undefined), {
    path: ['named'],
    error: message('匿名上报不得填写姓名与电话', 'a report without a name has no name and no telephone'),
  })
  .refine((who) => who.named === 'anonymous' || who.phone !== undefined, {
    path: ['phone'],
    error: message('实名、保密上报须填写电话', 'with a name, or in confidence, a telephone number is needed'),
  });

const { grid, address: words, description } = gridEvent.matter.shape;

/** 上报: what is wrong, and where. */
export const reportBody = z
  .strictObject({
    category: titled(categoryReference, '小类', 'Category'),
    point: titled(point, '位置', 'Point on the map').optional(),
    grid,
    address: words,
    description,
    photos,
    reporter: titled(reporter, '上报人', 'Who reports').default({ named: 'anonymous' }),
  })
  .refine((report) => report.grid !== undefined || report.point !== undefined, {
    path: ['grid'],
    error: message('须选择网格或位置之一', 'give the grid or the point'),
  })
  .meta({ id: 'ReportBody' });
export type ReportBody = z.infer<typeof reportBody>;

export const publicCategories = z.strictObject({ items: z.array(eventCategory) }).meta({ id: 'PublicCategories' });

const place = z.strictObject({ code: unitCode, name: label });

/** A grid with what is above it, as somebody finds it by name. */
export const publicGrid = z
  .strictObject({
    ...place.shape,
    region: regionCode,
    community: place.nullable(),
    street: place.nullable(),
    area: area.nullable().meta({ description: '仅在请求 areas=true 时给出 · only where areas=true was asked for' }),
  })
  .meta({ id: 'PublicGrid' });
export type PublicGrid = z.infer<typeof publicGrid>;

export const publicRegion = z.strictObject({ code: regionCode, name: label, parent: label.nullable() }).meta({ id: 'PublicRegion' });
export const publicRegions = z.strictObject({ items: z.array(publicRegion) }).meta({ id: 'PublicRegions' });

/** 事项: what can be applied for, with all that has to be brought, told once. */
export const publicMatter = z
  .strictObject({
    code: z.string(),
    name: label,
    category: matterCategory,
    materials: z.array(material),
    promise: span.nullable(),
    departments: z.array(label),
    deliverable: label.nullable(),
  })
  .meta({ id: 'PublicMatter' });
export type PublicMatter = z.infer<typeof publicMatter>;

/** A community in which staff sit in. */
export const publicCommunities = z
  .strictObject({ items: z.array(z.strictObject({ ...place.shape, region: regionCode })) })
  .meta({ id: 'PublicCommunities' });

export const slot = z.strictObject({ opensAt: instant, left: z.int().min(0).meta({ description: '余号 · how many are left' }) });

/** A day on which staff sit in a community, or would have but for the calendar. */
export const publicServiceDay = z
  .strictObject({
    planned: day.meta({ description: '按周期本应开展的日期 · the day by its recurrence' }),
    day: day.nullable().meta({ description: '实际日期;不开展时为 null · null where it does not take place' }),
    why: label.nullable(),
    provisional: z.boolean(),
    opensAt: instant.nullable(),
    closesAt: instant.nullable(),
    community: place,
    units: z.array(label),
    bookingFrom: instant.nullable().meta({ description: '何时起可预约,已可预约的为 null · from when it can be booked; null once it can' }),
    slots: z.array(slot).meta({ description: '可预约的时段 · what can be booked' }),
  })
  .meta({ id: 'PublicServiceDay' });
export type PublicServiceDay = z.infer<typeof publicServiceDay>;
export const publicServiceDays = z.strictObject({ items: z.array(publicServiceDay) }).meta({ id: 'PublicServiceDays' });

/** Who comes, or is visited: the window asks for him by name, and calls where something changes. */
const applicant = z.strictObject({
  name: titled(name.unwrap(), '姓名', 'Name'),
  phone: titled(phone.unwrap(), '电话', 'Telephone'),
});

/** 预约 */
export const appointmentBody = z
  .strictObject({
    community: titled(unitReference, '社区', 'Community'),
    opensAt: titled(instant, '时段', 'Slot'),
    item: titled(matterReference, '办理事项', 'Matter'),
    applicant: titled(applicant, '预约人', 'Who comes'),
  })
  .meta({ id: 'AppointmentBody' });
export type AppointmentBody = z.infer<typeof appointmentBody>;

const { brings, because } = homeDelivery.matter.shape;

/** 申请上门, for somebody who cannot come. */
export const homeVisitBody = z
  .strictObject({
    community: titled(unitReference, '社区', 'Community'),
    brings,
    because,
    applicant: titled(z.strictObject({ ...applicant.shape, address: titled(address.unwrap().min(2), '地址', 'Address') }), '申请人', 'Who is visited'),
  })
  .meta({ id: 'HomeVisitBody' });
export type HomeVisitBody = z.infer<typeof homeVisitBody>;

export const locationBody = point.meta({ id: 'LocationBody' });
