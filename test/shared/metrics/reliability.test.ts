import { expect, test } from 'vitest';
import { measureReliability } from '../../../src/shared/metrics/reliability.ts';

test('confidence that is right as often as it says has no calibration error', () => {
  const confidences = [...Array<number>(10).fill(0.8), ...Array<number>(10).fill(0.5)];
  const { expectedCalibrationError, bins } = measureReliability(confidences, (sample) => sample < 8 || sample >= 15);
  expect(expectedCalibrationError).toBeCloseTo(0, 12);
  expect(bins.map(({ samples }) => samples)).toEqual([10, 10]);
});

test('the error is the mean gap, weighted by samples; a confidence of 1 has a bin', () => {
  const { expectedCalibrationError, bins } = measureReliability([1, 1, 1, 0.2], (sample) => sample === 3);
  expect(expectedCalibrationError).toBeCloseTo((3 * 1 + 0.8) / 4, 12);
  expect(bins.at(-1)).toEqual({ samples: 3, confidence: 1, accuracy: 0 });
});
