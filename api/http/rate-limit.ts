import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { Problem } from './problem.ts';

/**
 * So many times for one address in so many seconds; for IPv6 the /64 that a household or an office gets counts as one.
 * Each process counts for itself: several of them together let that much more through.
 */
export class RateLimit {
  readonly #times: number;
  readonly #seconds: number;
  readonly #clock: () => Date;
  readonly #used = new LRUCache<string, { count: number; until: number }>({ max: 50_000 });

  constructor({ times, seconds, clock }: { readonly times: number; readonly seconds: number; readonly clock: () => Date }) {
    this.#times = times;
    this.#seconds = seconds;
    this.#clock = clock;
  }

  /** Uses one of the times of an address. Throws `too-many-requests` where none is left. */
  take(address: string): void {
    this.mustHaveRoom(address);
    this.count(address);
  }

  /** Throws `too-many-requests` where an address has used up its times. */
  mustHaveRoom(address: string): void {
    const { count, until } = this.#usedBy(address);
    if (count >= this.#times) throw new Problem('too-many-requests', { seconds: Math.ceil((until - this.#clock().getTime()) / 1_000) });
  }

  count(address: string): void {
    const { count, until } = this.#usedBy(address);
    this.#used.set(networkOf(address), { count: count + 1, until });
  }

  #usedBy(address: string): { readonly count: number; readonly until: number } {
    const now = this.#clock().getTime();
    const used = this.#used.get(networkOf(address));
    return used === undefined || used.until <= now ? { count: 0, until: now + this.#seconds * 1_000 } : used;
  }
}

function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv6(mapped) ? prefixOf(mapped) : mapped;
}

/** The first four groups of an IPv6 address, which may leave zeros out. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
