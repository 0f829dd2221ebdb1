const firstMs = 5_000;
const longestMs = 3_600_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: 5 s, 10 s, 20 s … one hour.
 * Up to a fifth longer at random, short of the hour up to a fifth less, so that receivers that fell together are not all tried together.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const exact = firstMs * 2 ** (failures - 1);
  return exact < longestMs ? Math.min(longestMs, exact * (1 + random() / 5)) : longestMs * (1 - random() / 5);
}
