import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ActivationPlan, Architecture, LayerForm } from '../../../src/shared/training/architecture.ts';
import { architectureText } from '../../../src/shared/training/architectureText.ts';
import { nameLayers } from '../../../src/shared/training/nameLayers.ts';
import { demoData, runCommand, withFolder } from '../cli/commandLine.ts';

/** Few enough for a test: with 1,000 images, calibrated on 500, the networks lose nothing and half a point (docs/training.md). */
const settings = ['--limit', '300', '--calibration', '100', '--duration', '16', '--json'] as const;

test.each([['digits-batchnorm'], ['digits-resnet']])(
  'the preset calibrated loses at most a point at 16 steps on a network with biases and batch normalisation: %s',
  async (model) => {
    const { code, out, err } = await runCommand('run', `assets/demo/${model}.keras`, '--data', demoData, ...settings);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ preset: 'calibrated', samples: 300 });
    expect(lossIn(out)).toBeLessThanOrEqual(1);
  },
  240_000,
);

/** Two convolutions with strides and no biases, small enough to be trained in a test. */
function smallNetwork(activation: ActivationPlan): Architecture {
  const plain = { bias: false, batchNormalization: false } as const;
  const convolution = (filters: number, size: number): LayerForm => ({
    kind: 'convolution',
    filters,
    kernel: [size, size],
    strides: [2, 2],
    padding: 'same',
    groups: 1,
    ...plain,
    activation,
  });
  const forms: readonly LayerForm[] = [
    convolution(8, 5),
    convolution(16, 3),
    { kind: 'flatten' },
    { kind: 'dense', units: 10, ...plain, activation: { kind: 'softmax' } },
  ];
  return { name: 'small', inputShape: [28, 28, 1], layers: nameLayers(forms.map((form) => ({ form }))) };
}

/** Points that the network loses at 4 steps, on the thousand test digits, once it is trained on the four thousand others. */
async function lossAtFourSteps(activation: ActivationPlan, preset: string): Promise<number> {
  let lost = Number.NaN;
  await withFolder(async (folder) => {
    const [network, model] = [join(folder, 'network.json'), join(folder, 'model.keras')];
    await writeFile(network, architectureText(smallNetwork(activation)));
    const flags = '--epochs 4 --learning-rate 0.005 --batch-size 50 --validation 0'.split(' ');
    const trained = await runCommand('train', network, '--data', demoData, ...flags, '--out', model);
    expect(trained.code).toBe(0);
    const { code, out } = await runCommand(
      'run',
      model,
      '--data',
      demoData,
      '--preset',
      preset,
      '--duration',
      '4',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ preset, samples: 1000, duration: 4 });
    expect(Number(JSON.parse(out).analogAccuracy)).toBeGreaterThan(0.88);
    lost = lossIn(out);
  });
  return lost;
}

test('a network trained with quantised activations is within half a point of its analog accuracy at 4 steps', async () => {
  expect(await lossAtFourSteps({ kind: 'qcfs', levels: 4, threshold: null }, 'qcfs')).toBeLessThanOrEqual(0.5);
  // The same network with plain activations, under the usual normalisation: it is the training that makes the difference.
  expect(await lossAtFourSteps({ kind: 'relu' }, 'rueckauer')).toBeGreaterThan(5);
}, 240_000);

/** How far the spiking network is behind the analog one, in points. */
function lossIn(json: string): number {
  const said: unknown = JSON.parse(json);
  if (typeof said !== 'object' || said === null || !('accuracy' in said && 'analogAccuracy' in said)) {
    throw new Error(json);
  }
  // Accuracies are shares of so many images: what is left of a difference below a thousandth of a point is rounding.
  return Math.round(1e5 * (Number(said.analogAccuracy) - Number(said.accuracy))) / 1e3;
}
