import { expect, test } from 'vitest';
import { engineSettings, measureEngines } from './engines.ts';
import { createInProcessPool } from './inProcess.ts';
import { prepareCases } from './parity.ts';
import { demoSubject } from './workloads.ts';

test('the bench finds that every engine gives the classes of the reference on the demo, and which ones are equal to the bit', async () => {
  const settings = engineSettings.map((flags) => ({ ...flags, duration: '16', limit: '8', calibration: '20' }));
  const cases = await prepareCases(createInProcessPool(), [demoSubject], settings);
  const rows = [];
  for (const each of cases) rows.push(...(await measureEngines(each, 8)));
  expect(
    rows.map(({ preset, engine, samples, changedPredictions, agrees }) => [
      preset,
      engine.split(' ')[0],
      samples,
      changedPredictions,
      agrees,
    ]),
  ).toEqual(
    ['calibrated', 'rueckauer'].flatMap((preset) =>
      ['simd', 'reference', 'tensorflow'].map((engine) => [preset, engine, 8, 0, true]),
    ),
  );
  // The second opinion is one: it adds in an order of its own.
  const tensors = rows.filter(({ engine }) => engine.startsWith('tensorflow'));
  expect(Math.max(...tensors.map(({ potentialDifference }) => potentialDifference))).toBeGreaterThan(0);
  expect(rows.filter(({ engine }) => engine === 'simd').map(({ timesSimd }) => timesSimd)).toEqual([1, 1]);
});
