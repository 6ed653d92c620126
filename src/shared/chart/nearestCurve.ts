import type { DrawnCurve } from './drawnCurves.ts';

/** A curve at a step. */
export interface CurvePoint {
  readonly curve: DrawnCurve;
  readonly step: number;
}

/**
 * The point at the step nearest to a time, of the curve that is nearest to an accuracy (a fraction) there; null without curves.
 * `curves` are those of the panel that is pointed at.
 */
export function nearestCurve(curves: readonly DrawnCurve[], time: number, accuracy: number): CurvePoint | null {
  let nearest: CurvePoint | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const curve of curves) {
    const step = nearestStep(curve.accuracy.time, time);
    const away = Math.abs(curve.accuracy.value[step]! - accuracy);
    if (away < distance) {
      nearest = { curve, step };
      distance = away;
    }
  }
  return nearest;
}

/** Times rise evenly: the first tells the step. */
function nearestStep(time: readonly number[], wanted: number): number {
  return Math.max(0, Math.min(time.length, Math.round(wanted / time[0]!)) - 1);
}
