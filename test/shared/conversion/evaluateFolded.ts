import { weightedSum } from '../../../src/shared/conversion/linearTerms.ts';
import { windowCells } from '../../../src/shared/conversion/connectivity.ts';
import type { FoldedNetwork } from '../../../src/shared/conversion/folded.ts';
import { parameterOf } from '../../../src/shared/conversion/neuronParameter.ts';

/** The analog values of every node of a folded network for one input: an evaluator of its own, to hold the folding against Keras. */
export function evaluateFolded({ nodes }: FoldedNetwork, input: Float32Array): readonly Float32Array[] {
  const values: Float32Array[] = [];
  for (const node of nodes) {
    const size = node.shape[0] * node.shape[1] * node.shape[2];
    switch (node.kind) {
      case 'input':
        values.push(input);
        break;
      case 'unit':
      case 'output': {
        const sums = new Float64Array(size);
        for (const term of node.synapses) {
          const part = weightedSum(term, values[term.source]!, nodes[term.source]!.shape, node.shape);
          for (let n = 0; n < size; n++) sums[n]! += part[n]!;
        }
        values.push(
          Float32Array.from(sums, (sum, n) => {
            const value = sum + (node.bias === null ? 0 : parameterOf(node.bias, n, node.shape[2]));
            return node.isLinear ? value : Math.min(Math.max(value, 0), node.maxValue ?? Infinity);
          }),
        );
        break;
      }
      case 'averagePool':
        values.push(
          Float32Array.from(
            weightedSum(node.synapses, values[node.synapses.source]!, nodes[node.synapses.source]!.shape, node.shape),
          ),
        );
        break;
      case 'maximum': {
        const source = nodes[node.source]!;
        values.push(
          Float32Array.from({ length: size }, (_, target) =>
            Math.max(
              ...windowCells(node.window, source.shape, node.shape, target).map((c) => values[node.source]![c]!),
            ),
          ),
        );
        break;
      }
      case 'relay': {
        const all = node.sources.flatMap((source) => [...values[source]!]);
        values.push(Float32Array.from(node.origin, (from) => (from === -1 ? 0 : all[from]!)));
        break;
      }
    }
  }
  return values;
}
