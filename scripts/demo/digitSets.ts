import { drawDigit, imageSize } from './drawDigit.ts';

/** Seeds of the three series of images, and how many each gives. The test images are of a series that no training sees. */
export const digitSets = {
  /** Stored as `train`: what is there to calibrate and normalise with. */
  calibration: { seed: 1, count: 4000 },
  /** Stored as `test`. */
  test: { seed: 2, count: 1000 },
  /** Drawn on the fly to train the demo model, and stored nowhere. */
  training: { seed: 3, count: 14_000 },
} as const;

/** Images of a series, the ten digits in turn. */
export interface DigitSet {
  /** [image][row][column], 0 (paper) to 255 (ink). */
  readonly images: Uint8Array<ArrayBuffer>;
  /** [image]. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

export function drawDigitSet({ seed, count }: { readonly seed: number; readonly count: number }): DigitSet {
  const images = new Uint8Array(count * imageSize * imageSize);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const { label, pixels } = drawDigit(seed, i);
    images.set(pixels, i * pixels.length);
    labels[i] = label;
  }
  return { images, labels };
}
