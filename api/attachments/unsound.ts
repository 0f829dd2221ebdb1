import type { Label } from '../../contracts/label.ts';

/** A file that cannot be kept as what it is, and why. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
  readonly reason: Label;

  constructor(zh: string, en: string) {
    super(en);
    this.reason = { zh, en };
  }
}
