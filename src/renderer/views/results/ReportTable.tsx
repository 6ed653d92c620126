import type { ClassificationReport, ClassScores } from '../../../shared/metrics/classificationReport.ts';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/dataTableModel.ts';

interface ReportRow extends ClassScores {
  readonly name: string;
}

interface ReportTableProps {
  readonly report: ClassificationReport;
  readonly classNames: readonly string[];
}

/** Precision, recall and F1 of every class, and their means. */
export function ReportTable({ report, classNames }: ReportTableProps) {
  const rows: readonly ReportRow[] = [
    ...report.classes.map((row) => ({ ...row, name: classNames[row.class] ?? String(row.class) })),
    { ...report.macro, name: 'macro average' },
    { ...report.weighted, name: 'weighted average' },
  ];
  return (
    <DataTable
      label="Classification report"
      rows={rows}
      columns={columns}
      rowKey={({ name }) => name}
      fitsContent
      pinned={1}
    />
  );
}

const columns: readonly DataColumn<ReportRow>[] = [
  {
    id: 'name',
    title: 'Class',
    kind: 'text',
    width: 148,
    grows: true,
    value: (row) => row.name,
    text: (row) => row.name,
  },
  share('precision', 'Precision', 'Of the samples given this class, how many have it as their label.'),
  share('recall', 'Recall', 'Of the samples with this label, how many were given it.'),
  share('f1', 'F1', 'Harmonic mean of precision and recall.'),
  {
    id: 'support',
    title: 'Samples',
    kind: 'number',
    width: 88,
    value: (row) => row.support,
    text: (row) => String(row.support),
    help: 'Samples with this label.',
  },
];

function share(id: 'precision' | 'recall' | 'f1', title: string, help: string): DataColumn<ReportRow> {
  return {
    id,
    title,
    kind: 'number',
    width: id === 'precision' ? 92 : 72,
    value: (row) => row[id],
    text: (row) => row[id].toFixed(4),
    help,
  };
}
