import { describeChanges } from '../conversion/describeChanges.ts';
import { encodingName } from '../simulation/encodingName.ts';
import { type Readout, readoutName } from '../simulation/readout.ts';
import { filterRows, parseFilter } from './rowFilter.ts';
import { resultColumns } from './resultColumns.ts';
import { resultRows } from './resultRows.ts';
import type { CellRecord, RunRecord } from './runRecord.ts';

/** The record with some of its cells and readouts; its axes have the values that are left. */
export function restrictRecord(
  record: RunRecord,
  keepsCell: (cell: CellRecord, index: number) => boolean,
  keepsReadout: (readout: Readout) => boolean,
): RunRecord {
  const { settings } = record;
  const kept = settings.readouts.flatMap((readout, r) => (keepsReadout(readout) ? [r] : []));
  const cells = record.cells.filter(keepsCell).map((cell) => ({
    ...cell,
    tally: cell.tally && { ...cell.tally, readouts: kept.map((r) => cell.tally!.readouts[r]!) },
  }));
  const occurs = <Value>(of: (cell: CellRecord) => string, name: (value: Value) => string) => {
    const found = new Set(cells.map(of));
    return (value: Value): boolean => found.has(name(value));
  };
  return {
    ...record,
    cells,
    settings: {
      ...settings,
      readouts: kept.map((r) => settings.readouts[r]!),
      presets: settings.presets.filter(occurs(({ preset }) => preset, String)),
      changes: settings.changes.filter(occurs(({ changes }) => describeChanges(changes), describeChanges)),
      encodings: settings.encodings.filter(occurs(({ encoding }) => encodingName(encoding), encodingName)),
      thresholds: settings.thresholds.filter(occurs(({ threshold }) => String(threshold), String)),
      seeds: settings.seeds.filter(occurs(({ seed }) => String(seed), String)),
    },
  };
}

/**
 * The record with the cells that a filter as in the window keeps, such as "poisson threshold>=1", and with the readouts of those names (null: all).
 * Says what the filter wants where it is not understood.
 */
export function filterRecord(
  record: RunRecord,
  filter: string,
  readouts: readonly string[] | null,
): RunRecord | { readonly wanted: string } {
  const rows = resultRows(record);
  const { settings } = record;
  const columns = resultColumns(rows, settings, { time: Math.max(...settings.durations), points: 1 });
  const read = parseFilter(filter, columns);
  if ('wanted' in read) return read;
  const cells = new Set(filterRows(read, columns).map((at) => rows[at]!.cellIndex));
  return restrictRecord(
    record,
    (_, index) => cells.has(index),
    (readout) => readouts === null || readouts.includes(readoutName(readout)),
  );
}
