import { axisNames, axisValue } from '../sweep/axes.ts';
import { groupRows } from './groupRows.ts';
import type { ResultRow } from './resultRows.ts';

/** Rows that differ by their seed alone, and of these one for each simulation: inputs that draw nothing are simulated once for all seeds. */
export interface SeedGroup {
  readonly rows: readonly ResultRow[];
  readonly distinct: readonly ResultRow[];
}

/** The groups in the order of their first rows. */
export function seedGroups(rows: readonly ResultRow[]): SeedGroup[] {
  const axes = axisNames.filter((axis) => axis !== 'seed');
  const groups = groupRows(rows, ({ cell, readout }) =>
    JSON.stringify(axes.map((axis) => axisValue(axis, cell, readout))),
  );
  return groups.map((members) => ({
    rows: members,
    distinct: members.filter(
      ({ cell }, at) => members.findIndex((other) => other.cell.simulation === cell.simulation) === at,
    ),
  }));
}
