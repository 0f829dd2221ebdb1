import type { Attachment } from '../../contracts/api/attachments.ts';
import { must } from './must.ts';
import { jpeg } from './pictures.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';

/** In 老街社区第一网格. */
export const rubbishHeap = { lat: 29.708, lng: 118.303 };

interface Changes {
  readonly matter?: Record<string, unknown>;
  readonly [field: string]: unknown;
}

/** Rubbish that lies about in 老街, as a grid worker finds it on patrol. */
export function rubbish({ matter = {}, ...changes }: Changes = {}) {
  return {
    procedure: 'gridEvent',
    region: '341002004',
    title: '老街巷口暴露垃圾',
    ...changes,
    matter: { category: 'exposed-rubbish', channel: 'gridWorker', point: rubbishHeap, description: '巷口堆放垃圾约两方', ...matter },
  };
}

export const resident = { role: 'reporter', name: '示例·居民', phone: '13900000009' };

/** The people of 屯溪. */
export class Tunxi extends Place {
  readonly gridWorker: Person;
  readonly gridHead: Person;
  readonly neighbour: Person;
  readonly community: Person;
  readonly street: Person;
  readonly urban: Person;
  readonly market: Person;
  readonly centreHead: Person;
  readonly supervisor: Person;
  /** A photograph that the grid worker and others took. */
  readonly photo: string;

  private constructor(system: System, people: Readonly<Record<string, Person>>, photo: string) {
    const of = (name: string): Person => {
      const person = people[name];
      if (person === undefined) throw new Error(`there is no ${name}`);
      return person;
    };
    super(system, 'general', of('tunxi-coordinator'));
    this.gridWorker = of('laojie-grid-1');
    this.gridHead = of('laojie-grid-1-head');
    this.neighbour = of('laojie-grid-2');
    this.community = of('laojie-community-head');
    this.street = of('laojie-1');
    this.urban = of('tunxi-urban-1');
    this.market = of('tunxi-market-1');
    this.centreHead = of('tunxi-centre-head');
    this.supervisor = of('tunxi-supervisor');
    this.photo = photo;
  }

  static async of(system: System): Promise<Tunxi> {
    const people: Record<string, Person> = {};
    for (const name of [
      'tunxi-coordinator', 'laojie-grid-1', 'laojie-grid-1-head', 'laojie-grid-2', 'laojie-community-head', 'laojie-1',
      'tunxi-urban-1', 'tunxi-market-1', 'tunxi-centre-head', 'tunxi-supervisor',
    ]) {
      people[name] = await system.as(name);
    }
    return new Tunxi(system, people, await photographed(Object.values(people)));
  }

  /** Reports an event, and has it graded. */
  async dispatches(grade: number, body: unknown = rubbish(), routing: Record<string, unknown> = {}, who: Person = this.gridWorker) {
    const opened = await this.opens(body, who);
    await this.completes(this.coordinator, opened.workflowId, 'route', { decision: 'file', grade, ...routing });
    return opened;
  }

  /** The grid clears it up, and the community has seen it. */
  async clears(id: string, round = ''): Promise<void> {
    await this.completes(this.gridHead, id, `handle${round}`, { measures: '当场清运', photos: [this.photo] });
    await this.checks(id, true, round, this.community);
  }

  checks(id: string, passed: boolean, round = '', who: Person = this.gridWorker): Promise<void> {
    return this.completes(who, id, `check${round}`, { passed, photo: this.photo });
  }

  /** The centre asks the resident. */
  asks(id: string, level: number, round = ''): Promise<void> {
    return this.completes(this.coordinator, id, `followUp${round}`, { channel: 'phone', outcome: 'reached', resolved: level >= 3, level });
  }
}

/** Everybody uploads the same picture: a form may name only what one may see. */
export async function photographed(people: readonly Person[]): Promise<string> {
  let sha256 = '';
  for (const person of people) {
    const answer = await person.uploads<Attachment>('/api/v1/attachments', jpeg, 'image/jpeg');
    must(answer, 201, 'upload');
    ({ sha256 } = answer.body);
  }
  return sha256;
}
