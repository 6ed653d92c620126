import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatasetFiles } from '../../../src/main/store/datasetFiles.ts';
import { openByteSource } from '../../../src/main/store/files.ts';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { convert } from '../../../src/shared/conversion/convert.ts';
import { populationSize, type SpikingNetwork, spikingPopulations } from '../../../src/shared/conversion/network.ts';
import { type Dataset, readSample } from '../../../src/shared/dataset/dataset.ts';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Readout } from '../../../src/shared/simulation/readout.ts';
import { winnersAt } from '../../../src/shared/simulation/readouts.ts';
import { describeWithReference, referencePath } from '../../reference.ts';

/** What ANNarchy's converter does with an image: every class that shares the best score, and spikes of each population, input first. */
interface AnnarchyRecord {
  readonly winners: Readonly<Record<'spike_count' | 'membrane_potential' | 'time_to_first_spike', readonly number[]>>;
  readonly spikesPerLayer: readonly number[];
}

const images = 300;
const steps = 200;
const presets = { 'as-shipped': 'annarchy', 'as-documented': 'annarchy-documented' } as const;
const encodings: Readonly<Record<'ib' | 'pso' | 'cpn', Encoding>> = {
  ib: { kind: 'intrinsicallyBursting', maxCurrent: 100 },
  pso: { kind: 'phaseShiftOscillation', maxLevel: 100 },
  cpn: { kind: 'annarchyPoisson', maxRate: 100 },
};
const readouts = {
  spike_count: { kind: 'spikeCount' },
  membrane_potential: { kind: 'membranePotential' },
  time_to_first_spike: { kind: 'timeToFirstSpike' },
} as const satisfies Record<string, Readout>;

describeWithReference('the presets of ANNarchy against ANNarchy 5.0.3 itself, 300 MNIST images at 200 ms', () => {
  let data: Dataset;
  beforeAll(async () => {
    const files = await openDatasetFiles(referencePath('mnist'));
    data = await readDataset(files, { split: 'test', limit: images, inputShape: [28, 28, 1] });
  });

  describe.each(['cnn_mnist', 'mlp_mnist_784'])('%s', (model) => {
    let graph: ModelGraph;
    beforeAll(async () => {
      graph = await readModel(await openByteSource(referencePath('models', `${model}.keras`)));
    });

    describe.each(Object.keys(presets) as (keyof typeof presets)[])('%s', (variant) => {
      test.each(['ib', 'pso'] as const)('%s: the same winners and the same spikes', (encoding) => {
        const records = readRecords(model, encoding, variant);
        const network = convertTo(graph, variant);
        const agreeing = { spike_count: 0, membrane_potential: 0, time_to_first_spike: 0 };
        const spikes = new Float64Array(records[0]!.spikesPerLayer.length);
        simulate(network, encodings[encoding], data, 0, (image, recording, counts) => {
          counts.forEach((count, p) => (spikes[p]! += count));
          for (const name of Object.keys(readouts) as (keyof typeof readouts)[]) {
            const ours = winnersAt(recording, 10, readouts[name], steps - 1)[0]!;
            if (records[image]!.winners[name].includes(ours)) agreeing[name]++;
          }
        });
        expect(agreeing.spike_count).toBeGreaterThanOrEqual(0.99 * images);
        expect(agreeing.membrane_potential).toBeGreaterThanOrEqual(0.99 * images);
        expect(agreeing.time_to_first_spike).toBeGreaterThanOrEqual(0.97 * images);
        spikes.forEach((total, p) => expect(relativeDifference(total, totalSpikes(records, p))).toBeLessThan(0.005));
      });

      // Drawn from ANNarchy's own random numbers, Poisson spikes can be compared one by one.
      test('cpn with the seed of the recording: the same winners and the same spikes', () => {
        const records = readRecords(model, 'cpn', variant);
        const network = convertTo(graph, variant);
        let agreeing = 0;
        let sameSpikes = 0;
        const spikes = new Float64Array(records[0]!.spikesPerLayer.length);
        simulate(network, encodings.cpn, data, readSeed(model, 'cpn', variant), (image, recording, counts) => {
          const ours = winnersAt(recording, 10, readouts.spike_count, steps - 1);
          if (ours.join() === records[image]!.winners.spike_count.join()) agreeing++;
          counts.forEach((count, p) => (spikes[p]! += count));
          if (counts.join() === records[image]!.spikesPerLayer.join()) sameSpikes++;
        });
        expect(agreeing).toBeGreaterThanOrEqual(0.99 * images);
        // Single precision here, double there: a few images differ by a few spikes.
        expect(sameSpikes).toBeGreaterThanOrEqual(0.8 * images);
        spikes.forEach((total, p) => expect(relativeDifference(total, totalSpikes(records, p))).toBeLessThan(0.005));
      });

      /**
       * ANNarchy shows every image the same random numbers, so that chance does not average out over images: the recordings' input spikes
       * differ from their expectation by up to 1.9 %. What independent draws give is compared relative to that.
       */
      test('poisson, drawn independently: accuracy within 2 points, input spikes within 2 %, all others within 6 %', () => {
        const records = readRecords(model, 'cpn', variant);
        const network = convertTo(graph, variant);
        const spikes = new Float64Array(records[0]!.spikesPerLayer.length);
        let correct = 0;
        simulate(network, { kind: 'poisson', maxRate: 100 }, data, 1, (image, recording, counts) => {
          counts.forEach((count, p) => (spikes[p]! += count));
          if (winnersAt(recording, 10, readouts.spike_count, steps - 1)[0] === data.labels![image]) correct++;
        });
        const theirs = records.filter(({ winners }, i) => winners.spike_count[0] === data.labels![i]).length;
        expect(Math.abs(correct - theirs) / images).toBeLessThan(0.02);
        expect(relativeDifference(spikes[0]!, totalSpikes(records, 0))).toBeLessThan(0.02);
        spikes.forEach((total, p) => expect(relativeDifference(total, totalSpikes(records, p))).toBeLessThan(0.06));
      });
    });
  });
});

