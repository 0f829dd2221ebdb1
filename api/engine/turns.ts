interface Line {
  busy: number;
  readonly waiting: Set<() => void>;
}

/** Lets so many at a time do something to one thing; the others wait their turn, in the order in which they came. */
export class Turns {
  readonly #most: number;
  readonly #lines = new Map<string, Line>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Does the work when its turn has come. Throws what `tooLate` makes when that takes longer than so many milliseconds. */
  async take<T>(thing: string, patience: number, tooLate: () => Error, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(thing) ?? { busy: 0, waiting: new Set() };
    this.#lines.set(thing, line);
    if (line.busy < this.#most) line.busy += 1;
    else await turnIn(line, patience, tooLate);
    try {
      return await work();
    } finally {
      this.#passOn(thing, line);
    }
  }

  #passOn(thing: string, line: Line): void {
    const [next] = line.waiting;
    if (next !== undefined) return next();
    line.busy -= 1;
    if (line.busy === 0) this.#lines.delete(thing);
  }
}

/** Resolves when somebody before has passed his place on. */
function turnIn({ waiting }: Line, patience: number, tooLate: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const mine = (): void => {
      clearTimeout(timer);
      waiting.delete(mine);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.delete(mine);
      reject(tooLate());
    }, patience);
    waiting.add(mine);
  });
}
