import { beforeAll, describe, expect, test } from 'vitest';
import { diagnosedNetwork } from '../../../src/main/engine/tasks/diagnosedNetwork.ts';
import { loadDataset, loadModel } from '../../../src/main/engine/tasks/loadFiles.ts';
import { createTaskRunner } from '../../../src/main/engine/tasks/runTask.ts';
import { analogActivations } from '../../../src/main/engine/views/analogActivations.ts';
import { diagnose } from '../../../src/main/engine/views/diagnose.ts';
import type { MethodChanges, PresetName } from '../../../src/shared/conversion/settings.ts';
import { type Dataset, readSamples } from '../../../src/shared/dataset/dataset.ts';
import { createAnalogValues } from '../../../src/shared/diagnosis/analogValues.ts';
import { adviceOf } from '../../../src/shared/diagnosis/advice.ts';
import { errorParts } from '../../../src/shared/diagnosis/diagnosisTally.ts';
import { type Diagnosis, mainPart, summarise } from '../../../src/shared/diagnosis/summarise.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import type { SweepPlan } from '../../../src/shared/sweep/plan.ts';

const model = 'assets/demo/digits-cnn.keras';
const data = 'assets/demo/digits.npz';
const samples = 5;

let graph: ModelGraph;
let dataset: Dataset;
let sha256: { readonly model: string; readonly data: string };
const runTask = createTaskRunner();

beforeAll(async () => {
  const loaded = await loadModel(model);
  graph = loaded.graph;
  const request = { path: data, split: 'test', offset: 0, limit: samples, scaling: null };
  const found = await loadDataset(request, graph.layers[graph.input]!.shape);
  dataset = found.dataset;
  sha256 = { model: loaded.sha256, data: found.sha256 };
});

interface Setting {
  readonly preset: PresetName;
  readonly changes?: MethodChanges;
  readonly encoding?: Encoding;
  readonly threshold?: number;
  readonly readout?: Readout;
  readonly times: readonly number[];
}

function planOf({
  preset,
  changes = {},
  encoding = { kind: 'constantCurrent' },
  threshold = 1,
  times,
  readout,
}: Setting): SweepPlan {
  return planSweep({
    model: { path: model, sha256: sha256.model },
    data: { path: data, sha256: sha256.data, split: 'test', offset: 0, count: samples, scaling: dataset.scaling },
    presets: [preset],
    changes: [changes],
    encodings: [encoding],
    thresholds: [threshold],
    readouts: [readout ?? { kind: 'membranePotential' }],
    durations: [times.at(-1)!],
    seeds: [1],
    timeStep: 1,
    calibration: { split: 'train', samples: 60 },
  });
}

async function diagnosisOf(setting: Setting): Promise<Diagnosis> {
  const { settings, simulations } = planOf(setting);
  const prepared = await runTask({ kind: 'prepare', settings, simulations }, async () => {});
  if (!('calibrations' in prepared)) throw new Error('Nothing was prepared');
  const [simulation] = simulations;
  const calibration = prepared.calibrations[0]!;
  const diagnosed = diagnosedNetwork(graph, simulation!, 1, calibration);
  const readout = settings.readouts[0]!;
  return summarise(
    diagnose(
      {
        about: 'diagnose',
        settings,
        simulation: simulation!,
        calibration,
        readout,
        times: setting.times,
        from: 0,
        count: samples,
      },
      dataset,
      diagnosed,
    ),
  );
}

const layerOf = ({ layers }: Diagnosis, name: string) => layers.find((layer) => layer.name === name)!;

