import { expect, test } from 'vitest';
import { renderChartSvg } from '../../../src/shared/chart/renderSvg.ts';
import { trainingCurves } from '../../../src/shared/chart/trainingCurves.ts';
import { trainingCsv } from '../../../src/shared/export/trainingCsv.ts';
import type { EpochRecord } from '../../../src/shared/training/progress.ts';

const epoch = (number: number, rest: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch: number,
  loss: 1 / number,
  accuracy: 1 - 0.5 / number,
  validationLoss: 0.5,
  validationAccuracy: 0.75,
  learningRate: 0.001,
  seconds: 1.5,
  ...rest,
});

test('the table of a training has a row for each epoch; what was not measured stays empty', () => {
  const text = trainingCsv([epoch(1, { validationLoss: null, validationAccuracy: null }), epoch(2)]);
  expect(text).toBe(
    'epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds\n' +
      '1,1,0.5,,,0.001,1.5\n' +
      '2,0.5,0.75,0.5,0.75,0.001,1.5\n',
  );
});

test('the figure shows both curves in both panels, and one epoch as points', async () => {
  const size = { width: 960, height: 400 };
  const draw = (history: readonly EpochRecord[]) =>
    trainingCurves(
      { history, losses: [{ step: 5, loss: 2 }], stepsPerEpoch: 10, epochs: 2 },
      { theme: 'light', ...size },
    );
  const svg = await renderChartSvg(draw([epoch(1), epoch(2)]).option, size);
  expect(svg.match(/>validation</g)).toHaveLength(2);
  expect(svg.match(/>training</g)).toHaveLength(2);
  for (const words of ['Loss (cross entropy in nats)', 'Accuracy (%)', 'Epoch']) expect(svg).toContain(words);
  const { rows } = draw([epoch(1)]).table();
  expect(rows).toEqual([[1, 1, 50, 0.5, 75]]);
});
