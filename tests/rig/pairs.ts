import { exampleOfficers as officers } from '../../prisma/seed/example/officers.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';
import { inDays } from './yixian.ts';

/** 屯溪: urban management is paired with the community of the old street, until a day. */
export function pair(until: string, matter: Record<string, unknown> = {}) {
  return {
    procedure: 'pairing',
    region: '341002004',
    title: '城管局与老街社区结对共建',
    matter: { unit: 'tunxi-urban', community: 'laojie-community', until, ...matter },
  };
}

export const needs = { needs: [{ kind: 'service', need: '楼道照明' }, { kind: 'activities', need: '暑期托管' }] };

/** One project for each need, done by a day. */
export function resources(by: string) {
  return {
    resources: [{ kind: 'resources', resource: '会议室' }],
    projects: [
      { need: 'n1', kind: 'service', project: '更换路灯', by },
      { need: 'n2', kind: 'activities', project: '志愿托管', by },
    ],
  };
}

export const agrees = { agrees: true };
export const reported = {
  members: 35,
  officers: [officers.tunxiUrbanHandler, officers.tunxiUrbanHead].map(({ id, unit }) => ({ officer: id, unit })),
};
export const workDone = { people: 12, account: '已完成' };
export const reviewed = { summary: '完成较好' };

/** Both sides of a pairing. */
export class Pair extends Place {
  readonly community: Person;
  readonly unit: Person;

  private constructor(system: System, community: Person, unit: Person) {
    super(system, 'general', community);
    this.community = community;
    this.unit = unit;
  }

  static async of(system: System): Promise<Pair> {
    return new Pair(system, await system.as('laojie-community-head'), await system.as('tunxi-urban-1'));
  }

  /** Opens a pairing and agrees on the lists of its first year. */
  async agreed(until: string, by = inDays(20)): Promise<{ id: string; caseNo: string }> {
    const { workflowId: id, caseNo } = await this.opens(pair(until));
    await this.completes(this.community, id, 'needs', needs);
    await this.completes(this.unit, id, 'resources', resources(by));
    await this.bothDo(id, 'agree', agrees, agrees);
    return { id, caseNo };
  }

  /** The unit does its part of a joint step, then the community concludes. */
  async bothDo(id: string, step: string, ofCommunity: object, ofUnit: object): Promise<void> {
    const { steps } = await this.sees(id);
    const part = steps.findLast(({ parent }) => parent === step)?.id ?? step;
    await this.completes(this.unit, id, part, ofUnit);
    await this.completes(this.community, id, step, ofCommunity);
  }

  async worksAndRates(id: string, work: string, rating: string): Promise<void> {
    await this.completes(this.unit, id, work, workDone);
    await this.completes(this.community, id, rating, { level: 4 });
  }

  /** The instant at which the present year of the term ends. */
  async endOfYear(id: string): Promise<number> {
    const { waits } = (await this.system.engine.whole('general', id)).picture;
    const end = waits.find((wait) => wait.id === 'year');
    if (end === undefined) throw new Error('no year is running');
    return Date.parse(end.at);
  }

  /** The year ends; both review it, and decide on the term. */
  async endsTerm(id: string, until: string, renew: { community: boolean; unit: boolean }): Promise<void> {
    await this.comesTo(id, `${until}T23:59:59+08:00`);
    await this.bothDo(id, 'review', reviewed, reviewed);
    await this.bothDo(id, 'decideTerm', { renew: renew.community }, { renew: renew.unit });
  }
}
