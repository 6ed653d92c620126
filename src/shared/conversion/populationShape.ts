import type { Shape } from '../model/graph.ts';
import type { PopulationShape } from './network.ts';

/** [features] → [1, 1, features]; [length, channels] → [length, 1, channels]: the order of the neurons stays. */
export function populationShape(shape: Shape): PopulationShape {
  switch (shape.length) {
    case 1:
      return [1, 1, shape[0]!];
    case 2:
      return [shape[0]!, 1, shape[1]!];
    case 3:
      return [shape[0]!, shape[1]!, shape[2]!];
    default:
      throw new Error(`A layer of ${shape.length} axes reached the conversion`);
  }
}
