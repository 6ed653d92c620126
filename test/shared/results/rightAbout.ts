import type { RunRecord } from '../../../src/shared/results/runRecord.ts';

/** The record with cells that classify just the samples of a range right after the last step: [cell][from, to). */
export function rightAbout(record: RunRecord, ranges: readonly (readonly [from: number, to: number])[]): RunRecord {
  const { labels } = record;
  const cells = record.cells.map((cell, i) => {
    const [from, to] = ranges[i]!;
    const predictions = labels.map((label, s) => (s >= from && s < to ? label : (label + 1) % 10));
    const readouts = cell.tally!.readouts.map((readout) => ({
      ...readout,
      correct: readout.correct.with(readout.correct.length - 1, to - from),
      predictions,
    }));
    return { ...cell, simulation: i, tally: { ...cell.tally!, readouts } };
  });
  return { ...record, cells };
}
