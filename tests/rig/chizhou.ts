import { exampleOfficers as officers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { dayOf } from '../../api/clocks/calendar.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';

export const today = dayOf(new Date().toISOString());

/** 1 Monday … 7 Sunday */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** A Friday that lies ahead. */
export const friday = shift(today, 5 - weekdayOf(today) + (weekdayOf(today) >= 5 ? 7 : 0));

/** 经开区政务服务中心 sits in 平天湖社区 on a Friday morning, with market supervision. */
export function serviceDay(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'serviceDay',
    region: '341702402',
    title: `平天湖社区坐班日 ${friday}`,
    matter: {
      community: 'pingtianhu-community',
      day: friday,
      opensAt: `${friday}T09:00:00+08:00`,
      closesAt: `${friday}T11:30:00+08:00`,
      units: ['chizhou-etdz-service', 'chizhou-etdz-market'],
      supervisor: 'chizhou-etdz',
      ...changes,
    },
  };
}

/** 史欢欢, who sells fruit and breakfast, asks for the licence of an individual business. */
export function filing(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'assistedFiling',
    region: '341702402',
    title: '个体营业执照申办',
    parties: [{ role: 'applicant', name: '示例·史某', phone: '13900000002', address: '示例小区 1 幢' }],
    matter: {
      item: 'individual-business-licence',
      community: 'pingtianhu-community',
      window: 'chizhou-etdz-service',
      supervisor: 'chizhou-etdz',
      ...changes,
    },
  };
}

/** An officer as a unit names him. */
export function sends(name: ExampleOfficerName) {
  const { id, unit } = officers[name];
  return { officer: id, unit };
}

const way = ['consult', 'tellMaterials', 'file', 'receive', 'decide', 'post', 'confirmDelivery'] as const;
type Milestone = (typeof way)[number];

/** The people of 池州经开区. */
export class Chizhou extends Place {
  readonly supervisor: Person;
  readonly head: Person;
  readonly window: Person;
  readonly community: Person;
  readonly market: Person;
  readonly hr: Person;
  readonly housing: Person;
  readonly bank: Person;

  private constructor(system: System, people: Readonly<Record<Exclude<keyof Chizhou, keyof Place | 'leadsTo' | 'rates'>, Person>>, coordinator: Person) {
    super(system, 'general', coordinator);
    this.supervisor = people.supervisor;
    this.head = people.head;
    this.window = people.window;
    this.community = people.community;
    this.market = people.market;
    this.hr = people.hr;
    this.housing = people.housing;
    this.bank = people.bank;
  }

  static async of(system: System): Promise<Chizhou> {
    const people = {
      supervisor: await system.as('chizhou-supervisor'),
      head: await system.as('chizhou-service-head'),
      window: await system.as('chizhou-service-1'),
      community: await system.as('pingtianhu-1'),
      market: await system.as('chizhou-market-1'),
      hr: await system.as('chizhou-hr-1'),
      housing: await system.as('chizhou-housing-1'),
      bank: await system.as('jiuhua-bank-1'),
    };
    return new Chizhou(system, people, await system.as('chizhou-coordinator'));
  }

  /**
   * Opens a filing and leads it straight to a step that is now open, or to the rating. The lead department is market
   * supervision, unless another is named; `otherwise` is what is filled in differently on the way.
   */
  async leadsTo(
    step: Milestone | 'rating',
    body: unknown = filing(),
    { lead = this.market, ...otherwise }: { lead?: Person } & Partial<Record<Milestone, object>> = {},
  ) {
    const opened = await this.opens(body, this.window);
    const id = opened.workflowId;
    const forms: Readonly<Record<Milestone, readonly [Person, object]>> = {
      consult: [this.window, { onSite: true, businessScope: '蔬果零售', registeredAddress: '示例小区门前', principal: '示例·史某' }],
      tellMaterials: [this.window, { missing: [], channel: 'counter' }],
      file: [this.window, { onSite: true, applicationNo: '池经开市监2022-117', channel: 'selfServiceTerminal', delivery: 'post' }],
      receive: [lead, { decision: 'accepted' }],
      decide: [lead, { decision: 'granted', licenceNo: '92341700MA0EXAMPLE' }],
      post: [lead, { carrier: '中国邮政', trackingNo: 'EX123456789CN' }],
      confirmDelivery: [lead, { delivered: true, signedBy: '示例·史某' }],
    };
    for (const name of way) {
      if (name === step) break;
      const [who, form] = forms[name];
      await this.completes(who, id, name, { ...form, ...otherwise[name] });
    }
    return opened;
  }

  /** The applicant rates with the receipt code. */
  rates(receipt: string, level: unknown, key?: string) {
    return this.system.outsider().post(`/api/v1/receipts/${receipt}/rating`, { level }, key);
  }
}
