import { dayOf } from '../../api/clocks/calendar.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';

export const today = dayOf(new Date().toISOString());
/** So many days from today, YYYY-MM-DD. */
export const inDays = (days: number): string => shift(today, days);

/** 黟县: two neighbours who quarrel over water that drips; the party branch of grid 4 reports it to the community. */
export function dispute({ matter = {}, ...changes }: { parties?: unknown[]; matter?: Record<string, unknown> } = {}) {
  return {
    procedure: 'mediation',
    region: '341023100',
    title: '邻里滴水纠纷',
    source: 'counter',
    parties: [neighbour('示例·甲'), neighbour('示例·乙')],
    ...changes,
    matter: {
      dispute: 'neighbours',
      reportedBy: 'branch',
      grid: 'biyang-grid-4',
      community: 'biyang-community',
      studio: 'biyang-studio',
      police: 'biyang-police',
      ...matter,
    },
  };
}

export function neighbour(name: string) {
  return { role: 'disputant', name, phone: '13900000003' };
}

const both = ['p1', 'p2'];
export const forms = {
  calm: { met: both, situation: '屋檐滴水引起口角' },
  askConsent: { answers: both.map((party) => ({ party, answer: 'agrees' })) },
  invite: { at: `${inDays(1)}T15:00:00+08:00`, withUnits: ['biyang-police', 'biyang-judicial'] },
  mediate: { attended: both, result: 'agreed' },
  written: {
    made: 'written',
    signedBy: both,
    mediatorSigned: true,
    sealed: true,
    effectiveOn: today,
    performBy: inDays(10),
    terms: '十日内加装檐沟',
  },
  oral: { made: 'oral', recorded: true, performBy: today, terms: '互相致歉' },
  tellOtherRoutes: { arbitration: true, administrative: true, court: true, told: both },
  archive: { fileNo: '碧调2022-35' },
} as const;

const way = ['calm', 'askConsent', 'invite', 'mediate', 'agreement', 'watchPerformance'] as const;
type Milestone = (typeof way)[number];

/** The people of 碧阳镇; the studio coordinates. */
export class Yixian extends Place {
  readonly branch: Person;
  readonly community: Person;
  readonly mediator: Person;
  readonly judicial: Person;
  readonly police: Person;

  private constructor(system: System, coordinator: Person, people: Readonly<Record<'branch' | 'community' | 'mediator' | 'judicial' | 'police', Person>>) {
    super(system, 'general', coordinator);
    this.community = people.community;
    this.branch = people.branch;
    this.mediator = people.mediator;
    this.judicial = people.judicial;
    this.police = people.police;
  }

  static async of(system: System): Promise<Yixian> {
    return new Yixian(system, await system.as('biyang-studio-head'), {
      branch: await system.as('biyang-grid-4-head'),
      mediator: await system.as('biyang-studio-1'),
      community: await system.as('biyang-community-head'),
      judicial: await system.as('biyang-judicial-1'),
      police: await system.as('biyang-police-1'),
    });
  }

  /** Opens a dispute and leads it to a step that is now open; `otherwise` is what is filled in differently on the way. */
  async leadsTo(step: Milestone, otherwise: Partial<Record<Milestone, object>> = {}): Promise<string> {
    const { workflowId: id } = await this.opens(dispute(), this.community);
    for (const name of way) {
      if (name === step) break;
      if (name === 'mediate') await this.mediates(id, otherwise.mediate ?? forms.mediate);
      else if (name === 'agreement') await this.completes(this.mediator, id, name, otherwise.agreement ?? forms.written);
      else if (name !== 'watchPerformance') await this.completes(name === 'calm' ? this.community : this.mediator, id, name, otherwise[name] ?? forms[name]);
    }
    return id;
  }

  /** Police and judicial office take part, then the studio concludes. */
  async mediates(id: string, form: object = forms.mediate): Promise<void> {
    await this.completes(this.police, id, 'mediate-2', { contribution: '到场维护秩序' });
    await this.completes(this.judicial, id, 'mediate-3', { contribution: '讲解相邻权' });
    await this.completes(this.mediator, id, 'mediate', form);
  }

  async closesAs(id: string, outcome: string): Promise<void> {
    await this.completes(this.mediator, id, 'archive', forms.archive);
    const closed = await this.sees(id);
    if (closed.status !== 'closed' || closed.outcome !== outcome) throw new Error(`the case is ${closed.status} as ${closed.outcome}`);
  }
}
