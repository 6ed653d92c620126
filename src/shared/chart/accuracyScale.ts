import { assertNever } from '../assertNever.ts';
import type { Curve } from '../metrics/curves.ts';
import type { AccuracyRange } from './chartSettings.ts';
import { niceScale, type NiceScale } from './niceScale.ts';

/** Heights below the plateau that are shown, as a multiple of the plateau's own height. */
const leadUp = 4;

/**
 * The accuracy axis in percent, with about `ticks` ticks. On the whole range it reaches from below the lowest interval to above the
 * highest. Where the curves end within a few points of each other that would press all ends into one line, so the plateau's range
 * starts a few times the spread of the ends (intervals included) below them, and the steepest part of the rise is cut off.
 */
export function accuracyScale(
  curves: readonly Curve[],
  analog: number,
  range: AccuracyRange,
  ticks: number,
): NiceScale {
  if (curves.length === 0) return niceScale(0, 100, ticks);
  const highest = Math.max(analog, ...curves.map(({ high }) => Math.max(...high)));
  const lowest = Math.min(analog, ...curves.map(({ low }) => Math.min(...low)));
  switch (range) {
    case 'whole':
      return niceScale(100 * lowest, 100 * highest, ticks);
    case 'plateau': {
      const lowestEnd = Math.min(analog, ...curves.map(({ low }) => low.at(-1)!));
      // A plateau of no height says nothing of where it begins.
      const from = highest === lowestEnd ? lowest : Math.max(lowest, lowestEnd - leadUp * (highest - lowestEnd));
      return niceScale(100 * from, 100 * highest, ticks);
    }
    default:
      return assertNever(range);
  }
}
