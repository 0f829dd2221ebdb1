import { z } from 'zod';
import { span } from '../clock.ts';
import { choice, titled } from '../form.ts';
import { officerId, regionCode, unitCode } from '../ids.ts';
import { label, type Label } from '../label.ts';
import { message } from '../message.ts';
import { officerReference, regionReference, unitReference } from '../references.ts';
import { administrators, role } from '../roles.ts';

/** 区划 */
const regionFields = {
  name: titled(label, '名称', 'Name'),
  parent: titled(regionReference.nullable(), '上级区划', 'Region above'),
  short: titled(
    z
      .string()
      .regex(/^\p{Script=Han}{1,2}$/u, message('简称为一至两个汉字', 'a short name is one or two Chinese characters'))
      .nullable(),
    '简称',
    'Short name',
  ).meta({ description: '案号前缀 · prefix of case numbers, for counties and districts' }),
};
export const regionBody = z.strictObject(regionFields).meta({ id: 'RegionBody' });
export const region = z.strictObject({ code: titled(regionCode, '区划代码', 'Code'), ...regionFields }).meta({ id: 'Region' });
export type Region = z.infer<typeof region>;

export const unitKindLabels = {
  department: { zh: '部门', en: 'department' },
  street: { zh: '乡镇街道', en: 'street or town' },
  community: { zh: '社区(村)', en: 'community or village' },
  grid: { zh: '网格', en: 'grid' },
  building: { zh: '楼栋', en: 'building' },
  gridCentre: { zh: '网格化服务管理中心', en: 'grid centre' },
  stationedGroup: { zh: '派驻纪检监察组', en: 'stationed inspection group' },
  supervisionOffice: { zh: '监督检查室', en: 'supervision office' },
  townCommission: { zh: '乡镇纪委', en: 'town commission' },
  countyCommission: { zh: '县级纪委监委', en: 'county commission' },
  bank: { zh: '银行', en: 'bank' },
  serviceCentre: { zh: '政务服务中心', en: 'government service centre' },
  company: { zh: '企业', en: 'company' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Label>;

export const unitKind = choice(unitKindLabels);
export type UnitKind = z.infer<typeof unitKind>;

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** The area of a grid: a GeoJSON Polygon (RFC 7946) of one ring, which ends where it began. Longitude comes first. */
export const area = z
  .strictObject({ type: z.literal('Polygon'), coordinates: z.tuple([z.array(position).min(4).max(1000)]) })
  .refine(({ coordinates: [ring] }) => String(ring[0]) === String(ring.at(-1)), {
    path: ['coordinates'],
    error: message('边界须首尾相接', 'the ring ends where it began'),
  });

/** 单位 */
const unitFields = {
  name: titled(label, '名称', 'Name'),
  kind: titled(unitKind, '类型', 'Kind'),
  region: titled(regionReference, '区划', 'Region'),
  parent: titled(unitReference.nullable(), '上级单位', 'Parent').meta({
    description: '网格的上级为社区,楼栋的上级为网格 · that of a grid is a community, that of a building a grid',
  }),
  party: titled(label.nullable().default(null), '党组织', 'Party organisation').meta({
    description: '如网格党支部、楼栋党小组 · such as the party branch of a grid',
  }),
  discipline: titled(z.boolean().default(false), '纪检监察机构', 'Discipline inspection'),
  area: titled(area.nullable().default(null), '范围', 'Area').meta({ description: '网格范围,GeoJSON 面,经度在前 · area of a grid, longitude first' }),
  active: titled(z.boolean().default(true), '启用', 'Active'),
};
export const unitBody = z.strictObject(unitFields).meta({ id: 'UnitBody' });
export const unit = z.strictObject({ code: titled(unitCode, '代码', 'Code'), ...unitFields }).meta({ id: 'Unit' });
export type Unit = z.infer<typeof unit>;

const roles = z
  .array(role)
  .min(1)
  .max(6)
  .refine((held) => new Set(held).size === held.length, message('角色重复', 'a role is repeated'))
  .refine(
    (held) => held.length === 1 || !held.some((each) => administrators.includes(each)),
    message('系统、安全、审计管理员不得兼任其他角色', 'a system, security or audit administrator holds no other role'),
  )
  .refine(
    (held) => held.length === 1 || !held.includes('serviceAccount'),
    message('服务账号不得兼任其他角色', 'a service account holds no other role'),
  );

/** 工作人员 */
const officerFields = {
  name: titled(z.string().trim().min(1).max(60), '姓名', 'Name'),
  unit: titled(unitReference, '单位', 'Unit'),
  roles: titled(roles, '角色', 'Roles'),
  active: titled(z.boolean().default(true), '启用', 'Active'),
};
export const officerBody = z
  .strictObject({
    ...officerFields,
    phone: titled(
      z
        .string()
        .regex(/^\+?[\d-]{5,20}$/, message('电话号码为 5 至 20 位数字', 'a telephone number has 5 to 20 digits'))
        .nullable()
        .optional(),
      '电话',
      'Telephone',
    ).meta({ description: '缺省时保持不变 · left out: as before' }),
  })
  .meta({ id: 'OfficerBody' });
export const officer = z
  .strictObject({
    id: officerId,
    ...officerFields,
    roles: z.array(role),
    phone: z.string().nullable().meta({ description: '除本人、单位负责人与安全管理员外隐去中间各位 · masked except for oneself, the head and the security administrator' }),
  })
  .meta({ id: 'Officer' });
export type Officer = z.infer<typeof officer>;

/** 回避: one officer or one unit whose cases he keeps out of. */
export const officerRelation = z
  .strictObject({
    relation: titled(choice({ relative: { zh: '近亲属', en: 'close relative' }, interest: { zh: '利害关系', en: 'interest' } }), '关系', 'Relation'),
    officer: titled(officerReference.nullable().default(null), '人员', 'Officer'),
    unit: titled(unitReference.nullable().default(null), '单位', 'Unit'),
  })
  .refine(
    ({ officer: person, unit: place }) => (person === null) !== (place === null),
    message('须填写人员或单位之一', 'give either an officer or a unit'),
  )
  .meta({ id: 'OfficerRelation' });
export type OfficerRelation = z.infer<typeof officerRelation>;
export const officerRelations = z.strictObject({ relations: titled(z.array(officerRelation).max(200), '回避关系', 'Relations') }).meta({ id: 'OfficerRelations' });

export const matterCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,47}$/, message('事项代码以小写字母开头,共 2 至 48 位小写字母、数字与连字符', 'a matter code has 2 to 48 of a-z, 0-9 and -, and begins with a letter'));

