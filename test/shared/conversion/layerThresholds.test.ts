import { expect, test } from 'vitest';
import { openByteSource } from '../../../src/main/store/files.ts';
import { calibrationKey, noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { convert } from '../../../src/shared/conversion/convert.ts';
import { foldGraph } from '../../../src/shared/conversion/fold.ts';
import type { IntegrateAndFire, SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import type { MethodChanges, PresetName } from '../../../src/shared/conversion/settings.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { describeWithReference, referencePath } from '../../reference.ts';

async function network(preset: PresetName, changes: MethodChanges): Promise<SpikingNetwork> {
  const graph = await readModel(await openByteSource(referencePath('models', 'cnn_mnist.keras')));
  const scales = Object.fromEntries(
    foldGraph(graph, preset).nodes.flatMap((node) =>
      node.kind === 'unit' || node.kind === 'output' ? [[calibrationKey(node), [2]]] : [],
    ),
  );
  const surroundings = { timeStep: 1, inputGain: 1, seed: 1 };
  return convert(graph, { preset, thresholdFactor: 1, changes }, { ...noCalibration, scales }, surroundings).network;
}

function neurons({ populations }: SpikingNetwork, name: string): IntegrateAndFire {
  const { dynamics } = populations.find((population) => population.name === name)!;
  if (dynamics.kind !== 'integrateAndFire') throw new Error(`${name} does not fire`);
  return dynamics;
}

const weights = ({ synapses }: IntegrateAndFire): readonly number[] => {
  const [first] = synapses;
  return first !== undefined && 'weights' in first ? Array.from(first.weights.subarray(0, 20)) : [];
};

describeWithReference("factors and delays of single layers of the notebook's CNN", () => {
  test('a threshold factor weakens the weights into the layer and strengthens those out of it', async () => {
    const [before, after] = await Promise.all([
      network('rueckauer', {}),
      network('rueckauer', { layerThresholds: { conv2d_1: [2] } }),
    ]);
    const names = before.populations.flatMap(({ name, dynamics }) =>
      dynamics.kind === 'integrateAndFire' ? [name] : [],
    );
    const ratios = names.map((name) => weights(neurons(after, name))[0]! / weights(neurons(before, name))[0]!);
    expect(Object.fromEntries(names.map((name, i) => [name, ratios[i]]))).toEqual({
      conv2d: 1,
      conv2d_1: 0.5,
      conv2d_2: 2,
      dense: 1,
    });
  });

  test('one factor for each channel acts on its channel alone', async () => {
    const factors = Array.from({ length: neuronsIn(await network('rueckauer', {}), 'conv2d') }, (_, c) => 1 + c);
    const [before, after] = await Promise.all([
      network('rueckauer', {}),
      network('rueckauer', { layerThresholds: { conv2d: factors } }),
    ]);
    const [plain, changed] = [weights(neurons(before, 'conv2d')), weights(neurons(after, 'conv2d'))];
    for (const [i, weight] of changed.entries())
      expect(weight).toBeCloseTo(plain[i]! / factors[i % factors.length]!, 6);
  });

  test("ANNarchy's thresholds by depth are multiplied", async () => {
    const [before, after] = await Promise.all([
      network('annarchy', {}),
      network('annarchy', { layerThresholds: { conv2d_1: [0.5] } }),
    ]);
    const threshold = (of: SpikingNetwork, name: string): number => neurons(of, name).threshold[0]!;
    expect(threshold(after, 'conv2d_1')).toBe(Math.fround(threshold(before, 'conv2d_1') * 0.5));
    expect(threshold(after, 'conv2d')).toBe(threshold(before, 'conv2d'));
  });

  test('a delay of one layer is that of its synapses', async () => {
    const found = await network('rueckauer', { layerDelays: { dense: [1] } });
    expect(neurons(found, 'dense').synapses.map(({ delay }) => delay)).toEqual([1]);
    expect(neurons(found, 'conv2d_1').synapses.map(({ delay }) => delay)).toEqual([0]);
  });

  test('a name that no layer has, or too few channels, is said with what there is', async () => {
    await expect(network('rueckauer', { layerThresholds: { conv: [1] } })).rejects.toThrow(
      'The setting "layer-thresholds" names "conv", and no layer with neurons is called so. These are: conv2d, conv2d_1, conv2d_2, dense.',
    );
    await expect(network('few-spike', { layerThresholds: { dense: [1, 2] } })).rejects.toThrow(
      'has 2 values for the layer "dense", which has 10 channels. Give one value, or 10.',
    );
    await expect(network('annarchy', { layerThresholds: { flatten: [1] } })).rejects.toThrow('names "flatten"');
    await expect(network('rueckauer', { layerDelays: { input: [1] } })).rejects.toThrow('layer-delays');
  });
});

function neuronsIn({ populations }: SpikingNetwork, name: string): number {
  return populations.find((population) => population.name === name)!.shape[2];
}
