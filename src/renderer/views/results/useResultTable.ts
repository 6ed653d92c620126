import { useMemo } from 'react';
import { bestRow } from '../../../shared/results/bestRow.ts';
import { foldConstantColumns, type ResultColumn, resultColumns } from '../../../shared/results/resultColumns.ts';
import type { MeasureMoment, ResultRow } from '../../../shared/results/resultRows.ts';
import { filterRows, parseFilter } from '../../../shared/results/rowFilter.ts';
import { useEnergy } from '../../state/energyChoice.ts';
import { useResults } from '../../state/resultsState.ts';
import type { ShownRun } from '../../state/useRecord.ts';

/** The rows of a run as the table has them, and what the filter leaves. */
export interface ResultTable {
  readonly moment: MeasureMoment;
  /** Values by position in `rows`. */
  readonly varied: readonly ResultColumn[];
  readonly constant: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Positions in `rows` that the filter leaves. */
  readonly left: readonly number[];
  readonly leftRows: readonly ResultRow[];
  /** Keys of the rows that the filter took away. */
  readonly filtered: ReadonlySet<string>;
  /** What is wrong with the filter. */
  readonly filterProblem: string | undefined;
  /** Key of the best row, where it is better than the second best by more than chance. */
  readonly bestKey: string | null;
}

export function useResultTable({ record, rows }: ShownRun): ResultTable {
  const { time: wanted, points, filter } = useResults();
  const time = wanted ?? Math.max(...record.settings.durations);
  const [energy] = useEnergy();
  const moment = useMemo(() => ({ time, points, energy }), [time, points, energy]);
  const columns = useMemo(() => resultColumns(rows, record.settings, moment), [rows, record.settings, moment]);
  const read = useMemo(() => parseFilter(filter, columns), [filter, columns]);
  const left = useMemo(() => filterRows(read, columns), [read, columns]);
  const folded = useMemo(() => foldConstantColumns(columns), [columns]);
  return useMemo(() => {
    const leftRows = left.map((at) => rows[at]!);
    const kept = new Set(leftRows.map(({ key }) => key));
    const best = bestRow(leftRows, moment.time, record.settings.timeStep);
    return {
      moment,
      ...folded,
      rows,
      left,
      leftRows,
      filtered: new Set(rows.filter(({ key }) => !kept.has(key)).map(({ key }) => key)),
      filterProblem: 'wanted' in read ? `The filter wants ${read.wanted}.` : undefined,
      bestKey: best?.isSignificant === true ? best.row.key : null,
    };
  }, [moment, folded, rows, left, read, record.settings.timeStep]);
}
