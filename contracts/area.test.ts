import { describe, expect, test } from '@jest/globals';
import { crossesItself, overlap, type Position, type Ring } from './area.ts';

/** A closed ring somewhere in 屯溪, its corners in thousandths of a degree. */
function ring(...corners: ReadonlyArray<readonly [number, number]>): Ring {
  const placed = corners.map(([x, y]): Position => [118.3 + x / 1000, 29.7 + y / 1000]);
  return [...placed, ...placed.slice(0, 1)];
}
const square = ring([0, 0], [6, 0], [6, 6], [0, 6]);

describe('an area crosses itself', () => {
  test.each<[string, Ring, boolean]>([
    ['a square does not', square, false],
    ['nor one with a bay', ring([0, 0], [6, 0], [6, 6], [3, 2], [0, 6]), false],
    ['nor one with a corner on a straight border', ring([0, 0], [3, 0], [6, 0], [6, 6], [0, 6]), false],
    ['a bow tie does', ring([0, 0], [6, 6], [6, 0], [0, 6]), true],
    ['one that touches itself does', ring([0, 0], [6, 0], [6, 6], [3, 0], [0, 6]), true],
    ['one that goes back over its own border does', ring([0, 0], [6, 0], [3, 0], [3, 6]), true],
    ['a line does', ring([0, 0], [3, 3], [6, 6]), true],
  ])('%s', (_, given, crosses) => {
    expect(crossesItself(given)).toBe(crosses);
  });
});

describe('two areas overlap', () => {
  test.each<[string, Ring, boolean]>([
    ['not where they are apart', ring([10, 0], [12, 0], [12, 6], [10, 6]), false],
    ['not with a border in common', ring([6, 0], [12, 0], [12, 6], [6, 6]), false],
    ['not with a part of a border in common', ring([6, 2], [12, 2], [12, 4], [6, 4]), false],
    ['not with a corner in common', ring([6, 6], [9, 6], [9, 9], [6, 9]), false],
    ['not when one is drawn along a bay of the other, the box of one within that of the other', ring([6, 0], [8, 0], [8, 8], [0, 8], [0, 6], [6, 6]), false],
    ['not by a rounded hair’s breadth', ring([5.999_999, 0], [12, 0], [12, 6], [5.999_999, 6]), false],
    ['with a corner inside', ring([5, 5], [9, 5], [9, 9], [5, 9]), true],
    ['like a cross, no corner of either inside the other', ring([2, -2], [4, -2], [4, 8], [2, 8]), true],
    ['one wholly inside', ring([1, 1], [2, 1], [2, 2], [1, 2]), true],
    ['one wholly around', ring([-1, -1], [7, -1], [7, 7], [-1, 7]), true],
    ['the same', square, true],
    ['the same, begun at another corner and the other way round', ring([0, 6], [6, 6], [6, 0], [0, 0]), true],
    ['half of it, three borders in common', ring([0, 0], [3, 0], [3, 6], [0, 6]), true],
    ['a strip of two metres', ring([5.98, 0], [12, 0], [12, 6], [5.98, 6]), true],
    ['across a corner, both ends on the border', ring([3, 0], [6, 3], [9, 0]), true],
  ])('%s', (_, other, overlaps) => {
    expect([overlap(square, other), overlap(other, square)]).toEqual([overlaps, overlaps]);
  });
});
