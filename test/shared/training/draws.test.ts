import { assert, double, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawMovement, drawValidation, shuffledOrder } from '../../../src/shared/training/draws.ts';
import { learningRateAt } from '../../../src/shared/training/learningRate.ts';
import { addLoss } from '../../../src/shared/training/lossCurve.ts';
import { moveImage } from '../../../src/shared/training/moveImage.ts';
import type { LossPoint } from '../../../src/shared/training/progress.ts';

const still = { down: 0, right: 0, turn: 0 };
const image = Float32Array.from({ length: 5 * 5 * 2 }, (_, i) => (i % 7) / 7);
const moved = (movement: Parameters<typeof moveImage>[2]): Float32Array => {
  const into = new Float32Array(image.length).fill(NaN);
  moveImage(image, [5, 5, 2], movement, into);
  return into;
};
const at = (values: Float32Array, row: number, column: number, channel: number): number =>
  values[(row * 5 + column) * 2 + channel] ?? 0;

describe('moving an image', () => {
  test('by nothing changes nothing, by whole pixels shifts it, by half a pixel means its neighbours', () => {
    expect(moved(still)).toEqual(image);
    const shifted = moved({ ...still, down: 1, right: -2 });
    expect(at(shifted, 3, 1, 1)).toBe(at(image, 2, 3, 1));
    expect([at(shifted, 0, 0, 0), at(shifted, 2, 4, 0)]).toEqual([0, 0]);
    const between = moved({ ...still, right: 0.5 });
    expect(at(between, 2, 2, 0)).toBeCloseTo((at(image, 2, 1, 0) + at(image, 2, 2, 0)) / 2, 6);
  });

  test('by a quarter turn counter-clockwise takes the right edge to the top', () => {
    const turned = moved({ ...still, turn: Math.PI / 2 });
    for (let i = 0; i < 5; i++) expect(at(turned, 0, i, 0)).toBeCloseTo(at(image, i, 4, 0), 5);
  });

  test('by what is drawn stays within its limits and differs from epoch to epoch', () => {
    const limits = { shift: 2, rotation: 10 };
    const drawn = Array.from({ length: 200 }, (_, sample) => drawMovement(limits, 1, 0, sample));
    const downs = drawn.map(({ down }) => down);
    expect([Math.min(...downs) < -1.8, Math.max(...downs) > 1.8]).toEqual([true, true]);
    expect(drawn.every(({ down, right }) => Math.abs(down) <= 2 && Math.abs(right) <= 2)).toBe(true);
    expect(drawn.every(({ turn }) => Math.abs(turn) <= Math.PI / 18)).toBe(true);
    expect(drawMovement(limits, 1, 1, 0)).not.toEqual(drawMovement(limits, 1, 0, 0));
  });
});

describe('samples', () => {
  test('are for training or for validation, each once, and every epoch has another order', () => {
    assert(
      property(
        integer({ min: 1, max: 300 }),
        double({ min: 0, max: 0.9, noNaN: true }),
        integer(),
        (count, share, seed) => {
          const { training, validation } = drawValidation(count, share, seed >>> 0);
          expect([...training, ...validation].toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: count }, (_, i) => i),
          );
          expect(validation.length).toBe(Math.round(count * share));
          const order = shuffledOrder(training, seed >>> 0, 0);
          expect(order.toSorted()).toEqual(training);
          if (training.length > 10) expect(shuffledOrder(training, seed >>> 0, 1)).not.toEqual(order);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test('learning rates: constant, in steps, along a cosine down to zero', () => {
  const rate = (schedule: Parameters<typeof learningRateAt>[0]['schedule'], step: number): number =>
    learningRateAt({ learningRate: 0.5, schedule }, step, 10, 40);
  expect([rate({ kind: 'constant' }, 0), rate({ kind: 'constant' }, 39)]).toEqual([0.5, 0.5]);
  const halved = { kind: 'step', epochs: 2, factor: 0.5 } as const;
  expect([0, 19, 20, 39].map((step) => rate(halved, step))).toEqual([0.5, 0.5, 0.25, 0.25]);
  expect([0, 20, 40].map((step) => Number(rate({ kind: 'cosine' }, step).toFixed(9)))).toEqual([0.5, 0.25, 0]);
});

test('a curve of losses has at most 400 points, each the mean of its steps', () => {
  let points: readonly LossPoint[] = [];
  for (let step = 1; step <= 1000; step++) points = addLoss(points, step, step, 1000);
  expect(points).toHaveLength(334);
  expect(points.slice(0, 2)).toEqual([
    { step: 3, loss: 2 },
    { step: 6, loss: 5 },
  ]);
  expect(points.at(-1)).toEqual({ step: 1000, loss: 1000 });
});
