import type { BestCell } from '../../shared/api/appViews.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { axisNames, axisValue, axisValues } from '../../shared/sweep/axes.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';

const mostPoints = 40;

/** The finished cell and readout of highest accuracy at the longest duration, the first of equals; null where none is finished. */
export function describeBest(run: string, { cells, settings, analog }: RunRecord): BestCell | null {
  let best: { readonly cell: number; readonly readout: number; readonly correct: readonly number[] } | null = null;
  for (const [cell, { tally }] of cells.entries()) {
    for (const [readout, { correct }] of (tally?.readouts ?? []).entries()) {
      if (best === null || correct.at(-1)! > best.correct.at(-1)!) best = { cell, readout, correct };
    }
  }
  if (best === null) return null;
  const { cell, readout, correct } = best;
  const { count } = settings.data;
  const varied = variedAxes(settings);
  const words = (varied.length > 0 ? varied : (['preset'] as const)).map(
    (axis) => `${axis} ${axisValue(axis, cells[cell]!, settings.readouts[readout]!)}`,
  );
  return {
    run,
    cell,
    readout,
    words: words.join(', '),
    accuracy: correct.at(-1)! / count,
    analogAccuracy: analog.correct / count,
    sparkline: thinned(correct).map((value) => value / count),
  };
}

/** The axes that vary, with their values, in words: "5 thresholds, 2 seeds". */
export function describeVaried(settings: SweepSettings): string {
  const words = variedAxes(settings).map((axis) => `${axisValues(axis, settings).length} ${axis}s`);
  return words.length === 0 ? 'one setting' : words.join(', ');
}

/** The axes that have more than one value. */
export function variedAxes(settings: SweepSettings): readonly (typeof axisNames)[number][] {
  return axisNames.filter((axis) => axisValues(axis, settings).length > 1);
}

/** At most `mostPoints` of the values, evenly chosen, the last one among them. */
function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= mostPoints) return values;
  return Array.from(
    { length: mostPoints },
    (_, i) => values[Math.round((i * (values.length - 1)) / (mostPoints - 1))]!,
  );
}
