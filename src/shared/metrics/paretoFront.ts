/** A point to choose between; both numbers count, and each has a direction that is better. */
export interface Choice {
  readonly x: number;
  readonly y: number;
}

/**
 * Which of the points no other point beats: none is at least as good in both and better in one. `lower` says whether less is better;
 * equal points do not beat each other. O(n log n).
 */
export function paretoFront(points: readonly Choice[], lower: { readonly x: boolean; readonly y: boolean }): boolean[] {
  const costs = points.map((point) => ({ x: costOf(point.x, lower.x), y: costOf(point.y, lower.y) }));
  const order = Array.from(points.keys()).toSorted((a, b) => costs[a]!.x - costs[b]!.x || costs[a]!.y - costs[b]!.y);
  const isOnFront = points.map(() => false);
  let best = Number.POSITIVE_INFINITY;
  let bestX = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    const { x, y } = costs[i]!;
    if (y < best || (y === best && x === bestX)) {
      isOnFront[i] = true;
      best = y;
      bestX = x;
    }
  }
  return isOnFront;
}

function costOf(value: number, isLower: boolean): number {
  return isLower ? value : -value;
}
