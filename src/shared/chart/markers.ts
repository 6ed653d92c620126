import type { Milliseconds } from '../units.ts';
import type { TimeScale } from './chartSettings.ts';

/** A filled polygon around the origin, or the circle of diameter 1 where it has no corners. */
export interface Marker {
  readonly corners: readonly (readonly [x: number, y: number])[];
}

/** Shapes that stay apart when small, in the order of the palette; of equal weight rather than equal width. */
export const markers: readonly Marker[] = [
  { corners: [] },
  {
    corners: [
      [0, -0.58],
      [0.58, 0.46],
      [-0.58, 0.46],
    ],
  },
  {
    corners: [
      [-0.45, -0.45],
      [0.45, -0.45],
      [0.45, 0.45],
      [-0.45, 0.45],
    ],
  },
  {
    corners: [
      [0, -0.65],
      [0.6, 0],
      [0, 0.65],
      [-0.6, 0],
    ],
  },
  {
    corners: [
      [0, 0.58],
      [0.58, -0.46],
      [-0.58, -0.46],
    ],
  },
  {
    corners: [
      [-0.2, -0.58],
      [0.2, -0.58],
      [0.2, 0.58],
      [-0.2, 0.58],
    ],
  },
  {
    corners: [
      [-0.58, -0.2],
      [0.58, -0.2],
      [0.58, 0.2],
      [-0.58, 0.2],
    ],
  },
];

/** The marker as ECharts names a symbol. */
export function markerSymbol({ corners }: Marker): string {
  return corners.length === 0 ? 'circle' : `path://M${corners.map(([x, y]) => `${x},${y}`).join('L')}Z`;
}

/** More lines than this are drawn without markers, which would cover them. */
export const mostMarked = 24;

/** Markers of one curve along the time axis. */
const perCurve = 4;

/**
 * Indices of the points that carry a marker: evenly spread along the axis, and those of marker i of n a little later than those of
 * marker i − 1, so that different markers do not cover each other where curves meet.
 */
export function markedPoints(
  time: readonly Milliseconds[],
  timeScale: TimeScale,
  marker: number,
  kinds: number,
): Set<number> {
  const first = time[0] ?? 0;
  const last = time.at(-1) ?? 0;
  const places = Array.from({ length: perCurve }, (_, i) => {
    const share = (i + (marker + 0.5) / kinds) / perCurve;
    const wanted = timeScale === 'log' ? first * (last / first) ** share : last * share;
    return time.findIndex((value) => value >= wanted);
  });
  return new Set(places);
}
