/**
 * How areas of grids lie to one another. The page warns by it while somebody draws, the API refuses by it: both say the same.
 * Longitudes and latitudes are taken as a plane, which they are over the few kilometres of a grid.
 */
export type Position = readonly [number, number];
/** A closed ring: it ends where it began. */
export type Ring = readonly Position[];
type Edge = readonly [Position, Position];

/** Borders closer than this, in degrees (about 20 cm), are one border: nobody draws more exactly, and coordinates are rounded. */
const tolerance = 2e-6;

/** Whether a ring touches or crosses itself elsewhere than where one edge follows the other, or has no inside. */
export function crossesItself(ring: Ring): boolean {
  const edges = edgesOf(ring);
  if (edges.length < 3 || Math.abs(surface(ring)) < tolerance * tolerance) return true;
  return edges.some((edge, index) =>
    edges.slice(index + 1).some((other, further) => {
      const next = further === 0;
      const last = index === 0 && index + 1 + further === edges.length - 1;
      if (next) return foldsBack(edge, other);
      if (last) return foldsBack(other, edge);
      return meet(edge, other);
    }),
  );
}

/** Whether the insides of two areas have a part in common; a border or a corner in common is none. */
export function overlap(one: Ring, other: Ring): boolean {
  if (!boxesMeet(one, other)) return false;
  return reachesInto(one, other) || reachesInto(other, one) || liesWithin(insideOf(one), other);
}

/** Whether some part of the border of one lies inside the other. */
function reachesInto(border: Ring, area: Ring): boolean {
  const cuts = edgesOf(area);
  return edgesOf(border).some((edge) => {
    const places = [0, 1, ...cuts.flatMap((cut) => placesOf(edge, cut))].toSorted((a, b) => a - b);
    return places.some((from, index) => {
      const to = places[index + 1] ?? from;
      return [from, from + (to - from) / 4, (from + to) / 2, to - (to - from) / 4].some((at) => liesWithin(along(edge, at), area));
    });
  });
}

function edgesOf(ring: Ring): Edge[] {
  return ring.slice(1).flatMap((end, index): Edge[] => {
    const start = ring[index];
    return start === undefined || (start[0] === end[0] && start[1] === end[1]) ? [] : [[start, end]];
  });
}

function surface(ring: Ring): number {
  return edgesOf(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + (x1 * y2 - x2 * y1), 0) / 2;
}

/** Twice the surface of a triangle: its sign says on which side of the line the point lies. */
function side([[x1, y1], [x2, y2]]: Edge, [x, y]: Position): number {
  return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
}

/** Edges that follow one another, of which the second goes back over the first. */
function foldsBack(edge: Edge, next: Edge): boolean {
  const [[x1, y1], [x2, y2]] = edge;
  const [, [x3, y3]] = next;
  return side(edge, next[1]) === 0 && (x2 - x1) * (x3 - x2) + (y2 - y1) * (y3 - y2) < 0;
}

function meet(one: Edge, other: Edge): boolean {
  const [a, b, c, d] = [side(one, other[0]), side(one, other[1]), side(other, one[0]), side(other, one[1])];
  if (a === 0 && b === 0) return boxesMeet(one, other);
  return a * b <= 0 && c * d <= 0;
}

/** Where on an edge (0 its start, 1 its end) another one crosses or touches it. */
function placesOf(edge: Edge, cut: Edge): number[] {
  const [from, to] = [side(cut, edge[0]), side(cut, edge[1])];
  const touching = cut.flatMap((end) => {
    const at = nearest(edge, end);
    return at > 0 && at < 1 && far(along(edge, at), end) <= tolerance ? [at] : [];
  });
  if (from * to >= 0) return touching;
  const at = from / (from - to);
  const [near] = [nearest(cut, along(edge, at))];
  return far(along(cut, near), along(edge, at)) <= tolerance ? [...touching, at] : touching;
}

/** Inside, and not on the border. */
function liesWithin(point: Position, ring: Ring): boolean {
  const edges = edgesOf(ring);
  if (!contains(edges, point)) return false;
  return edges.every((edge) => far(along(edge, nearest(edge, point)), point) > tolerance);
}

function contains(edges: readonly Edge[], [x, y]: Position): boolean {
  return edges.filter(([[x1, y1], [x2, y2]]) => y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)).length % 2 === 1;
}

/** A point well inside: in the middle of the widest stretch half way up. */
function insideOf(ring: Ring): Position {
  const ys = ring.map(([, y]) => y).toSorted((a, b) => a - b);
  const levels = ys.slice(1).map((y, index) => ({ height: y - (ys[index] ?? y), middle: (y + (ys[index] ?? y)) / 2 }));
  const { middle } = levels.reduce((best, level) => (level.height > best.height ? level : best), { height: 0, middle: ys[0] ?? 0 });
  const xs = edgesOf(ring)
    .flatMap(([[x1, y1], [x2, y2]]) => (y1 > middle === y2 > middle ? [] : [x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1)]))
    .toSorted((a, b) => a - b);
  const stretches = xs.flatMap((x, index) => (index % 2 === 0 ? [{ from: x, to: xs[index + 1] ?? x }] : []));
  const widest = stretches.reduce((best, each) => (each.to - each.from > best.to - best.from ? each : best), { from: 0, to: 0 });
  return [(widest.from + widest.to) / 2, middle];
}

function boxesMeet(one: readonly Position[], other: readonly Position[]): boolean {
  return [0, 1].every((axis) => {
    const [a, b] = [one.map((each) => each[axis] ?? 0), other.map((each) => each[axis] ?? 0)];
    return Math.min(...a) <= Math.max(...b) && Math.min(...b) <= Math.max(...a);
  });
}

/** Where on an edge, from 0 to 1, it is nearest to a point. */
function nearest([[x1, y1], [x2, y2]]: Edge, [x, y]: Position): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
}

function along([[x1, y1], [x2, y2]]: Edge, at: number): Position {
  return [x1 + (x2 - x1) * at, y1 + (y2 - y1) * at];
}

function far([x1, y1]: Position, [x2, y2]: Position): number {
  return Math.hypot(x2 - x1, y2 - y1);
}
