import type { CellView } from '../../../shared/api/runViews.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { type Answer, useRequest } from '../../state/queries.ts';

/** A cell with its predictions; only finished ones have them. */
export function useCell(run: string, row: ResultRow | null, samples: number): Answer<CellView> {
  return useRequest(
    'run.cell',
    { run, cell: row?.cellIndex ?? 0 },
    { about: [row?.cell.id ?? null], isEnabled: row !== null && row.tally.count === samples },
  );
}
