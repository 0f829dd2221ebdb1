import { randomUUID } from 'node:crypto';
import type { Filed } from '../../contracts/api/residents.ts';
import type { receiptView } from '../../contracts/api/cases.ts';
import type { z } from 'zod';
import { must } from './must.ts';
import { Place } from './place.ts';
import { stepIn, type Answer, type Person, type System } from './system.ts';

export type Receipt = z.infer<typeof receiptView>;
export type { Filed } from '../../contracts/api/residents.ts';

/** 朱爱和's complaint: waste water may get into the old water tower. */
export const waterTower = '老屋水塔可能有污水渗入,居民饮水会受影响。';
export const replyOnThePage =
  '您好,关于你投诉的水塔问题,经实地查看,发现山体滑坡导致水塔出现破损,目前已重新选定新水塔的位置,正在施工。';

interface Changes {
  readonly resident?: object;
  readonly matter?: object;
  readonly [field: string]: unknown;
}

/** What a resident of 唐湾 sends, without an account. */
export function complaint({ resident, matter, ...rest }: Changes = {}) {
  return {
    region: '340881109',
    title: '老屋水塔水质问题',
    resident: resident ?? { named: 'realName', name: '示例·朱某', phone: '13900000005' },
    matter: { topic: 'services', content: waterTower, place: '唐湾镇示例村老屋', ...matter },
    ...rest,
  };
}

/** The same complaint, as an officer takes it in at the counter or by telephone. */
export function takenIn({ matter, ...rest }: { readonly matter?: object; readonly [field: string]: unknown } = {}) {
  const { region, title } = complaint();
  return {
    procedure: 'complaint',
    region,
    title,
    source: 'phone',
    parties: [{ role: 'reporter', named: 'realName', name: '示例·朱某', phone: '13900000005' }],
    matter: { ...complaint().matter, ...matter },
    ...rest,
  };
}

const way = ['accept', 'distribute', 'handle', 'review', 'reply'] as const;
type Milestone = (typeof way)[number];

/** The people of 桐城. */
export class Tongcheng extends Place {
  readonly platform: Person;
  readonly supervisor: Person;
  readonly town: Person;
  readonly townHead: Person;
  readonly village: Person;
  readonly water: Person;
  readonly commissionHead: Person;
  readonly officeHead: Person;
  readonly cityCommissionHead: Person;
  #residents = 0;

  private constructor(system: System, coordinator: Person, people: Readonly<Record<'platform' | 'supervisor' | 'town' | 'townHead' | 'village' | 'water' | 'commissionHead' | 'officeHead' | 'cityCommissionHead', Person>>) {
    super(system, 'general', coordinator);
    this.platform = people.platform;
    this.supervisor = people.supervisor;
    this.town = people.town;
    this.townHead = people.townHead;
    this.village = people.village;
    this.water = people.water;
    this.commissionHead = people.commissionHead;
    this.officeHead = people.officeHead;
    this.cityCommissionHead = people.cityCommissionHead;
  }

  static async of(system: System): Promise<Tongcheng> {
    return new Tongcheng(system, await system.as('tongcheng-coordinator'), {
      platform: await system.as('tongcheng-platform-1'),
      supervisor: await system.as('tongcheng-supervisor'),
      town: await system.as('tangwan-1'),
      townHead: await system.as('tangwan-head'),
      village: await system.as('tangwan-village-head'),
      water: await system.as('tongcheng-water-1'),
      commissionHead: await system.as('tongcheng-cdi-head'),
      officeHead: await system.as('tongcheng-cdi-office-1-head'),
      cityCommissionHead: await system.as('anqing-cdi-head'),
    });
  }

  /** A resident at an address of his own. */
  resident(): Person {
    this.#residents += 1;
    return this.system.outsider(`198.51.${Math.floor(this.#residents / 250)}.${(this.#residents % 250) + 1}`);
  }

  /** What is answered to a complaint. */
  complains<Body = Filed>(body: unknown = complaint(), key: string = randomUUID(), who = this.resident()): Promise<Answer<Body>> {
    return who.post<Body>('/api/v1/complaints', body, key);
  }

  /** A complaint that is taken in: its number, its receipt code, and the id of its workflow, which the resident is not told. */
  async files(body: unknown = complaint()): Promise<Filed & { readonly workflowId: string }> {
    const answer = await this.complains(body);
    must(answer, 201, 'complain');
    const { workflowId } = await this.system.db.opening.findUniqueOrThrow({ where: { caseNo: answer.body.caseNo } });
    return { ...answer.body, workflowId };
  }

  async receipt(code: string): Promise<Receipt> {
    const answer = await this.resident().get<Receipt>(`/api/v1/receipts/${code}`);
    must(answer, 200, 'look up');
    return answer.body;
  }

  rates(receipt: string, level: unknown, key?: string) {
    return this.resident().post(`/api/v1/receipts/${receipt}/rating`, { level }, key);
  }

  /** Leads a complaint straight to a step that is now open, or to the rating; `otherwise` is what is filled in differently on the way. */
  async leadsTo(step: Milestone | 'rating', body: unknown = complaint(), otherwise: Partial<Record<Milestone, object>> = {}) {
    const filed = await this.files(body);
    await this.goesOn(filed.workflowId, 'accept', step, otherwise);
    return filed;
  }

  /** From one open step to another, which is open then. */
  async goesOn(id: string, from: Milestone, to: Milestone | 'rating', otherwise: Partial<Record<Milestone, object>> = {}): Promise<void> {
    const forms: Readonly<Record<Milestone, readonly [Person, object]>> = {
      accept: [this.platform, { decision: 'accepted', complexity: 'general' }],
      distribute: [this.platform, { mode: 'assign', to: 'tangwan-town' }],
      handle: [this.town, lookedAt],
      review: [this.platform, { decision: 'approved' }],
      reply: [this.platform, { text: replyOnThePage }],
    };
    for (const name of way.slice(way.indexOf(from))) {
      if (name === to) return;
      const [who, form] = forms[name];
      await this.completes(who, id, await this.#latest(id, name), { ...form, ...otherwise[name] });
    }
  }

  async #latest(id: string, name: string): Promise<string> {
    const view = await this.sees(id);
    const ids = view.steps.filter((each) => each.name === name).map((each) => each.id);
    const last = ids.toSorted((a, b) => a.length - b.length || a.localeCompare(b)).at(-1) ?? name;
    return stepIn(view, last).id;
  }
}

/** 实地查看 */
export const lookedAt = {
  visited: true,
  visitedOn: '2022-10-20',
  found: '山体滑坡导致水塔出现破损',
  measures: '已重新选定新水塔的位置,正在施工',
  result: 'underWay',
};
