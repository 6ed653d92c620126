import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openByteSource } from '../../../src/main/store/files.ts';
import { readNpz } from '../../../src/shared/bytes/npz.ts';
import { calibrationKey, noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { foldGraph } from '../../../src/shared/conversion/fold.ts';
import type { FoldedNetwork } from '../../../src/shared/conversion/folded.ts';
import { methodOf } from '../../../src/shared/conversion/presets.ts';
import { convertToRates } from '../../../src/shared/conversion/rateCoded.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { sizeOf } from '../../../src/shared/tensor.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { evaluateFolded } from './evaluateFolded.ts';

/** What has no spiking form yet, and the words that say so. */
const refused: Readonly<Record<string, string>> = {
  'relu_threshold.keras': 'jumps at its ReLU threshold',
};

describeWithReference('folding the layers of genuine Keras models', () => {
  const folder = referencePath('layers');
  const files = readdirSync(folder).filter((name) => /\.(keras|h5)$/.test(name));

  test('there are models to fold', () => expect(files.length).toBeGreaterThan(70));

  test.each(files)('%s computes what Keras computes, or says why it has no spiking form', async (file) => {
    const graph = await readModel(await openByteSource(referencePath('layers', file)));
    const reason = refused[file];
    if (reason !== undefined) {
      expect(() => foldGraph(graph, 'rueckauer')).toThrow(reason);
      return;
    }
    const folded = fold(graph);
    if (folded === null) return; // pooling or relabelling alone: nothing to convert
    const { inputs, outputs } = await readCase(file, graph);
    for (const [i, input] of inputs.entries()) {
      const found = throughTail(graph, evaluateFolded(folded, input).at(-1)!);
      const scale = Math.max(1, ...outputs[i]!.map(Math.abs));
      for (const [n, wanted] of outputs[i]!.entries()) expect(Math.abs(found[n]! - wanted)).toBeLessThan(1e-5 * scale);
    }
  });

  test.each(files.filter((file) => !(file in refused)))(
    '%s: with constant current the rates converge to the activations',
    async (file) => {
      const graph = await readModel(await openByteSource(referencePath('layers', file)));
      const folded = fold(graph);
      if (folded === null) return;
      const { inputs } = await readCase(file, graph);
      const input = inputs[0]!;
      const values = evaluateFolded(folded, input);
      const scales = Object.fromEntries(
        folded.nodes.flatMap((node, index) =>
          node.kind === 'unit' || node.kind === 'output'
            ? [[calibrationKey(node), [Math.max(...values[index]!.map((v) => (node.isLinear ? Math.abs(v) : v)))]]]
            : [],
        ),
      );
      const calibration = { ...noCalibration, scales };
      const method = methodOf({ preset: 'rueckauer', thresholdFactor: 1, changes: {} });
      const { network } = convertToRates(folded, method, calibration, { timeStep: 1, inputGain: 1, seed: 1 });
      const depth = folded.nodes.filter(({ kind }) => kind === 'unit' || kind === 'averagePool').length;
      const steps = depth === 0 ? 200 : 1000;
      const [recording] = referenceEngine.load([network], { kind: 'constantCurrent' }, steps).simulate(input, {
        seed: 1,
        sample: 0,
      });
      const wanted = values.at(-1)!;
      const classes = wanted.length;
      const range = Math.max(...wanted.map(Math.abs), 1e-6);
      for (const [n, value] of wanted.entries()) {
        const found = recording!.outputPotentials[(steps - 1) * classes + n]! / steps;
        if (depth === 0) expect(Math.abs(found - value)).toBeLessThan((2 * range) / steps);
        else expect(Math.abs(found - value)).toBeLessThan(0.1 * range);
      }
    },
  );
});

function fold(graph: ModelGraph): FoldedNetwork | null {
  try {
    return foldGraph(graph, 'rueckauer');
  } catch (error) {
    if (error instanceof WorkbenchError && error.problem.kind === 'noSpikingLayers') return null;
    throw error;
  }
}

async function readCase(file: string, graph: ModelGraph): Promise<{ inputs: Float32Array[]; outputs: number[][] }> {
  const arrays = await readNpz(await openByteSource(referencePath('layers', file.replace(/\.\w+$/, '.npz'))));
  const x = arrays.get('x')!;
  const y = arrays.get('y')!;
  const inputSize = sizeOf(graph.layers[graph.input]!.shape);
  const samples = x.shape[0]!;
  const outputSize = y.data.length / samples;
  return {
    inputs: Array.from({ length: samples }, (_, i) =>
      Float32Array.from(x.data.slice(i * inputSize, (i + 1) * inputSize), Number),
    ),
    outputs: Array.from({ length: samples }, (_, i) =>
      Array.from(y.data.slice(i * outputSize, (i + 1) * outputSize), Number),
    ),
  };
}

/** The activations at the end that the folding leaves out because they keep the winner. */
function throughTail(graph: ModelGraph, values: Float32Array): Float32Array {
  const tail: ModelGraph['layers'][number][] = [];
  for (let index = graph.output; ; index = graph.layers[index]!.inputs[0]!) {
    const layer = graph.layers[index]!;
    const { operation } = layer;
    if (operation.kind === 'identity') continue;
    if (operation.kind !== 'activation' || operation.function.kind === 'relu') break;
    tail.unshift(layer);
  }
  return tail.reduce<Float32Array>((current, { operation }) => {
    if (operation.kind !== 'activation') return current;
    switch (operation.function.kind) {
      case 'softmax': {
        const exponentials = current.map((value) => Math.exp(value));
        const sum = exponentials.reduce((total, value) => total + value, 0);
        return exponentials.map((value) => value / sum);
      }
      case 'sigmoid':
        return current.map((value) => 1 / (1 + Math.exp(-value)));
      case 'tanh':
        return current.map(Math.tanh);
      case 'elu':
        return current.map((value) => (value > 0 ? value : Math.expm1(value)));
      case 'linear':
      case 'relu':
        return current;
    }
  }, values);
}
