import { rowKey } from '../results/rowKey.ts';
import type { CellRecord, RunRecord } from '../results/runRecord.ts';
import type { Readout } from '../simulation/readout.ts';
import type { Milliseconds } from '../units.ts';
import { wilsonInterval } from './wilson.ts';

/** A share of the samples, as a fraction, against simulated time, with its 95 % Wilson interval: one entry per step each. */
export interface Curve {
  readonly time: readonly Milliseconds[];
  readonly value: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Accuracy of one cell, read out in one way. */
export interface CellCurve {
  /** Of the row that the curve belongs to. */
  readonly key: string;
  readonly cell: CellRecord;
  readonly readout: Readout;
  readonly accuracy: Curve;
}

/** The accuracy curves of all finished cells, in the order of the cells, then of the readouts. */
export function curvesOf({ cells, settings }: RunRecord): CellCurve[] {
  return cells.flatMap((cell, index) => {
    const { tally } = cell;
    if (tally === null) return [];
    const time = stepTimes(tally.spikes.length, settings.timeStep);
    return settings.readouts.map((readout, r) => ({
      key: rowKey(index, r),
      cell,
      readout,
      accuracy: shareCurve(time, tally.readouts[r]!.correct, tally.count),
    }));
  });
}

/** Simulated time at the end of each of the first steps; decimal time steps stay decimal (0.3, not 0.30000000000000004). */
export function stepTimes(steps: number, timeStep: Milliseconds): Milliseconds[] {
  return Array.from({ length: steps }, (_, t) => Math.round((t + 1) * timeStep * 1e9) / 1e9);
}

function shareCurve(time: readonly Milliseconds[], counts: readonly number[], samples: number): Curve {
  const intervals = counts.map((count) => wilsonInterval(count, samples));
  return {
    time,
    value: counts.map((count) => count / samples),
    low: intervals.map(({ low }) => low),
    high: intervals.map(({ high }) => high),
  };
}