export const matterCategoryLabels = {
  socialInsurance: { zh: '社保', en: 'social insurance' },
  medicalInsurance: { zh: '医保', en: 'medical insurance' },
  business: { zh: '工商', en: 'business registration' },
  housing: { zh: '住房', en: 'housing' },
  employment: { zh: '就业', en: 'employment' },
  construction: { zh: '建设工程', en: 'construction' },
  loan: { zh: '贷款', en: 'loans' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Label>;

/** 社保 医保 工商 住房 就业 建设工程 贷款 */
export const matterCategory = choice(matterCategoryLabels);

/** `id` names the material in forms, such as `id-card`. */
export const material = z.strictObject({
  id: titled(
    z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, message('材料代号以小写字母开头,由小写字母、数字与连字符组成', 'a material id has 2 to 60 of a-z, 0-9 and -, and begins with a letter')),
    '代号',
    'Id',
  ),
  name: titled(label, '名称', 'Name'),
  required: titled(z.boolean(), '必备', 'Required'),
});
export type Material = z.infer<typeof material>;

/** 事项: what a resident can apply for, with the materials told once and the promise of the department. */
const matterFields = {
  name: titled(label, '名称', 'Name'),
  category: titled(matterCategory, '类别', 'Category'),
  departments: titled(z.array(unitReference).max(20), '承办部门', 'Departments').meta({ description: '首个为牵头单位 · the first one leads' }),
  jointly: titled(z.boolean().default(false), '联合办理', 'Jointly').meta({ description: '多部门联合办理 · decided by several departments together' }),
  promise: titled(span.nullable(), '承诺时限', 'Promise').meta({ description: '短于法定时限时采用 · counts where it is shorter than the law' }),
  materials: titled(
    z
      .array(material)
      .max(50)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, message('材料代号重复', 'a material id is repeated')),
    '申请材料',
    'Materials',
  ),
  deliverable: titled(label.nullable(), '办理结果', 'What the applicant receives'),
  active: titled(z.boolean().default(true), '启用', 'Active'),
};
export const matterBody = z
  .strictObject(matterFields)
  .refine(({ active, departments }) => !active || departments.length > 0, {
    path: ['departments'],
    error: message('启用的事项须指定承办部门', 'a matter in use names its departments'),
  })
  .meta({ id: 'MatterBody' });
export const matter = z.strictObject({ code: titled(matterCode, '事项代码', 'Code'), ...matterFields }).meta({ id: 'Matter' });
export type Matter = z.infer<typeof matter>;

/** 受理单位: which unit takes in what residents of a region bring forward under a procedure. */
export const receivingUnitBody = z.strictObject({ unit: unitCode }).meta({ id: 'ReceivingUnitBody' });
export const receivingUnit = z
  .strictObject({ procedure: titled(z.string(), '流程', 'Procedure'), region: titled(regionReference, '区划', 'Region'), unit: titled(unitReference, '受理单位', 'Receiving unit') })
 .meta({ id: 'ReceivingUnit' });
