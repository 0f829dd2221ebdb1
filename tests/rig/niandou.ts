import { Place } from './place.ts';
import type { System } from './system.ts';
import { inDays } from './yixian.ts';

/** 年陡派出所: the new identity card of a woman of ninety, who cannot come for it. */
export function delivery(matter: Record<string, unknown> = {}) {
  return {
    procedure: 'homeDelivery',
    region: '340521110',
    title: '为高龄老人送证上门',
    source: 'phone',
    parties: [{ role: 'applicant', name: '示例·老人', phone: '13900000005', address: '示例村 9 号' }],
    matter: { brings: 'idCard', because: 'elderly', office: 'niandou-police', supervisor: 'dangtu-police', ...matter },
  };
}

/** From nine to eleven, so many days from now. */
export function window(days: number) {
  return { opensAt: `${inDays(days)}T09:00:00+08:00`, closesAt: `${inDays(days)}T11:00:00+08:00`, channel: 'phone' };
}

export const handedOver = { result: 'delivered', identifiedBy: 'registry', receipt: 'signed' };
export const nobodyHome = { result: 'nobodyHome' };
export const otherWays = { channel: 'phone', otherWays: ['pickUp', 'agent'] };

/** The people of 年陡派出所: one officer registers and brings. */
export class Niandou extends Place {
  static async of(system: System): Promise<Niandou> {
    return new Niandou(system, 'general', await system.as('niandou-police-1'));
  }

  /** Accepted, with an appointment for tomorrow, and the window open. */
  async atTheDoor(matter: Record<string, unknown> = {}): Promise<{ id: string; receipt: string }> {
    const { workflowId: id, receipt } = await this.opens(delivery(matter));
    await this.completes(this.coordinator, id, 'receive', { decision: 'accepted' });
    await this.comesBy(id, 1);
    return { id, receipt };
  }

  /** Makes an appointment and comes to its time; `visit` counts the visits. */
  async comesBy(id: string, visit: number): Promise<void> {
    const { opensAt } = window(visit);
    await this.completes(this.coordinator, id, nth('appointment', visit), window(visit));
    await this.comesTo(id, opensAt);
  }

  rates(receipt: string, level: number) {
    return this.system.outsider().post(`/api/v1/receipts/${receipt}/rating`, { level });
  }
}

/** The id of the nth step of a name. */
export function nth(name: string, n: number): string {
  return n === 1 ? name : `${name}-${n}`;
}
