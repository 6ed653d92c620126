import {
  concat,
  fill,
  gather,
  reshape,
  tensor1d,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { windowCells } from '../../conversion/connectivity.ts';
import type { PoolingWindow, PopulationShape } from '../../conversion/network.ts';

/** The cells of pooling windows, looked up for whole blocks of steps. */
export interface WindowLookup {
  /** Values of the cells, `outside` for cells beyond the border, `empty` for all of a window without any inside: [step][target][cell]. */
  cellsOf(values: Tensor2D, outside: number, empty?: number): Tensor3D;
  /** 1 for a cell that lies inside the source, 0 for one beyond the border: [target · cells per window]. */
  readonly isInside: Float32Array;
  readonly targets: number;
  readonly cellsPerWindow: number;
  dispose(): void;
}

export function createWindowLookup(
  window: PoolingWindow,
  sourceShape: PopulationShape,
  targetShape: PopulationShape,
): WindowLookup {
  const neurons = sourceShape[0] * sourceShape[1] * sourceShape[2];
  const targets = targetShape[0] * targetShape[1] * targetShape[2];
  // One-hot vectors, which pick a cell of a window, have two places at least.
  const cellsPerWindow = Math.max(2, window.size[0] * window.size[1]);
  // Two columns are put behind those of the neurons: what lies outside, and what empty windows hold.
  const [outsideColumn, emptyColumn] = [neurons, neurons + 1];
  const columns = new Int32Array(targets * cellsPerWindow).fill(outsideColumn);
  const isInside = new Float32Array(columns.length);
  for (let target = 0; target < targets; target++) {
    const cells = windowCells(window, sourceShape, targetShape, target);
    const first = target * cellsPerWindow;
    columns.set(cells, first);
    isInside.fill(1, first, first + cells.length);
    if (cells.length === 0) columns.fill(emptyColumn, first, first + cellsPerWindow);
  }
  const index: Tensor1D = tensor1d(columns, 'int32');
  return {
    cellsOf(values, outside, empty = 0) {
      const steps = values.shape[0];
      const padded = concat<Tensor2D>([values, fill([steps, 1], outside), fill([steps, 1], empty)], 1);
      return reshape(gather(padded, index, 1), [steps, targets, cellsPerWindow]);
    },
    isInside,
    targets,
    cellsPerWindow,
    dispose: () => index.dispose(),
  };
}
