import { useMemo } from 'react';
import { hiddenRows } from '../../../shared/results/hiddenRows.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { useResults } from '../../state/resultsState.ts';
import type { ResultTable } from './useResultTable.ts';

/** The rows that the filter leaves, without those that a legend switched off. */
export function useLegendRows({ leftRows }: ResultTable): readonly ResultRow[] {
  const hidden = useResults((state) => state.hidden);
  return useMemo(() => {
    const without = hiddenRows(leftRows, hidden);
    return without.size === 0 ? leftRows : leftRows.filter(({ key }) => !without.has(key));
  }, [leftRows, hidden]);
}
