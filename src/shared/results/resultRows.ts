import { type CellWork, defaultEnergy, type EnergyModel } from '../metrics/energy.ts';
import { measureTally, type MeasuredAt, type MeasureName } from '../metrics/measures.ts';
import type { Tally } from '../metrics/tally.ts';
import type { Readout } from '../simulation/readout.ts';
import { stepsOf, type Milliseconds } from '../units.ts';
import { rowKey } from './rowKey.ts';
import type { CellRecord, RunRecord } from './runRecord.ts';

/** A cell read out in one way: a line of the table, a curve, a point. */
export interface ResultRow {
  /** Unique in a run, and the same in every view of it. */
  readonly key: string;
  readonly cell: CellRecord;
  /** Positions in the record's cells and in the settings' readouts. */
  readonly cellIndex: number;
  readonly readoutIndex: number;
  readonly readout: Readout;
  readonly tally: Tally;
  /** What the networks do besides spikes; null where the record does not say. */
  readonly work: CellWork | null;
}

/** When and how the measures of all rows are taken. */
export interface MeasureMoment {
  /** Simulated time, ms. */
  readonly time: Milliseconds;
  /** See `MeasuredAt`. */
  readonly points: number;
  /** How energy is estimated; in 45 nm CMOS with 32-bit floating point unless said. */
  readonly energy?: EnergyModel;
}

/** Rows of the cells that have a tally, in the order of the cells, then of the readouts. */
export function resultRows({ cells, settings, analog }: RunRecord): ResultRow[] {
  return cells.flatMap((cell, cellIndex) => {
    const { tally } = cell;
    if (tally === null || tally.count === 0) return [];
    const work = analog.work === null || cell.work === null ? null : { analog: analog.work, network: cell.work };
    return settings.readouts.map((readout, readoutIndex) => ({
      key: rowKey(cellIndex, readoutIndex),
      cell,
      cellIndex,
      readoutIndex,
      readout,
      tally,
      work,
    }));
  });
}

/** A measure of a row, in its unit. */
export function measureRow(
  name: MeasureName,
  row: ResultRow,
  moment: MeasureMoment,
  timeStep: Milliseconds,
): number | null {
  return measureTally(name, row.tally, measuredAt(row, moment, timeStep));
}

/** Step of a row that a moment means: the one that reaches its time, or the last. */
export function stepAt({ tally }: ResultRow, time: Milliseconds, timeStep: Milliseconds): number {
  return Math.max(0, Math.min(stepsOf(time, timeStep), tally.spikes.length) - 1);
}

function measuredAt(
  row: ResultRow,
  { time, points, energy = defaultEnergy }: MeasureMoment,
  timeStep: Milliseconds,
): MeasuredAt {
  return { readout: row.readoutIndex, step: stepAt(row, time, timeStep), timeStep, points, work: row.work, energy };
}
