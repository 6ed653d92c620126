import { concat, gather, type Rank, tensor1d, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import { type Population, populationSize, type Relay } from '../../conversion/network.ts';
import type { TensorPopulation } from './tensorPopulation.ts';

/** Wires: the columns of all sources side by side, picked by `origin`. */
export function createTensorRelay({ sources, origin }: Relay, populations: readonly Population[]): TensorPopulation {
  const all = sources.reduce((sum, source) => sum + populationSize(populations[source]!), 0);
  // One more column, of zeros, stands for targets that stay silent.
  const index: Tensor1D = tensor1d(
    Int32Array.from(origin, (from) => (from === -1 ? all : from)),
    'int32',
  );
  return {
    potential: null,
    advance(signals, { steps }) {
      const sent = sources.map((source) => signals[source]!);
      const isConstant = sent.every((signal) => signal.isConstant);
      const rows = isConstant ? 1 : steps;
      // A constant current among spikes is not passed on: a relay sends the one or the other.
      const parts = sent.map(({ values, isConstant: holds }) =>
        holds && !isConstant ? zeros<Rank.R2>([rows, values.shape[1]]) : values,
      );
      const columns = concat<Tensor2D>([...parts, zeros<Rank.R2>([rows, 1])], 1);
      return { values: gather(columns, index, 1), isConstant, amplitudes: sent[0]!.amplitudes };
    },
    dispose: () => index.dispose(),
  };
}
