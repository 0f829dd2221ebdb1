import { z } from 'zod';
import { choice, titled } from '../form.ts';
import { instant, regionCode, unitCode } from '../ids.ts';
import { label } from '../label.ts';

/** The modules of the platform that tell the public something. */
export const publicationKind = choice({
  disclosure: { zh: '信息公开', en: 'disclosure' },
  powers: { zh: '权力清单', en: 'list of powers' },
  example: { zh: '典型案例', en: 'typical case' },
});
export type PublicationKind = z.infer<typeof publicationKind>;

export const publicationStatus = choice({
  draft: { zh: '草稿', en: 'draft' },
  published: { zh: '已发布', en: 'published' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
});

export const publicationId = z.uuid();

/** Text that officers write for everybody: no personal data. */
const content = {
  title: titled(z.string().trim().min(2).max(120), '标题', 'Title'),
  text: titled(z.string().trim().min(10).max(50_000), '正文', 'Text'),
};
const place = {
  kind: titled(publicationKind, '栏目', 'Kind'),
  region: titled(regionCode, '区划', 'Region'),
};

export const publicationDraft = z.strictObject({ ...place, ...content }).meta({ id: 'PublicationDraft' });
export const publicationEdit = z.strictObject(content).meta({ id: 'PublicationEdit' });
export const publicationWithdrawal = z
  .strictObject({ reason: titled(z.string().trim().min(2).max(500), '撤回原因', 'Reason').meta({ description: '对外公布 · told to the public' }) })
  .meta({ id: 'PublicationWithdrawal' });

const standing = {
  id: publicationId,
  ...place,
  unit: unitCode,
  status: publicationStatus,
  version: z.int().min(0).meta({ description: '最近发布的版本,未发布为 0 · the last version published, 0 where there is none' }),
  publishedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawnReason: z.string().nullable(),
};

/** A publication as its own unit works on it: the draft, which may differ from what is published. */
export const publication = z.strictObject({ ...standing, ...content, updatedAt: instant }).meta({ id: 'Publication' });
export type Publication = z.infer<typeof publication>;

/** A publication in the public list. */
export const publicationBrief = z
  .strictObject({ id: publicationId, ...place, unit: z.strictObject({ code: unitCode, name: label }), title: z.string(), version: z.int(), publishedAt: instant })
  .meta({ id: 'PublicationBrief' });

/** What the public reads: the last version; of a withdrawn one only why it was withdrawn. */
export const publicPublication = z
  .strictObject({ ...standing, unitName: label, status: publicationStatus.exclude(['draft']), title: z.string(), text: z.string().nullable() })
  .meta({ id: 'PublicPublication' });

export const publicationVersion = z
  .strictObject({
    version: z.int(),
    title: z.string(),
    text: z.string().nullable().meta({ description: '已撤回的不再显示正文 · null once it is withdrawn' }),
    publishedAt: instant,
  })
  .meta({ id: 'PublicationVersion' });

const count = z.int().nullable().meta({ description: '不足 5 件的不公布,为 null · null where it is 1 to 4' });
const rate = z.number().nullable().meta({ description: '百分比 · per cent' });

const figures = {
  registered: count.meta({ description: '登记量 · complaints registered' }),
  accepted: count.meta({ description: '受理量 · of these, accepted' }),
  closed: count.meta({ description: '办结量 · of these, closed by now' }),
  rated: count.meta({ description: '评价量 · of these, rated' }),
  closingRate: rate.meta({ description: '办结率 = 办结量 ÷ 受理量 · closed ÷ accepted, per cent' }),
  satisfactionRate: rate.meta({ description: '满意率 = 基本满意及以上 ÷ 评价量;未评价不计为满意 · fairly satisfied or better ÷ rated, per cent; not rated is not satisfied' }),
};

/** 综合分析: what became of the complaints registered in each month, in numbers without persons. The present month is not published. */
export const analysis = z
  .strictObject({
    region: regionCode,
    months: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), ...figures })),
    total: z.strictObject(figures).meta({ description: '仅合计已公布的各月数字 · of the numbers that are shown only' }),
  })
  .meta({ id: 'ComplaintAnalysis' });
export type Analysis = z.infer<typeof analysis>;

/** A unit as a resident needs it, to say whom he complains about. */
export const publicUnit = z.strictObject({ code: unitCode, name: label, region: regionCode }).meta({ id: 'PublicUnit' });
