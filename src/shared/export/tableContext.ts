import { defaultEnergy, type EnergyModel } from '../metrics/energy.ts';
import { type Judgement, judgeRows, type Unjudged } from '../results/judgeRows.ts';
import { paretoNumbers } from '../results/paretoNumbers.ts';
import { type MeasureMoment, type ResultRow, resultRows } from '../results/resultRows.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { seedGroups } from '../results/seedGroups.ts';
import type { Milliseconds } from '../units.ts';

/** What the cells of a table are made of. What needs all rows is worked out when it is first asked for. */
export interface TableContext {
  readonly record: RunRecord;
  readonly rows: readonly ResultRow[];
  /** At which accuracy, spikes and energy are taken, ms. */
  readonly time: Milliseconds;
  readonly moment: MeasureMoment & { readonly energy: EnergyModel };
  readonly judgement: () => Judgement | Unjudged;
  /** Keys of the rows that no other beats in accuracy and synaptic operations. */
  readonly pareto: () => ReadonlySet<string>;
  /** One row for each simulation that differs by its seed alone. */
  readonly sameButSeed: (row: ResultRow) => readonly ResultRow[];
}

/** Of all finished cells of a record, untrimmed; the longest duration unless another time is given. */
export function tableContext(
  record: RunRecord,
  { at = null, energy = defaultEnergy }: { readonly at?: Milliseconds | null; readonly energy?: EnergyModel } = {},
): TableContext {
  const rows = resultRows(record);
  const { timeStep, durations } = record.settings;
  const time = at ?? Math.max(...durations);
  const moment = { time, points: 1, energy };
  const groups = once(
    () => new Map(seedGroups(rows).flatMap(({ rows: members, distinct }) => members.map(({ key }) => [key, distinct]))),
  );
  return {
    record,
    rows,
    time,
    moment,
    judgement: once(() => judgeRows(rows, record.labels, time, timeStep)),
    pareto: once(() => {
      const { points } = paretoNumbers(rows, { x: 'synapticOperations', y: 'accuracy' }, moment, timeStep);
      return new Set(points.filter(({ isOnFront }) => isOnFront).map(({ row }) => row.key));
    }),
    sameButSeed: (row) => groups().get(row.key) ?? [row],
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
