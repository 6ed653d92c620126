import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { convert } from '../../../src/shared/conversion/convert.ts';
import { needsCalibration } from '../../../src/shared/conversion/method.ts';
import { methodFieldKeys, methodFields, type MethodField } from '../../../src/shared/conversion/methodFields.ts';
import { methodOf } from '../../../src/shared/conversion/presets.ts';
import { type MethodChanges, type PresetName, presetNames } from '../../../src/shared/conversion/settings.ts';
import { whatCountsIn } from '../../../src/shared/sweep/whatCounts.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { uniform } from '../../../src/shared/random.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';
import { parseMethodAxis } from '../../../src/shared/sweep/methodAxis.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { canonicalJson } from '../../../src/shared/sweep/planId.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';

const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count: 10, scaling: 'unit' },
  presets: ['calibrated', 'few-spike'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }, { kind: 'poisson', maxRate: 100 }],
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }],
  durations: [50, 100],
  seeds: [1, 2],
  timeStep: 1,
  calibration: { split: 'train', samples: 500 },
};

/** Two values of every setting, as they are typed. */
const typed: Readonly<Record<MethodField, string>> = {
  normalisation: 'none, model-based, maximum, percentile, least-squares, local-balancing, clip, spike-based',
  percentile: '99, 100',
  granularity: 'layer, channel',
  layerThresholds: 'none, hidden:0.5, hidden:0.5/1/2',
  reset: 'zero, subtraction',
  spikes: 'binary, signed, burst',
  burstLimit: '2, 3',
  initialPotential: 'zero, half, uniform',
  shiftSteps: 'none, 4',
  correction: 'none, bias, potential',
  calibrationSteps: '2, 8, automatic',
  maxPooling: 'gated, any-spike, telescoped',
  membraneTimeConstant: 'none, 20',
  refractoryPeriod: '0, 2',
  lowerBound: 'none, 0',
  synapticTimeConstant: 'none, 5',
  delay: '0, 1',
  layerDelays: 'none, hidden:1',
  readoutDelay: '0, 3, automatic',
};

/** A preset with some of its settings changed. */
const conversions = fc.record({
  preset: fc.constantFrom<PresetName[]>(...presetNames),
  changes: fc
    .uniqueArray(fc.constantFrom(...methodFieldKeys), { maxLength: 6 })
    .chain((fields) =>
      fc.tuple(...fields.map((field) => fc.constantFrom(...valuesOf(field)).map((value) => [field, value] as const))),
    )
    .map((entries) => Object.fromEntries(entries) as MethodChanges),
});

