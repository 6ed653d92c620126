import { Microscope } from 'lucide-react';
import { columnHead, columnText } from '../../../shared/results/resultColumns.ts';
import { decliningRows } from '../../../shared/results/declineWords.ts';
import { rowSettings, rowWords } from '../../../shared/results/rowWords.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { goTo } from '../../state/navigation.ts';
import { useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';

/** What the selected rows are, in full. */
export function SelectionDetails({ shown: { record, rows }, table }: PaneProps) {
  const { selected } = useResults();
  const chosen = selected.flatMap((key) => rows.find((row) => row.key === key) ?? []);
  const [row] = chosen;
  if (row === undefined) {
    return (
      <EmptyState title="Nothing selected">
        Click a curve, a point, a square or a row of the table. Shift adds a second one to compare. Enter opens the
        inspector.
      </EmptyState>
    );
  }
  const at = rows.indexOf(row);
  const decline = decliningRows([row], record.settings.timeStep).get(row.key) ?? null;
  const measures = [...table.varied, ...table.constant].filter(
    (column) => column.kind === 'numbers' && column.id !== 'threshold' && column.id !== 'seed',
  );
  return (
    <>
      <Panel title={rowWords(row, record.settings)} note={`Cell ${row.cell.id}`}>
        {decline === null ? null : <p className="small falls">{decline}</p>}
        <Facts facts={measures.map((column) => [columnHead(column), columnText(column, at)])} />
        <div className="details-actions">
          <Button kind="plain" icon={<Microscope />} onPress={() => goTo('inspect')}>
            Inspect a sample
          </Button>
        </div>
      </Panel>
      <Panel title="Settings">
        <Facts facts={rowSettings(row)} />
      </Panel>
      {row.cell.notes.length === 0 ? null : (
        <Panel title="Conversion">
          <ul className="details-notes">
            {row.cell.notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Panel>
      )}
      {chosen.length < 2 ? null : (
        <Panel title={`And ${chosen.length - 1} more`}>
          <ul className="details-notes">
            {chosen.slice(1, 9).map((one) => (
              <li key={one.key}>{rowWords(one, record.settings)}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
