import { expect, test } from 'vitest';
import { assignChannels } from '../../../src/shared/chart/channels.ts';
import { figureFormats, pixelsPerUnit, withPrintSize } from '../../../src/shared/chart/figureFormats.ts';
import { methodsParagraph } from '../../../src/shared/export/methodsParagraph.ts';
import { comparePredictions } from '../../../src/shared/metrics/comparePredictions.ts';
import { busiestNeurons } from '../../../src/shared/results/busiestNeurons.ts';
import { comparisonWords } from '../../../src/shared/results/comparisonWords.ts';
import { hiddenRows } from '../../../src/shared/results/hiddenRows.ts';
import { decisionWords, settledStep, silenceWords } from '../../../src/shared/results/inspectWords.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { everyEncoding, exampleRecord } from './exampleRecord.ts';

test('a decision is named, judged, and said to be tied where it is', () => {
  const readout = { classes: [0, 3], tied: [true, false] };
  expect(decisionWords(readout, 0, 3, [])).toBe('Class 0, wrong, the label is 3 (tied: the lowest class is taken)');
  expect(decisionWords(readout, 1, 3, ['a', 'b', 'c', 'seven'])).toBe('Class seven, right');
});

test('a decision is settled from the step on after which it stays', () => {
  expect(settledStep([1, 2, 2, 2])).toBe(1);
  expect(settledStep([2, 2])).toBe(0);
  expect(settledStep([1, 1, 2])).toBe(null);
});

test('an input without spikes is not called broken under constant current', () => {
  expect(silenceWords({ activations: null, neurons: 4 }, { kind: 'constantCurrent' })).toContain('as currents');
  expect(silenceWords({ activations: null, neurons: 4 }, { kind: 'poisson', maxRate: 1 })).toContain('fires no spike');
});

test('the busiest neurons come first, of equal ones the lowest', () => {
  expect(busiestNeurons({ neurons: [2, 2, 1, 3, 3], neuronCount: 5 }, 3)).toEqual([2, 3, 1]);
});

test('a comparison says difference, interval and test', () => {
  expect(comparisonWords(comparePredictions([0, 1], [0, 1], [0, 0]))).toMatch(
    /^First minus second: 50\.00 percentage points \(95 % interval −[\d.]+ to [\d.]+, paired, n = 2\); McNemar's exact test: p = 1\.000\.$/,
  );
});

test('the legend hides every row with a value', () => {
  const rows = resultRows(exampleRecord({ encodings: everyEncoding.slice(0, 2), thresholds: [0.8, 1], steps: 5 }));
  expect([...hiddenRows(rows, new Set(['encoding=poisson'] as const))]).toEqual(['2.0', '3.0']);
  expect(hiddenRows(rows, new Set()).size).toBe(0);
});

test('panels by one axis leave the others to colour and line style', () => {
  const { settings } = exampleRecord({
    encodings: everyEncoding.slice(0, 2),
    thresholds: [0.6, 0.8, 1, 1.2, 1.4],
    seeds: [1, 2],
    steps: 5,
  });
  expect(assignChannels(settings, 'seed')).toEqual({ colour: 'threshold', dash: 'encoding', panels: ['seed'] });
});

test('a figure for print says its size in points, and 300 dots per inch mean 300 of 72 points', () => {
  expect(withPrintSize('<svg width="241" height="190" viewBox="0 0 241 190">')).toBe(
    '<svg width="241pt" height="190pt" viewBox="0 0 241 190">',
  );
  expect(pixelsPerUnit(300) * 72).toBeCloseTo(300, 9);
  for (const { width, millimetres } of figureFormats) {
    if (millimetres !== null) expect((width / 72) * 25.4).toBeCloseTo(millimetres, 0);
  }
});

test('the methods paragraph says what was done, in the numbers of the record', () => {
  const record = exampleRecord({ encodings: everyEncoding.slice(0, 2), thresholds: [0.8, 1.2], steps: 60 });
  const text = methodsParagraph(record);
  for (const words of [
    'The network cnn.keras was converted to a spiking network',
    '1000 unlabelled images (train split)',
    'Inputs were presented as constant currents or Poisson spike trains of at most 100 Hz.',
    'Thresholds were multiplied by 0.8 or 1.2.',
    'Each of 1000 samples of digits.npz (test split) was simulated for 60 ms in steps of 1 ms, with seed 1.',
    'The analog network classified 987 of 1000 samples correctly (98.70 %).',
  ]) {
    expect(text).toContain(words);
  }
});
