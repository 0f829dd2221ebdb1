import { z } from 'zod';
import { point, type Point } from '../../contracts/api/routing.ts';

/** Side of a square of the map in degrees: 556 m from south to north, and in China never less than 330 m from west to east. */
export const side = 0.005;

const withPoint = z.looseObject({ matter: z.looseObject({ point }) });

/** Where a case happened, as its opening keeps it; nothing where the request names no point. */
export function mapped(body: unknown): { lat: number; lng: number; cell: string } | undefined {
  const parsed = withPoint.safeParse(body);
  if (!parsed.success) return undefined;
  const { lat, lng } = parsed.data.matter.point;
  return { lat, lng, cell: cellOf(Math.floor(lat / side), Math.floor(lng / side)) };
}

/** The square of a point and the eight around it: whatever lies within 330 m is in one of them. */
export function cellsAround({ lat, lng }: Point): string[] {
  const [row, column] = [Math.floor(lat / side), Math.floor(lng / side)];
  const steps = [-1, 0, 1];
  return steps.flatMap((north) => steps.map((east) => cellOf(row + north, column + east)));
}

/** The south-western corner of a square. */
export function cornerOf(cell: string): { south: number; west: number } {
  const [row, column] = cell.split(':').map(Number);
  return { south: degrees(row), west: degrees(column) };
}

/** Free of the dust of binary fractions. */
function degrees(number = 0): number {
  return Math.round(number * side * 1000) / 1000;
}

function cellOf(row: number, column: number): string {
  return `${row}:${column}`;
}
