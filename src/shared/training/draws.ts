import { randomWord, uniform } from '../random.ts';
import type { AugmentationSettings } from './settings.ts';

/**
 * What training draws beside weights (step 0 of the random stream `training`) and what layers draw (randomPasses.ts). Each is a function of
 * the seed and of what it is for, so a training that is taken up again draws the same.
 */
const steps = { order: 1, validation: 2, augmentation: 3 } as const;

/** Which samples train and which validate; both in order. */
export interface SampleParts {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/** Draws a share of `count` samples for validation. */
export function drawValidation(count: number, share: number, seed: number): SampleParts {
  const drawn = sortedByWords(
    Uint32Array.from({ length: count }, (_, i) => i),
    (i) => randomWord('training', seed, 0, steps.validation, i),
  );
  const held = Math.round(count * share);
  return { validation: drawn.slice(0, held).toSorted(), training: drawn.slice(held).toSorted() };
}

/** The samples in the order of an epoch (from 0): each has a random word to be sorted by. */
export function shuffledOrder(samples: Uint32Array, seed: number, epoch: number): Uint32Array {
  return sortedByWords(samples, (sample) => randomWord('training', seed, epoch, steps.order, sample));
}

function sortedByWords(samples: Uint32Array, wordOf: (sample: number) => number): Uint32Array {
  const words = new Map(Array.from(samples, (sample) => [sample, wordOf(sample)]));
  return samples.toSorted((a, b) => words.get(a)! - words.get(b)! || a - b);
}

/** How an image is changed in an epoch. */
export interface Movement {
  /** Rows and columns towards the end. */
  readonly down: number;
  readonly right: number;
  /** Radians, counter-clockwise as seen. */
  readonly turn: number;
}

export function drawMovement(
  { shift, rotation }: AugmentationSettings,
  seed: number,
  epoch: number,
  sample: number,
): Movement {
  const draw = (i: number): number => 2 * uniform('training', seed, epoch, steps.augmentation, 4 * sample + i) - 1;
  return { down: shift * draw(0), right: shift * draw(1), turn: (rotation * draw(2) * Math.PI) / 180 };
}
