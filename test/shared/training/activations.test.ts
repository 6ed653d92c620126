import { tensor, tidy, variable } from '@tensorflow/tfjs-core';
import { assert, constantFrom, double, integer, property } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { clippedPass, quantisedPass } from '../../../src/shared/training/activationPasses.ts';
import type { LayerPass, PassMode } from '../../../src/shared/training/pass.ts';
import { positivePercentile } from '../../../src/shared/training/positivePercentile.ts';

beforeAll(async () => {
  await startTensorBackend();
});

/** What a pass makes of some values, and of a gradient of 1 at each of them. */
function through(pass: LayerPass, values: readonly number[], mode: PassMode = { kind: 'inference' }) {
  let seen = { outputs: [0], inputGradients: [0], level: NaN, measured: NaN };
  tidy(() => {
    const { output, backward, measured } = pass.forward([tensor([...values])], mode);
    const { inputs, parameters } = backward(tensor(values.map(() => 1)), true);
    seen = {
      outputs: Array.from(output.dataSync()),
      inputGradients: Array.from(inputs[0]!.dataSync()),
      level: parameters[0]?.[1].dataSync()[0] ?? NaN,
      measured: measured?.[0]?.[1].dataSync()[0] ?? NaN,
    };
  });
  return seen;
}

describe('the quantised activation', () => {
  test('is θ · clip(floor(x L / θ + 1/2) / L, 0, 1), its gradients those of Bu et al. 2022', () => {
    assert(
      property(
        integer({ min: 1, max: 16 }),
        constantFrom(0.25, 0.5, 1, 2, 4),
        double({ min: -1, max: 2, noNaN: true }),
        (levels, threshold, share) => {
          const x = Math.fround(share * threshold);
          const place = (x * levels) / threshold + 0.5;
          // Where the place is a whole number to rounding, either side is right.
          if (Math.abs(place - Math.round(place)) < 1e-4) return;
          const theta = variable(tensor(threshold));
          const { outputs, inputGradients, level } = through(quantisedPass(levels, false, theta), [x]);
          theta.dispose();
          const output = threshold * Math.min(1, Math.max(0, Math.floor(place) / levels));
          const isInside = -threshold / (2 * levels) < x && x < threshold - threshold / (2 * levels);
          expect(outputs[0]).toBeCloseTo(output, 5);
          expect(inputGradients[0]).toBe(isInside ? 1 : 0);
          const above = x >= threshold - threshold / (2 * levels) ? 1 : 0;
          expect(level).toBeCloseTo(isInside ? (output - x) / threshold : above, 4);
        },
      ),
    );
  });

  test('begins at a percentile of the first batch, and stays where it is given', () => {
    const values = Array.from({ length: 2000 }, (_, i) => i - 999);
    const theta = variable(tensor(NaN));
    const first: PassMode = { kind: 'training', seed: 1, step: 0 };
    const { measured, outputs } = through(quantisedPass(4, true, theta), values, first);
    expect(measured).toBe(999);
    expect(Math.max(...outputs)).toBe(999);
    expect(through(quantisedPass(4, true, theta), values, { ...first, step: 1 }).measured).toBeNaN();
    expect(through(quantisedPass(4, false, theta), values, first).measured).toBeNaN();
    theta.dispose();
  });
});

describe('the clipped activation', () => {
  test('passes gradients between 0 and its level, and gives the others above it to the level', () => {
    const level = variable(tensor(2));
    const seen = through(clippedPass({ rule: 'learned', initial: 2 }, level), [-1, 0.5, 1.5, 2.5, 7]);
    level.dispose();
    expect(seen.outputs).toEqual([0, 0.5, 1.5, 2, 2]);
    expect(seen.inputGradients).toEqual([0, 1, 1, 0, 0]);
    expect(seen.level).toBe(2);
  });

  test('with a percentile measures it anew every fifty steps', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    const level = variable(tensor(3));
    const pass = clippedPass({ rule: 'percentile', percentile: 90 }, level);
    const at = (step: number) => through(pass, values, { kind: 'training', seed: 1, step });
    expect([at(0).measured, Math.max(...at(0).outputs)]).toEqual([90, 90]);
    expect([at(1).measured, Math.max(...at(1).outputs)]).toEqual([NaN, 3]);
    expect(at(50).measured).toBe(90);
    expect(at(50).level).toBeNaN();
    level.dispose();
  });
});

test('the percentile is that of the positive values; 1 where there are none', () => {
  expect(positivePercentile(Float32Array.of(-5, 0, 4, 1, 3, 2), 50)).toBe(2);
  expect(positivePercentile(Float32Array.of(-5, 0, 4, 1, 3, 2), 100)).toBe(4);
  expect(positivePercentile(Float32Array.of(-5, 0), 99)).toBe(1);
});
