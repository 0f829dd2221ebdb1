import { z } from 'zod';
import { point, type Point } from '../../contracts/api/routing.ts';

/** Side of a square of the map in degrees: 556 m from south to north, and in China never less than 330 m from west to east. */
const side = 0.005;

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

function cellOf(row: number, column: number): string {
  return `${row}:${column}`;
}