describe('on the network of the demo', () => {
  test('analog values from the engine are the activations of the model', async () => {
    const { settings, simulations } = planOf({ preset: 'rueckauer', times: [4] });
    const prepared = await runTask({ kind: 'prepare', settings, simulations }, async () => {});
    if (!('calibrations' in prepared)) throw new Error('Nothing was prepared');
    const { network, plain, ranges, scales } = diagnosedNetwork(graph, simulations[0]!, 1, prepared.calibrations[0]!);
    const values = [readSamples(dataset, 0, 1)];
    const analog = createAnalogValues(plain, ranges, simdEngine);
    for (let p = 1; p < network.populations.length; p++) values.push(analog.valuesOf(p, values));
    const index = graph.layers.findIndex(
      ({ name, operation }) => operation.kind === 'activation' && name.startsWith('conv2d_1'),
    );
    const [[wanted]] = (await analogActivations(graph, [index], readSamples(dataset, 0, 1))) as [[Float32Array]];
    const population = network.populations.findIndex(({ name }) => name === 'conv2d_1');
    const found = values[population]!.map((value) => value * scales[population]![0]!);
    expect(found.length).toBe(wanted.length);
    expect(Math.max(...found.map((value, n) => Math.abs(value - wanted[n]!)))).toBeLessThan(1e-4);
  });

  test('the parts of the error add up, and the last cut is the analog network', async () => {
    const found = await diagnosisOf({ preset: 'calibrated', times: [2, 8] });
    for (const { moments } of found.layers) {
      for (const { shares, error } of moments) {
        const total = errorParts.reduce((sum, part) => sum + shares[part], 0);
        expect(total).toBeCloseTo(error === 0 ? 0 : 1, 6);
      }
    }
    expect(found.layers.at(-1)!.moments.map(({ accuracyFromHere }) => accuracyFromHere)).toEqual([
      found.analogAccuracy,
      found.analogAccuracy,
    ]);
  });

  test('a layer whose scale is far too small is diagnosed as clipping', async () => {
    const found = await diagnosisOf({ preset: 'rueckauer', threshold: 0.2, times: [64] });
    const moment = layerOf(found, 'conv2d').moments[0]!;
    expect(mainPart(moment)).toBe('clipping');
    expect(moment.saturated).toBeGreaterThan(0.05);
    expect(adviceOf(found).join(' ')).toMatch(/saturated in .* raise the percentile or the threshold factor/);
  });

  test('quantisation halves with twice the steps', async () => {
    const found = await diagnosisOf({ preset: 'rueckauer', times: [8, 16, 32, 64, 128] });
    const sizes = layerOf(found, 'conv2d').moments.map(({ sizes: { quantisation } }) => quantisation);
    for (const [i, size] of sizes.slice(1).entries()) expect(size / sizes[i]!).toBeLessThan(0.65);
  });

  test('a reset to zero is told from quantisation', async () => {
    const found = await diagnosisOf({ preset: 'rueckauer', changes: { reset: 'zero' }, times: [128] });
    expect(mainPart(layerOf(found, 'conv2d').moments[0]!)).toBe('reset');
  });

  test('noise of the input is a layer of its own, and a constant current has none', async () => {
    const found = await diagnosisOf({ preset: 'rueckauer', encoding: { kind: 'poisson', maxRate: 1000 }, times: [32] });
    expect(found.layers[0]).toMatchObject({ kind: 'input' });
    expect(found.layers[0]!.moments[0]!.error).toBeGreaterThan(0.02);
    expect(mainPart(found.layers[0]!.moments[0]!)).toBe('arrival');
  });

  test('codes with a clock are decoded by their own weights', async () => {
    for (const preset of ['few-spike', 'ttfs'] as const) {
      const found = await diagnosisOf({ preset, changes: { calibrationSteps: 8 }, times: [72] });
      for (const layer of found.layers)
        expect(layer.moments[0]!.correlation, `${preset} ${layer.name}`).toBeGreaterThan(0.94);
    }
  });

  test('the spiking output is measured where the readout looks at it', async () => {
    const found = await diagnosisOf({ preset: 'calibrated', readout: { kind: 'spikeCount' }, times: [32] });
    const output = found.layers.at(-1)!.moments[0]!;
    expect(output.silent).toBeGreaterThan(0);
    // Scores below zero are silence, not clipping.
    expect(output.silent).toBeCloseTo(output.inactive, 1);
    expect(output.sizes.clipping).toBeLessThan(0.1);
  });

  test('ANNarchy is refused with the reason', async () => {
    await expect(diagnosisOf({ preset: 'annarchy', times: [4] })).rejects.toThrow('cannot be diagnosed layer by layer');
  });
});
