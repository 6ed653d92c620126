import { expect, test } from 'vitest';
import { estimateBiases } from '../../../src/shared/conversion/estimateBiases.ts';
import type { FoldedNetwork, Unit } from '../../../src/shared/conversion/folded.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { uniform } from '../../../src/shared/random.ts';

const width = 200;

function unit(name: string, source: number, draw: number, bias: number): Unit {
  return {
    kind: 'unit',
    name,
    layer: name,
    isLinear: false,
    shape: [1, 1, width],
    synapses: [
      {
        kind: 'dense',
        source,
        weights: Float32Array.from(
          { length: width * width },
          (_, n) => 0.2 * (uniform('drawing', draw, 1, 0, n) - 0.5),
        ),
        delay: 0,
      },
    ],
    bias: new Float32Array(width).fill(bias),
    maxValue: null,
  };
}

const graph: ModelGraph = {
  name: 'three',
  source: { container: 'keras', kerasVersion: null, architecture: 'Functional' },
  layers: [],
  input: 0,
  output: 0,
};

/** The strongest channel's 99.9th percentile of three layers, measured on drawn inputs. */
function measured(units: readonly Unit[], inputs: number): number[] {
  const samples = units.map(() => Array.from({ length: width }, (): number[] => []));
  for (let sample = 0; sample < inputs; sample++) {
    let values = Float64Array.from({ length: width }, (_, n) => uniform('drawing', 9, sample, 0, n));
    for (const [l, { synapses, bias }] of units.entries()) {
      const [term] = synapses;
      if (term === undefined || !('weights' in term)) throw new Error('no weights');
      const { weights } = term;
      values = Float64Array.from({ length: width }, (_, target) => {
        let sum = bias![target]!;
        for (let n = 0; n < width; n++) sum += weights[n * width + target]! * values[n]!;
        return Math.max(0, sum);
      });
      for (const [n, value] of values.entries()) samples[l]![n]!.push(value);
    }
  }
  return samples.map((layer) =>
    Math.max(...layer.map((values) => values.toSorted((a, b) => a - b)[Math.ceil(0.999 * inputs) - 1]!)),
  );
}

test('the estimate is within a third of what is measured on inputs spread evenly from 0 to 1', () => {
  const units = [unit('first', 0, 1, 0.05), unit('second', 1, 2, 0.3), unit('third', 2, 3, -0.1)];
  const nodes: FoldedNetwork['nodes'] = [{ kind: 'input', name: 'input', shape: [1, 1, width] }, ...units];
  const ratios = estimateBiases(graph, { name: 'three', nodes, notes: [] });
  const thresholds = measured(units, 1000);
  expect([...ratios.keys()]).toEqual(['second', 'third']); // the first one's input is there from the first step
  for (const [i, bias] of [
    [1, 0.3],
    [2, 0.1],
  ] as const) {
    const ratio = ratios.get(units[i]!.name)! / (bias / thresholds[i]!);
    expect(ratio).toBeGreaterThan(2 / 3);
    expect(ratio).toBeLessThan(3 / 2);
  }
});
