/** A step of a case that ended hands over nothing: its procedure is not told any further. */
export function forever(): Promise<never> {
  return new Promise(() => undefined);
}

/** A promise that somebody else resolves. Never rejected: what is withdrawn is simply not waited for any longer. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  #resolve: (value: T) => void = () => undefined;

  constructor() {
    this.promise = new Promise<T>((resolve) => {
      this.#resolve = resolve;
    });
  }

  resolve(value: T): void {
    this.#resolve(value);
  }
}
