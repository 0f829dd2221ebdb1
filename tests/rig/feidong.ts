import type { WholeCase } from '../../contracts/record.ts';
import { exampleOfficers as officers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';

const minutesOfDay = 24 * 60;

/** 八斗镇: three allegations about the accountant of a village, by a villager with his name. */
export function petition({ matter = {}, ...changes }: { parties?: unknown[]; matter?: Record<string, unknown>; title?: string } = {}) {
  return {
    procedure: 'jointInspection',
    region: '340122107',
    title: '反映八斗镇某村总支委员有关问题',
    source: 'letter',
    parties: [reporter('realName')],
    ...changes,
    matter: {
      office: 'feidong-cdi-office-4',
      town: 'badou-cdi',
      subject: { unit: 'badou-village', officer: officers.villageSecretary.id, name: '示例·左某', position: '总支委员' },
      allegations: [
        { fact: '虚报坟头领取坟地补偿款' },
        { fact: '大塘清淤剩余资金不知去向' },
        { fact: '冒领田亩租金' },
      ],
      peopleInvolved: 12,
      yearsSpanned: 6,
      ...matter,
    },
  };
}

export function reporter(named: 'realName' | 'confidential' | 'anonymous') {
  const known = { name: '示例·村民', phone: '13900000001', idNumber: '11010519491231002X', address: '示例村 3 号' };
  return { role: 'reporter', named, ...(named === 'anonymous' ? {} : known) };
}

export function member(name: ExampleOfficerName, side: 'office' | 'group' | 'town') {
  const { id, unit } = officers[name];
  return { officer: id, unit, side };
}

/** 室 组 地, one of each. */
export const team = [member('officeHandlerOne', 'office'), member('groupHandlerOne', 'group'), member('townHandlerOne', 'town')];

type Result = 'established' | 'partly' | 'notEstablished';

export function findings(...results: Result[]) {
  return { findings: results.map((result, index) => ({ allegation: `a${index + 1}`, result, basis: '账册与走访' })) };
}

/** As the page tells: of three allegations one fact was established. */
export const asOnThePage = findings('established', 'notEstablished', 'notEstablished');

type Milestone = 'register' | 'tellAcceptance' | 'assess' | 'approveLaunch' | 'verify' | 'conclude' | 'feedBack';

/** The people of 肥东县纪委监委, and what they do to a joint inspection. */
export class Feidong extends Place {
  readonly head: Person;
  readonly office: Person;
  readonly group: Person;
  readonly town: Person;

  private constructor(system: System, coordinator: Person, [head, office, group, town]: readonly [Person, Person, Person, Person]) {
    super(system, 'discipline', coordinator);
    this.head = head;
    this.office = office;
    this.group = group;
    this.town = town;
  }

  static async of(system: System): Promise<Feidong> {
    return new Feidong(system, await system.as('feidong-coordinator'), [
      await system.as('feidong-head'),
      await system.as('feidong-office-4-head'),
      await system.as('feidong-group-agri-head'),
      await system.as('badou-cdi-head'),
    ]);
  }

  /** Opens a case, leads it straight to a step that is now open, and returns the id of its workflow. */
  async leadsTo(step: Milestone | 'satisfaction', body: unknown = petition(), found: unknown = asOnThePage): Promise<string> {
    const { workflowId: id } = await this.opens(body);
    const { coordinator, head, office } = this;
    const rests: ReadonlyArray<readonly [Milestone, () => Promise<void>]> = [
      ['register', () => this.completes(coordinator, id, 'register', { leadNo: '肥信2022-0517', received: 'letter' })],
      ['tellAcceptance', () => this.tellsAcceptance(id)],
      ['assess', () => this.completes(office, id, 'assess', { route: 'joint', reasons: '涉及人员多、时间跨度长' })],
      ['approveLaunch', () => this.completes(head, id, 'approveLaunch', { approve: true, members: team })],
      ['verify', () => this.verifies(id)],
      ['conclude', () => this.completes(office, id, 'conclude', found)],
      ['feedBack', () => this.feedsBack(id)],
    ];
    for (const [name, act] of rests) {
      if (name === step) return id;
      await act();
    }
    return id;
  }

  /** Tells who gave his name. */
  async tellsAcceptance(id: string): Promise<void> {
    const { steps } = await this.sees(id);
    if (!steps.some(({ id: step }) => step === 'tellAcceptance')) return;
    await this.completes(this.coordinator, id, 'tellAcceptance', { channel: 'phone', told: true });
  }

  /** 组 and 地 contribute their parts. */
  async contributes(id: string, name: 'verify' | 'verifyAgain' = 'verify'): Promise<void> {
    await this.completes(this.group, id, `${name}-2`, { contribution: '调取账册' });
    await this.completes(this.town, id, `${name}-3`, { contribution: '走访农户' });
  }

  /** 组 and 地 contribute, then 室 reports. */
  async verifies(id: string, name: 'verify' | 'verifyAgain' = 'verify'): Promise<void> {
    await this.contributes(id, name);
    await this.completes(this.office, id, name, { report: '查明套取资金用于村集体其他支出' });
  }

  /** Feeds back on every allegation that waits for it; nobody objects. */
  async feedsBack(id: string): Promise<void> {
    for (const { id: step } of (await this.sees(id)).steps.filter(({ name, status }) => name === 'feedBack' && status === 'offered')) {
      await this.completes(this.office, id, step, { channel: 'visit', objection: 'none' });
    }
  }

  /** Moves the case to so many days before (negative) or after the due time of a step. */
  async movesTo(id: string, step: string, days: number): Promise<void> {
    const { clock } = await this.step(id, step);
    if (clock === null) throw new Error(`${step} has no clock`);
    await this.comesNear(id, clock, days * minutesOfDay);
  }

  async passes(id: string, days: number): Promise<void> {
    await this.system.advance('discipline', id, { days });
  }

  whole(id: string): Promise<WholeCase> {
    return this.system.engine.whole('discipline', id);
  }
}
