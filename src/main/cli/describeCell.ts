import { confusionTable } from '../../shared/export/confusionTable.ts';
import { classificationReport, classificationReportText } from '../../shared/metrics/classificationReport.ts';
import { confusionMatrix } from '../../shared/metrics/confusionMatrix.ts';
import type { CellRecord, RunRecord } from '../../shared/results/runRecord.ts';
import { axisNames, axisValue } from '../../shared/sweep/axes.ts';

/** A finished cell read out in one way, in detail: what it is, its classification report and its confusion matrix after the last step. */
export function describeCell(record: RunRecord, cell: CellRecord, readout: number): string {
  const { settings, labels, classNames } = record;
  const { predictions } = cell.tally!.readouts[readout]!;
  const matrix = confusionMatrix(labels, predictions, classNames.length);
  const words = axisNames.map((axis) => `${axis} ${axisValue(axis, cell, settings.readouts[readout]!)}`);
  return [
    `${words.join(', ')} after ${Math.max(...settings.durations)} ms:`,
    '',
    classificationReportText(classificationReport(matrix), classNames),
    confusionTable(matrix, classNames),
    ...cell.notes.map((note) => `Note: ${note}\n`),
  ].join('\n');
}

/** The finished cell and readout of highest accuracy after the last step, the first of equals; null where none is finished. */
export function bestOf({ cells, settings }: RunRecord): { readonly cell: CellRecord; readonly readout: number } | null {
  let best: { readonly cell: CellRecord; readonly readout: number; readonly correct: number } | null = null;
  for (const cell of cells) {
    for (const readout of settings.readouts.keys()) {
      const correct = cell.tally?.readouts[readout]!.correct.at(-1);
      if (correct !== undefined && correct > (best?.correct ?? -1)) best = { cell, readout, correct };
    }
  }
  return best;
}