describe('a setting that a method does not look at', () => {
  test('is looked for in every setting, and some are found of each kind', () => {
    const unused = presetNames.flatMap((preset) => methodFieldKeys.filter((field) => !counts(preset, {}, field)));
    expect(new Set(unused).size).toBeGreaterThan(10);
    for (const field of methodFieldKeys) expect(valuesOf(field).length, methodFields[field].name).toBeGreaterThan(1);
  });

  test('changes no network and no id', () => {
    fc.assert(
      fc.property(conversions, fc.constantFrom(...methodFieldKeys), ({ preset, changes }, field) => {
        const results = valuesOf(field).map((value) => {
          const changed = { ...changes, [field]: value } as MethodChanges;
          const method = methodOf({ preset, thresholdFactor: 1, changes: changed });
          return {
            key: canonicalJson([whatCountsIn(method), needsCalibration(method)]),
            network: build(preset, changed),
          };
        });
        for (const { key, network } of results) {
          const alike = results.find((other) => other.key === key)!;
          expect(network).toEqual(alike.network);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('durations and readouts change no id', () => {
  const ids = (changed: Partial<SweepSettings>): readonly string[] =>
    planSweep({ ...settings, ...changed }).simulations.map(({ id }) => id);
  expect(ids({ durations: [7, 300] })).toEqual(ids({}));
  expect(ids({ readouts: [{ kind: 'timeToKSpikes', k: 3 }, { kind: 'membranePotential' }] })).toEqual(ids({}));
});

test('the order of the values of an axis changes no id', () => {
  const shuffled = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  const ids = (given: SweepSettings): string[] =>
    planSweep(given)
      .cells.map(({ id, seed }) => `${id} ${seed}`)
      .toSorted();
  fc.assert(
    fc.property(
      shuffled(settings.presets),
      shuffled(settings.encodings),
      shuffled(settings.thresholds),
      shuffled(settings.seeds),
      shuffled([{}, { reset: 'zero' }, { delay: 1, reset: 'zero' }] as const),
      (presets, encodings, thresholds, seeds, changes) => {
        const all = { ...settings, changes: [{}, { reset: 'zero' }, { delay: 1, reset: 'zero' }] as const };
        expect(ids({ ...all, presets, encodings, thresholds, seeds, changes })).toEqual(ids(all));
      },
    ),
    { numRuns: 20 },
  );
});

test('a longer duration begins with the spikes and potentials of a shorter one, for every encoding and family', () => {
  const encodings: readonly Encoding[] = [
    { kind: 'constantCurrent' },
    { kind: 'poisson', maxRate: 300 },
    { kind: 'annarchyPoisson', maxRate: 300 },
    { kind: 'regular', maxRate: 300 },
    { kind: 'phase', period: 6 },
    { kind: 'burst', limit: 8 },
    { kind: 'intrinsicallyBursting', maxCurrent: 100 },
    { kind: 'phaseShiftOscillation', maxLevel: 100 },
    { kind: 'timeToFirstSpike', window: 9, scale: 'linear' },
  ];
  fc.assert(
    fc.property(
      conversions,
      fc.constantFrom(...encodings),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 300 }),
      ({ preset, changes }, encoding, short, more) => {
        const network = build(preset, changes);
        if ('problem' in network) return;
        const run = (steps: number): Recording =>
          simdEngine.load([network], encoding, steps).simulate(input, { seed: 1, sample: 2 }, { trains: true })[0]!;
        const [shorter, longer] = [run(short), run(short + more)];
        expect(longer.outputPotentials.slice(0, shorter.outputPotentials.length)).toEqual(shorter.outputPotentials);
        for (const [population, spikes] of shorter.spikeCounts.entries()) {
          expect(longer.spikeCounts[population]!.slice(0, short)).toEqual(spikes);
          const { words } = shorter.trains![population]!;
          expect(longer.trains![population]!.words.slice(0, words.length)).toEqual(words);
        }
      },
    ),
    { numRuns: 60 },
  );
});

function valuesOf(field: MethodField): readonly unknown[] {
  const parsed = parseMethodAxis(field, typed[field]);
  if ('wanted' in parsed) throw new Error(`${field}: ${parsed.wanted}`);
  return parsed.values;
}

/** Whether some value of the field changes what counts. */
function counts(preset: PresetName, changes: MethodChanges, field: MethodField): boolean {
  const keys = valuesOf(field).map((value) =>
    canonicalJson(whatCountsIn(methodOf({ preset, thresholdFactor: 1, changes: { ...changes, [field]: value } }))),
  );
  return new Set(keys).size > 1;
}

const input = Float32Array.from({ length: 4 }, (_, n) => uniform('drawing', 1, 0, 0, n));
const calibration = { ...noCalibration, scales: { 'hidden/relu': [0.7], output: [1.3] }, readoutDelay: 2 };

const graph: ModelGraph = {
  name: 'small',
  source: { container: 'keras', kerasVersion: null, architecture: 'Functional' },
  input: 0,
  output: 3,
  layers: [
    { name: 'input', keras: keras('input', 0), inputs: [], shape: [4], operation: { kind: 'input' } },
    { name: 'hidden', keras: keras('hidden', 1), inputs: [0], shape: [3], operation: dense(4, 3) },
    {
      name: 'hidden/relu',
      keras: keras('hidden', 1),
      inputs: [1],
      shape: [3],
      operation: {
        kind: 'activation',
        function: { kind: 'relu', maxValue: null, negativeSlope: 0, threshold: 0 },
      },
    },
    { name: 'output', keras: keras('output', 2), inputs: [2], shape: [2], operation: dense(3, 2) },
  ],
};

/** The network, or the Problem of making it. */
function build(
  preset: PresetName,
  changes: MethodChanges,
): ReturnType<typeof convert>['network'] | { problem: string } {
  try {
    const surroundings = { timeStep: 1, inputGain: 1, seed: 3 };
    return convert(graph, { preset, thresholdFactor: 1, changes }, calibration, surroundings).network;
  } catch (error) {
    return { problem: String(error) };
  }
}

function keras(name: string, index: number): ModelGraph['layers'][number]['keras'] {
  return { name, className: index === 0 ? 'InputLayer' : 'Dense', index };
}

function dense(inputs: number, outputs: number): ModelGraph['layers'][number]['operation'] {
  const data = Float32Array.from({ length: inputs * outputs }, (_, n) => uniform('drawing', outputs, 1, 0, n) - 0.3);
  return {
    kind: 'dense',
    kernel: { shape: [inputs, outputs], data },
    bias: { shape: [outputs], data: new Float32Array(outputs).fill(0.1) },
  };
}
