import { expect, test } from 'vitest';
import { classificationReport, classificationReportText } from '../../../src/shared/metrics/classificationReport.ts';
import { confusionMatrix } from '../../../src/shared/metrics/confusionMatrix.ts';

/** Labels and predictions with `count` samples for each [label, prediction, count]. */
function samplesOf(cells: readonly (readonly [number, number, number])[]): { labels: number[]; predictions: number[] } {
  return {
    labels: cells.flatMap(([label, , count]) => repeat(label, count)),
    predictions: cells.flatMap(([, prediction, count]) => repeat(prediction, count)),
  };
}

function repeat(value: number, count: number): number[] {
  return Array<number>(count).fill(value);
}

test('the text is that of the example in the documentation of scikit-learn', () => {
  const matrix = confusionMatrix([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 3);
  expect(classificationReportText(classificationReport(matrix), ['class 0', 'class 1', 'class 2'])).toBe(
    `              precision    recall  f1-score   support

     class 0       0.50      1.00      0.67         1
     class 1       0.00      0.00      0.00         1
     class 2       1.00      0.67      0.80         3

    accuracy                           0.60         5
   macro avg       0.50      0.56      0.49         5
weighted avg       0.70      0.60      0.61         5
`,
  );
});

test('scores follow from the counts; a class that is only predicted has recall 0, one that never occurs is left out', () => {
  const { labels, predictions } = samplesOf([
    [0, 0, 6],
    [0, 3, 2],
    [1, 1, 3],
    [1, 0, 1],
  ]);
  const half = (6 / 7) * 8 + 1 * 4;
  expect(classificationReport(confusionMatrix(labels, predictions, 5))).toEqual({
    classes: [
      { class: 0, precision: 6 / 7, recall: 6 / 8, f1: 12 / 15, support: 8 },
      { class: 1, precision: 1, recall: 3 / 4, f1: 6 / 7, support: 4 },
      { class: 3, precision: 0, recall: 0, f1: 0, support: 0 },
    ],
    accuracy: 9 / 12,
    samples: 12,
    macro: { precision: (6 / 7 + 1) / 3, recall: 1.5 / 3, f1: (12 / 15 + 6 / 7) / 3, support: 12 },
    weighted: { precision: half / 12, recall: 9 / 12, f1: ((12 / 15) * 8 + (6 / 7) * 4) / 12, support: 12 },
  });
});

test('long class names widen the first column', () => {
  const matrix = confusionMatrix([0, 1], [0, 1], 2);
  expect(classificationReportText(classificationReport(matrix), ['a name of 20 letters', 'b']).split('\n')[2]).toBe(
    'a name of 20 letters       1.00      1.00      1.00         1',
  );
});

test.each([
  [1, '0.12'],
  [3, '0.38'],
  [5, '0.62'],
  [7, '0.88'],
])('%i eighths are printed as Python rounds them, half to even', (hits, printed) => {
  const { labels, predictions } = samplesOf([
    [0, 0, hits],
    [0, 1, 8 - hits],
  ]);
  const text = classificationReportText(classificationReport(confusionMatrix(labels, predictions, 2)), ['0', '1']);
  expect(text.split('\n')[5]).toBe(`    accuracy                           ${printed}         8`);
});

test('the confusion matrix has labels down and predictions across', () => {
  expect(confusionMatrix([0, 1, 1, 2], [0, 2, 2, 1], 3)).toEqual({
    classes: 3,
    counts: Uint32Array.of(1, 0, 0, 0, 0, 2, 0, 1, 0),
  });
  expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('1 predictions for 2 labels.');
});
