import type { ConfusionMatrix } from './confusionMatrix.ts';

/** Precision, recall and F1 as fractions; support is a number of samples. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** What scikit-learn's `classification_report` says. */
export interface ClassificationReport {
  /** The classes that occur as a label or as a prediction, ascending. */
  readonly classes: readonly (ClassScores & { readonly class: number })[];
  readonly accuracy: number;
  readonly samples: number;
  /** Mean over the classes. */
  readonly macro: ClassScores;
  /** Mean over the classes, weighted by support. */
  readonly weighted: ClassScores;
}

/** Precision TP / predicted, recall TP / support and F1 2·TP / (predicted + support) of each class; a quotient of nothing is 0. */
export function classificationReport(matrix: ConfusionMatrix): ClassificationReport {
  const classes = scoresByClass(matrix);
  const samples = sumOf(classes, ({ support }) => support);
  return {
    classes,
    accuracy: quotient(
      sumOf(classes, (row) => matrix.counts[row.class * (matrix.classes + 1)]!),
      samples,
    ),
    samples,
    macro: { ...meanOf(classes, () => 1), support: samples },
    weighted: { ...meanOf(classes, ({ support }) => support), support: samples },
  };
}

/** The text that scikit-learn's `classification_report(labels, predictions, digits=2)` returns; class names by class. */
export function classificationReportText(report: ClassificationReport, classNames: readonly string[]): string {
  const names = report.classes.map((row) => classNames[row.class] ?? String(row.class));
  const width = Math.max('weighted avg'.length, ...names.map((name) => name.length));
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join('')}`;
  const scores = (name: string, { precision, recall, f1, support }: ClassScores): string =>
    row(name, [twoDigits(precision), twoDigits(recall), twoDigits(f1), String(support)]);
  return [
    row('', ['precision', 'recall', 'f1-score', 'support']),
    '',
    ...report.classes.map((entry, i) => scores(names[i]!, entry)),
    '',
    row('accuracy', ['', '', twoDigits(report.accuracy), String(report.samples)]),
    scores('macro avg', report.macro),
    scores('weighted avg', report.weighted),
    '',
  ].join('\n');
}

function scoresByClass({ classes, counts }: ConfusionMatrix): (ClassScores & { readonly class: number })[] {
  const supports = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  counts.forEach((count, at) => {
    supports[Math.floor(at / classes)]! += count;
    predicted[at % classes]! += count;
  });
  return Array.from(supports, (support, c) => {
    const hits = counts[c * classes + c]!;
    const precision = quotient(hits, predicted[c]!);
    const f1 = quotient(2 * hits, predicted[c]! + support);
    return { class: c, precision, recall: quotient(hits, support), f1, support };
  }).filter((row) => row.support + predicted[row.class]! > 0);
}

function meanOf(rows: readonly ClassScores[], weight: (row: ClassScores) => number): Omit<ClassScores, 'support'> {
  const total = sumOf(rows, weight);
  const mean = (score: (row: ClassScores) => number): number =>
    quotient(
      sumOf(rows, (row) => score(row) * weight(row)),
      total,
    );
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}

function sumOf<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}

function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Two decimals as Python prints them: a tie (odd eighths, the only ones) goes to the even digit, not up as in toFixed. */
function twoDigits(value: number): string {
  const isTie = (value * 8) % 2 === 1;
  return (isTie ? (2 * Math.round(value * 50)) / 100 : value).toFixed(2);
}
