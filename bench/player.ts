import { crowd, type PlayCase, type Round } from './crowd.ts';
import { latencyOf, spreadOf } from './figures.ts';
import { processorTime } from './processor-time.ts';
import type { Side } from './report.ts';

/** One of the two sides: plays its rounds, and keeps count of what they took. */
export class Player {
  readonly #play: PlayCase;
  readonly #pids: ReadonlyMap<string, number>;
  readonly #rounds: Round[] = [];
  readonly #seconds: Record<string, number> = {};

  /** `pids` of the processes that take part, by name; this one, the client, is added. */
  constructor(play: PlayCase, pids: Readonly<Record<string, number>>) {
    this.#play = play;
    this.#pids = new Map(Object.entries(pids));
  }

  /** Plays a round that does not count. */
  async warmUp(cases: number, atOnce: number): Promise<void> {
    await crowd(cases, atOnce, this.#play);
  }

  /** Plays a round, and returns its cases a second. */
  async round(cases: number, atOnce: number): Promise<number> {
    const before = this.#processorTimes();
    const round = await crowd(cases, atOnce, this.#play);
    for (const [part, seconds] of Object.entries(this.#processorTimes())) {
      this.#seconds[part] = (this.#seconds[part] ?? 0) + seconds - (before[part] ?? 0);
    }
    this.#rounds.push(round);
    return round.cases / round.seconds;
  }

  side(): Side {
    const cases = this.#rounds.reduce((sum, round) => sum + round.cases, 0);
    const actions = [...new Set(this.#rounds.flatMap(({ durations }) => Object.keys(durations)))];
    return {
      casesPerSecond: spreadOf(this.#rounds.map((round) => round.cases / round.seconds)),
      actionsPerSecond: spreadOf(this.#rounds.map((round) => round.actions / round.seconds)),
      latencies: Object.fromEntries(
        actions.map((action) => [action, latencyOf(this.#rounds.flatMap(({ durations }) => durations[action] ?? []))]),
      ),
      processorMillisecondsPerCase: Object.fromEntries(
        Object.entries(this.#seconds).map(([part, seconds]) => [part, (seconds * 1000) / cases]),
      ),
    };
  }

  #processorTimes(): Record<string, number> {
    const { user, system } = process.cpuUsage();
    const parts = [...this.#pids].map(([part, pid]): [string, number] => [part, processorTime(pid) ?? Number.NaN]);
    return { ...Object.fromEntries(parts), client: (user + system) / 1e6 };
  }
}
