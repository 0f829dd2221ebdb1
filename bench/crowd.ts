/** Notes how long one action of one case took. */
export type Note = (action: string, milliseconds: number) => void;

/** Plays one case from its opening to its last action. `player` says which of those at work plays it. */
export type PlayCase = (player: number, note: Note) => Promise<void>;

/** What a crowd did together. */
export interface Round {
  readonly cases: number;
  readonly actions: number;
  readonly seconds: number;
  /** Milliseconds of each action, by its name. */
  readonly durations: Readonly<Record<string, readonly number[]>>;
}

/** Plays so many cases, `atOnce` at a time: whoever has finished one begins the next. Rejects with the first failure. */
export async function crowd(cases: number, atOnce: number, play: PlayCase): Promise<Round> {
  const durations: Record<string, number[]> = {};
  const note: Note = (action, milliseconds) => (durations[action] ??= []).push(milliseconds);
  let left = cases;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, cases) }, async (_, player) => {
      while (left > 0) {
        left -= 1;
        await play(player, note);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return { cases, actions: Object.values(durations).flat().length, seconds, durations };
}

export async function timed<T>(action: string, note: Note, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  note(action, performance.now() - begun);
  return result;
}
