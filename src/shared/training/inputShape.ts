import { fitShape } from '../dataset/fitShape.ts';
import type { Shape } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';

/** The input of a network for samples of this shape: images without an axis for channels get one. */
export function imageShape(samples: Shape): Shape {
  return samples.length === 2 ? [...samples, 1] : samples;
}

/** Whether samples of a shape do not fit a network with this input. */
export function isOtherShape(input: Shape, samples: Shape): boolean {
  try {
    fitShape('', samples, input);
    return false;
  } catch (error) {
    if (error instanceof WorkbenchError) return true;
    throw error;
  }
}
