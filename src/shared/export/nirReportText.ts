import { wilsonInterval } from '../metrics/wilson.ts';
import type { NirReport, WorkbenchCurve } from '../nir/nirReport.ts';
import { describeLoss } from '../problems/nirProblems.ts';
import { textTable } from './textTable.ts';

export interface AccuracyRow {
  readonly who: string;
  readonly how: string;
  readonly correct: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly spikesPerSample: number | null;
}

/** The accuracies to be compared before a file is written, the analog network first. */
export function accuracyRows(report: NirReport, workbench: WorkbenchCurve | null): readonly AccuracyRow[] {
  const row = (who: string, how: string, correct: number, spikesPerSample: number | null = null): AccuracyRow => ({
    who,
    how,
    correct,
    accuracy: correct / report.samples,
    ...wilsonInterval(correct, report.samples),
    spikesPerSample,
  });
  return [
    row('analog network', 'the model itself', report.analogCorrect),
    ...(report.swappedCorrect === null
      ? []
      : [row('analog network, swapped', 'average pooling for max pooling', report.swappedCorrect)]),
    ...(workbench === null ? [] : [row('workbench', workbench.words, workbench.correct.at(-1)!)]),
    ...report.readers.map(({ title, words, correct, spikesPerSample }) =>
      row(title, words, correct.at(-1)!, spikesPerSample),
    ),
  ];
}

/** The report for a terminal: what is lost, what was folded, and the accuracies. */
export function nirReportText(report: NirReport, workbench: WorkbenchCurve | null): string {
  const steps = report.readers[0]!.correct.length;
  const { losses, swapped, notes, profile, nodes, neurons, samples, output } = report;
  const readers = report.readers.map(({ title }) => title).join(', ');
  const lines = [
    `Profile ${profile} for ${readers}: ${nodes} nodes, ${neurons} neurons, ending in ${output === 'spikes' ? 'spikes to be counted' : 'currents to be added up'}`,
  ];
  if (swapped.length > 0)
    lines.push(`Average pooling stands for max pooling: ${swapped.map((name) => `"${name}"`).join(', ')}`);
  if (losses.length > 0) lines.push('A NIR file cannot say:', ...losses.map((loss) => `  - ${describeLoss(loss)}`));
  if (notes.length > 0) lines.push('Folded or written in another way:', ...notes.map((note) => `  - ${note}`));
  lines.push('', `Accuracy on ${samples} samples after ${steps} steps:`, '');
  return `${lines.join('\n')}\n${accuracyTable(accuracyRows(report, workbench))}`;
}

function accuracyTable(rows: readonly AccuracyRow[]): string {
  const percent = (share: number): string => (100 * share).toFixed(2);
  return textTable([
    { head: ['run by'], align: 'left', cells: rows.map(({ who }) => who) },
    { head: ['accuracy', '(%)'], align: 'right', cells: rows.map(({ accuracy }) => percent(accuracy)) },
    {
      head: ['95 % interval', '(%)'],
      align: 'right',
      cells: rows.map(({ low, high }) => `${percent(low)} to ${percent(high)}`),
    },
    {
      head: ['spikes', 'per sample'],
      align: 'right',
      cells: rows.map(({ spikesPerSample }) => (spikesPerSample === null ? '' : spikesPerSample.toFixed(0))),
    },
    { head: ['how'], align: 'left', cells: rows.map(({ how }) => how) },
  ]);
}

/** The contract of `convert --to nir --json`: accuracies are fractions. */
export function summariseNirReport(report: NirReport, workbench: WorkbenchCurve | null) {
  const { readers, analogCorrect, swappedCorrect, ...rest } = report;
  const curve = (correct: readonly number[]): readonly number[] => correct.map((count) => count / report.samples);
  return {
    ...rest,
    analogAccuracy: analogCorrect / report.samples,
    swappedAnalogAccuracy: swappedCorrect === null ? null : swappedCorrect / report.samples,
    workbench:
      workbench === null
        ? null
        : { accuracy: workbench.correct.at(-1)! / report.samples, curve: curve(workbench.correct) },
    readers: readers.map(({ correct, ...reader }) => ({
      ...reader,
      accuracy: correct.at(-1)! / report.samples,
      curve: curve(correct),
    })),
  };
}
