import { useMemo } from 'react';
import type { DrawnStopping } from '../../../shared/chart/stoppingChart.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { type ChosenNumbers, chosenNumbers, levelText } from '../../../shared/results/stoppingRows.ts';
import type { SweepSettings } from '../../../shared/sweep/plan.ts';
import { signedText } from '../../../shared/results/signedText.ts';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/dataTableModel.ts';
import { useResults } from '../../state/resultsState.ts';

interface ChosenRow {
  readonly key: string;
  readonly words: string;
  /** Null with too few samples for a choice. */
  readonly chosen: ChosenNumbers | null;
}

interface StoppingTableProps {
  readonly drawn: readonly DrawnStopping[];
  readonly settings: SweepSettings;
}

/** The margin chosen for each row, and what it does to the samples that had no part in the choice. */
export function StoppingTable({ drawn, settings }: StoppingTableProps) {
  const { selected } = useResults();
  const rows = useMemo(
    () =>
      drawn.map(({ row, stopping }): ChosenRow => ({
        key: row.key,
        words: rowWords(row, settings),
        chosen: chosenNumbers(stopping, settings),
      })),
    [drawn, settings],
  );
  const columns = useMemo(() => chosenColumns(rows), [rows]);
  return (
    <DataTable
      label="Chosen margins"
      rows={rows}
      columns={columns}
      rowKey={({ key }) => key}
      fitsContent
      pinned={1}
      selected={useMemo(() => new Set(selected), [selected])}
      selectsSeveral
      onSelect={(keys) => useResults.setState({ selected: [...keys] })}
      emptyText="No row is left by the filter and the legend."
    />
  );
}

function chosenColumns(rows: readonly ChosenRow[]): readonly DataColumn<ChosenRow>[] {
  const words = (id: string, title: string, help: string, text: (row: ChosenRow) => string): DataColumn<ChosenRow> => ({
    id,
    title,
    kind: 'text',
    width: 120,
    help,
    value: text,
    text,
  });
  const number = (
    id: keyof ChosenNumbers,
    [title, unit]: readonly [string, string],
    help: string,
    write: (value: number) => string,
  ): DataColumn<ChosenRow> => {
    const value = ({ chosen }: ChosenRow): number | null => (chosen === null ? null : Number(chosen[id]));
    return {
      id,
      title,
      kind: 'number',
      width: 72,
      help,
      value,
      text: (row) => {
        const found = value(row);
        return found === null ? '–' : write(found);
      },
      ...(unit === '' ? {} : { unit }),
    };
  };
  const hundredths = (value: number): string => value.toFixed(2);
  const points = (value: number): string => signedText(value, 2);
  const low = number('low', ['95 % from', 'points'], 'End of the 95 % interval of the difference, paired.', points);
  const high = number('high', ['to', 'points'], 'End of the 95 % interval of the difference, paired.', points);
  const fullTime = rows.find(({ chosen }) => chosen !== null)?.chosen?.fullTime ?? 0;
  return [
    words('words', 'Setting', 'What the row has of its own.', (row) => row.words),
    number(
      'level',
      ['Margin', ''],
      'Best score minus second best at which a sample stops; 0: at a fixed time.',
      levelText,
    ),
    number('meanTime', ['Mean time', 'ms'], 'Mean over the samples.', hundredths),
    number('accuracy', ['Accuracy', '%'], 'Of the samples that had no part in the choice.', hundredths),
    number('fullAccuracy', [`At ${fullTime} ms`, '%'], 'Accuracy of the same samples without stopping.', hundredths),
    number('difference', ['Difference', 'points'], 'Accuracy of stopping minus that of running to the end.', points),
    {
      ...low,
      title: '95 % interval',
      text: (row) => (row.chosen === null ? '–' : `${low.text(row)} to ${high.text(row)}`),
      copies: [low, high],
    },
    number('p', ['p', ''], 'McNemar’s test of the difference.', (p) => (p < 0.001 ? '< 0.001' : p.toFixed(3))),
    number('unstopped', ['Never stopped', '%'], 'Samples that never reach the margin.', hundredths),
    words('unit', 'Margin in', 'Unit of the margin.', ({ chosen }) => chosen?.unit ?? '–'),
  ];
}