interface AnnarchyFile {
  readonly seed: number;
  readonly records: readonly AnnarchyRecord[];
}

function readFile(model: string, encoding: string, variant: string): AnnarchyFile {
  const text = readFileSync(referencePath('annarchy', `${model}.${encoding}.${variant}.json`), 'utf8');
  return JSON.parse(text) as AnnarchyFile;
}

function readRecords(model: string, encoding: string, variant: string): readonly AnnarchyRecord[] {
  return readFile(model, encoding, variant).records;
}

function readSeed(model: string, encoding: string, variant: string): number {
  return readFile(model, encoding, variant).seed;
}

function convertTo(graph: ModelGraph, variant: keyof typeof presets): SpikingNetwork {
  const settings = { preset: presets[variant], thresholdFactor: 1, changes: {} };
  return convert(graph, settings, noCalibration, { timeStep: 1, inputGain: 1, seed: 0 }).network;
}

type Visit = (
  image: number,
  recording: ReturnType<ReturnType<typeof simdEngine.load>['simulate']>[number],
  spikesPerPopulation: readonly number[],
) => void;

function simulate(network: SpikingNetwork, encoding: Encoding, data: Dataset, seed: number, visit: Visit): void {
  const loaded = simdEngine.load([network], encoding, steps);
  const sample = new Float32Array(populationSize(network.populations[0]!));
  for (let image = 0; image < images; image++) {
    readSample(data, image, sample);
    const recording = loaded.simulate(sample, { seed, sample: image })[0]!;
    const counts = spikingPopulations(network).map((p) => recording.spikeCounts[p]!.reduce((sum, n) => sum + n, 0));
    visit(image, recording, counts);
  }
}

function totalSpikes(records: readonly AnnarchyRecord[], population: number): number {
  return records.reduce((sum, { spikesPerLayer }) => sum + spikesPerLayer[population]!, 0);
}

function relativeDifference(found: number, wanted: number): number {
  return Math.abs(found - wanted) / wanted;
}
