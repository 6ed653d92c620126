import { useMemo } from 'react';
import type { RunProgress } from '../../../shared/api/runViews.ts';
import { failedCells } from '../../../shared/results/failedCells.ts';
import { cellStates } from '../../../shared/results/runProgressWords.ts';
import { rowKey } from '../../../shared/results/rowKey.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import { cellWords } from '../../../shared/results/rowWords.ts';
import { Panel } from '../../components/Panel.tsx';
import { selectRow, useResults } from '../../state/resultsState.ts';

interface CellGridProps {
  readonly record: RunRecord;
  readonly progress: RunProgress | null;
}

/** More squares than this are not drawn one by one. */
const mostSquares = 3000;

/** A square for every cell: empty while it waits, filling while it grows, full when it is done. */
export function CellGrid({ record, progress }: CellGridProps) {
  const samples = record.settings.data.count;
  const { selected } = useResults();
  const done = useMemo(
    () => progress?.cells ?? record.cells.map(({ tally }) => tally?.count ?? 0),
    [progress?.cells, record.cells],
  );
  const failures = useMemo(
    () => (progress === null || progress.failures.length === 0 ? failedCells(record) : progress.failures),
    [progress, record],
  );
  const reasons = new Map(failures.flatMap(({ cells, reason }) => cells.map((cell) => [cell, reason] as const)));
  const states = useMemo(() => cellStates({ cells: done, samples, failures }), [done, samples, failures]);
  const countOf = (state: string): number => states.filter((one) => one === state).length;
  return (
    <div className="cell-side">
      <Panel
        title="Cells"
        note={['finished', 'growing', 'waiting', ...(failures.length > 0 ? ['failed'] : [])]
          .map((state) => `${countOf(state)} ${state}`)
          .join(', ')}
      >
        <ul className="cell-grid">
          {record.cells.slice(0, mostSquares).map((cell, index) => {
            const why = states[index] === 'failed' ? `. Failed: ${reasons.get(index)}` : '';
            const words = `${cellWords(cell, record.settings)}: ${done[index]} of ${samples} samples${why}`;
            return (
              <li key={cell.id}>
                <button
                  type="button"
                  className={`cell-square ${states[index]}`}
                  aria-label={words}
                  aria-pressed={selected.some((key) => key.startsWith(`${index}.`))}
                  title={words}
                  onClick={(event) => selectRow(rowKey(index, 0), event.shiftKey || event.ctrlKey || event.metaKey)}
                >
                  <span className="cell-fill" style={{ height: `${(100 * (done[index] ?? 0)) / samples}%` }} />
                  {states[index] === 'finished' ? <span aria-hidden>✓</span> : null}
                  {states[index] === 'failed' ? <span aria-hidden>✕</span> : null}
                </button>
              </li>
            );
          })}
        </ul>
        {record.cells.length > mostSquares ? (
          <p className="muted small">And {record.cells.length - mostSquares} more.</p>
        ) : null}
      </Panel>
    </div>
  );
}
