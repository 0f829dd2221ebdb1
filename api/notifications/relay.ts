import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { backoff } from './backoff.ts';
import { closePending, endTurn, nextRound, settleRound, stuck, takeTurns, type Outcome, type Round, type Turn } from './deliveries.ts';
import { eventOf } from './event-of.ts';
import { postEvent, timeoutMs } from './post-event.ts';

/** Longer than a round can take: who holds it that long without prolonging it is dead. */
const turnMs = 30_000;
const pollMs = 2_000;
/** Wakes within so short a time count as one. */
const gatherMs = 20;
/** Webhooks served at once by one process, and events under way to one of them. */
const webhooksAtOnce = 32;
const eventsAtOnce = 8;
/** Then others have their turn: a slow receiver with much to catch up with does not keep its place. */
const roundsInTurn = 5;

export interface Relay {
  /** Takes nothing more, waits for what is under way, at most as long as a receiver may take, and gives its turns back. */
  stop(): Promise<void>;
}

/**
 * Delivers to webhooks what the record wrote for them, until each is acknowledged. Any number of relays share the work.
 * Looks at once when the outbox wakes it, and every two seconds besides.
 */
export function startRelay(deps: Pick<Deps, 'db' | 'clock' | 'log' | 'config' | 'metrics' | 'outbox'>, settings: { readonly timeoutMs?: number } = {}): Relay {
  const { db, clock, log, config, metrics, outbox } = deps;
  const patience = settings.timeoutMs ?? timeoutMs;
  const serving = new Set<Promise<void>>();
  let stopping = false;
  let wakes = 0;
  let awake = Promise.withResolvers<void>();
  const wake = (): void => {
    wakes += 1;
    awake.resolve();
  };
  const unsubscribe = outbox.onWake(wake);

  const running = run();
  return {
    async stop() {
      stopping = true;
      unsubscribe();
      wake();
      await running;
      await Promise.all(serving);
    },
  };

  async function run(): Promise<void> {
    while (!stopping) {
      awake = Promise.withResolvers();
      await look().catch((error: unknown) => log.warn({ err: error }, 'the relay cannot look for deliveries'));
      await Promise.race([awake.promise, sleep(pollMs, undefined, { ref: false })]);
      if (!stopping) await sleep(gatherMs);
    }
  }

  async function look(): Promise<void> {
    const most = webhooksAtOnce - serving.size;
    if (most === 0) return;
    for (const turn of await takeTurns(db, { now: clock(), until: turnsEnd(), most })) {
      const served = serve(turn)
        .catch((error: unknown) => log.error({ webhook: turn.id, err: error }, 'a turn of deliveries broke off'))
        .finally(() => serving.delete(served));
      serving.add(served);
    }
  }

  /** A few rounds for one webhook. If this breaks off, the turn runs out and the events are delivered then. */
  async function serve(first: Turn): Promise<void> {
    let turn = first;
    for (let rounds = 0; rounds < roundsInTurn && !stopping; rounds += 1) {
      const [until, heard] = [turnsEnd(), wakes];
      // While a receiver fails, a single event finds out whether it is back.
      const round = await nextRound(db, turn, { now: clock(), until, most: turn.failures > 0 ? 1 : eventsAtOnce });
      if (round === undefined) return;
      turn = { ...turn, until };
      if (!round.active) {
        if (await closePending(db, turn.id, 'webhookDeactivated')) break;
        continue;
      }
      if (round.deliveries.length === 0) {
        await endTurn(db, turn, clock());
        if (wakes !== heard) wake(); // what came after this look found the webhook taken
        return;
      }
      const { failures, paused } = await deliver(turn, round);
      if (paused) return;
      turn = { ...turn, failures };
    }
    await endTurn(db, turn, clock());
    wake();
  }

  /** Sends the events of a round and notes what became of them. Where the webhook must pause, its turn has ended. */
  async function deliver(turn: Turn, { url, secrets, deliveries }: Round): Promise<{ failures: number; paused: boolean }> {
    const outcomes = await Promise.all(
      deliveries.map(async (delivery): Promise<Outcome> => {
        const event = eventOf(delivery, turn.id, config.publicUrl);
        const error = await postEvent(url, event, { secrets, at: clock(), patience });
        metrics.deliveries.inc({ outcome: error === null ? 'acknowledged' : 'failed' });
        return { delivery, error, nextAt: later(backoff(delivery.attempts + 1)) };
      }),
    );
    const acknowledged = outcomes.some(({ error }) => error === null);
    const paused = !acknowledged && !stuck(deliveries);
    const failures = acknowledged ? 0 : turn.failures + (paused ? 1 : 0);
    const pause = paused ? later(backoff(failures)) : null;
    await settleRound(db, turn, outcomes, { now: clock(), failures, pause });
    if (paused) log.warn({ webhook: turn.id, failures, error: outcomes[0]?.error, until: pause }, 'a webhook does not acknowledge');
    return { failures, paused };
  }

  function turnsEnd(): Date {
    return later(turnMs);
  }

  function later(ms: number): Date {
    return new Date(clock().getTime() + ms);
  }
}
