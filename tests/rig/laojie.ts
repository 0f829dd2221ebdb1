import { dayOf } from '../../api/clocks/calendar.ts';
import { shift } from '../../api/schedules/occasions.ts';
import { Place } from './place.ts';
import type { Person, System } from './system.ts';

/** An evening that lies ahead. */
export const evening = shift(dayOf(new Date().toISOString()), 1);

export const route = [
  { id: 'archway', name: '老街牌坊' },
  { id: 'tea-lane', name: '茶楼巷口' },
  { id: 'inkstone-shops', name: '砚墨商铺' },
];

const lasting = { patroller: 'laojie-merchants', route, place: 'laojie-grid-1', supervisor: 'tunxi' };

/** 屯溪老街: every evening at six, in two rounds. */
export function everyEvening({ matter = {}, ...changes }: { matter?: Record<string, unknown>; [field: string]: unknown } = {}) {
  return {
    procedure: 'patrol',
    region: '341002004',
    title: '老街巡街打更',
    recurrence: { kind: 'daily' },
    opensAt: '18:00',
    closesAt: '22:00',
    leadDays: 0,
    onHoliday: 'hold',
    until: '2099-12-31',
    ...changes,
    matter: { ...lasting, rounds: ['18:00', '20:00'], ...matter },
  };
}

export function at(time: string, day: string = evening): string {
  return `${day}T${time}:00+08:00`;
}

/** One such evening, opened by hand. */
export function oneEvening(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'patrol',
    region: '341002004',
    title: `老街巡街打更 ${evening}`,
    matter: { ...lasting, day: evening, opensAt: at('18:00'), closesAt: at('22:00'), rounds: [at('18:00'), at('20:00')], ...changes },
  };
}

/** A round along the whole route, a point every minute. */
export function walked(from: string, changes: Record<string, unknown> = {}) {
  return {
    visited: route.map(({ id }, index) => ({ checkPoint: id, at: new Date(Date.parse(from) + index * 60_000).toISOString() })),
    ...changes,
  };
}

/** The people of 屯溪老街 who patrol. */
export class Laojie extends Place {
  readonly secretary: Person;
  readonly volunteer: Person;
  readonly supervisor: Person;

  private constructor(system: System, coordinator: Person, secretary: Person, volunteer: Person, supervisor: Person) {
    super(system, 'general', coordinator);
    this.secretary = secretary;
    this.volunteer = volunteer;
    this.supervisor = supervisor;
  }

  static async of(system: System): Promise<Laojie> {
    return new Laojie(
      system,
      await system.as('tunxi-coordinator'),
      await system.as('laojie-merchants-1'),
      await system.as('laojie-volunteers-1'),
      await system.as('tunxi-supervisor'),
    );
  }
}
