/** Codes from `from` on and before `before`: those of a region and of all below it. */
export interface CodeRange {
  readonly gte: string;
  readonly lt: string;
}

/** The region and all below it: 341000 covers 3410…, 341002 covers 341002…. A range, so that any index on the code serves. */
export function regionAndBelow(code: string): CodeRange {
  const prefix = /^\d{6}$/.test(code) ? code.replace(/(00){1,2}$/, '') : code;
  const last = prefix.charCodeAt(prefix.length - 1);
  return { gte: prefix, lt: prefix.slice(0, -1) + String.fromCharCode(last + 1) };
}

/** Whether a region is the other one or above it. */
export function covers(region: string, other: string): boolean {
  const { gte, lt } = regionAndBelow(region);
  return other >= gte && other < lt;
}
