import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { presetNames } from '../../../src/shared/conversion/settings.ts';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { readNpz } from '../../../src/shared/bytes/npz.ts';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

test.each([
  [
    'run',
    ['duration in ms', '--max-rate <Hz>', 'above 0 and up to 100000', 'default: 200', 'time-to-k-spikes', '--k <n>'],
  ],
  ['sweep', ['several', '--resume', '--out <folder>', 'simulated time per sample in ms']],
  ['evaluate', ['--outputs <file>', 'float32', '--scale <way>', 'divides them by 255']],
  ['inspect', ['--json', '.keras or .h5']],
  ['demo', ['--workers <n>', 'from 1 to 256']],
])('%s --help says what settings mean', async (command, words) => {
  const { code, out, err } = await runCommand(command, '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const text = out.replaceAll(/\s+/g, ' ');
  for (const word of words) expect(text).toContain(word.replace('duration in ms', 'time per sample in ms'));
});

test('without a command there is help', async () => {
  const { code, out } = await runCommand();
  expect(code).toBe(0);
  for (const command of ['inspect', 'evaluate', 'run', 'sweep', 'demo']) expect(out).toContain(command);
});

test('inspect shows layers, shapes, parameters and what converts', async () => {
  const { code, out } = await runCommand('inspect', demoModel);
  expect(code).toBe(0);
  expect(out).toMatch(/Conv2D +convolution +28 × 28 × \d+ +\d+ +yes/);
  const json = await runCommand('inspect', demoModel, '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    inputShape: [28, 28, 1],
    outputShape: [10],
    layers: expect.arrayContaining([expect.objectContaining({ className: 'Conv2D' })]),
    conversions: presetNames.map((preset) => ({ preset, problem: null })),
  });
});

test('evaluate gives accuracy, and the outputs as an array', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'outputs.npz');
    const { code, out } = await runCommand(
      'evaluate',
      demoModel,
      '--data',
      demoData,
      '--limit',
      '30',
      '--outputs',
      file,
      '--json',
    );
    expect(code).toBe(0);
    const { samples, accuracy, predictions } = JSON.parse(out) as {
      samples: number;
      accuracy: number;
      predictions: number[];
    };
    expect(samples).toBe(30);
    expect(accuracy).toBeGreaterThan(0.9);
    const { outputs } = Object.fromEntries(
      await readNpz(bytesInMemory('outputs.npz', new Uint8Array(await readFile(file)))),
    );
    expect(outputs).toMatchObject({ dtype: 'float32', shape: [30, 10] });
    const scores = outputs!.data as Float32Array;
    expect(predictions).toEqual(
      Array.from({ length: 30 }, (_, sample) => {
        const row = scores.subarray(sample * 10, sample * 10 + 10);
        return row.indexOf(Math.max(...row));
      }),
    );
  }));

interface RunJson {
  readonly accuracy: number;
  readonly analogAccuracy: number;
  readonly curve: readonly (readonly [number, number])[];
  readonly predictions: readonly number[];
  readonly spikesPerSample: number;
  readonly synapticOperationsPerSample: number;
  readonly samplesPerSecond: number;
  readonly layers: readonly { readonly name: string; readonly spikesPerSample: number }[];
  readonly perSample: readonly {
    readonly sample: number;
    readonly prediction: number;
    readonly spikes: readonly number[];
  }[];
}

test('run --json keeps its contract', async () => {
  const args = ['--limit', '20', '--offset', '5', '--preset', 'annarchy', '--duration', '50', '--per-sample', '--json'];
  const { code, out, err } = await runCommand('run', demoModel, '--data', demoData, ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const found = JSON.parse(out) as RunJson;
  expect(found.curve).toHaveLength(50);
  expect(found.curve[0]![0]).toBe(1);
  expect(found.curve.at(-1)).toEqual([50, found.accuracy]);
  expect(found.predictions).toHaveLength(20);
  expect(found.analogAccuracy).toBeGreaterThan(0.9);
  expect(found.samplesPerSecond).toBeGreaterThan(0);
  const total = found.layers.reduce((sum, { spikesPerSample }) => sum + spikesPerSample, 0);
  expect(total).toBeCloseTo(found.spikesPerSample, 6);
  expect(found.perSample.map(({ sample }) => sample)).toEqual(Array.from({ length: 20 }, (_, i) => 5 + i));
  expect(found.perSample.map(({ prediction }) => prediction)).toEqual(found.predictions);
  expect(found.perSample[0]!.spikes).toHaveLength(found.layers.length);
});

test('a sample gives the same result alone and among others', async () => {
  const args = [
    'run',
    demoModel,
    '--data',
    demoData,
    '--encoding',
    'poisson',
    '--duration',
    '30',
    '--per-sample',
    '--json',
  ];
  const all = JSON.parse((await runCommand(...args, '--limit', '12')).out) as RunJson;
  const one = JSON.parse((await runCommand(...args, '--limit', '1', '--offset', '7')).out) as RunJson;
  expect(one.perSample[0]).toEqual(all.perSample[7]);
});
