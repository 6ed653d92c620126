import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { calibrationKey, noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { convertToClockedCode } from '../../../src/shared/conversion/clocked.ts';
import { foldForMethod } from '../../../src/shared/conversion/foldForMethod.ts';
import type { MethodChanges, PresetName } from '../../../src/shared/conversion/settings.ts';
import { methodOf } from '../../../src/shared/conversion/presets.ts';
import { convertToRates } from '../../../src/shared/conversion/rateCoded.ts';
import { createAnalogNetwork } from '../../../src/shared/model/analog.ts';
import type { ModelGraph, Operation, Shape } from '../../../src/shared/model/graph.ts';
import { uniform } from '../../../src/shared/random.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import { sizeOf } from '../../../src/shared/tensor.ts';
import { evaluateFolded } from './evaluateFolded.ts';

beforeAll(async () => void (await startTensorBackend()));

const image: Shape = [6, 6, 2];
const surroundings = { timeStep: 1, inputGain: 1, seed: 1 };

describe.each([0.01, 0.3, 1.5])('a leaky rectifier of slope %d', (slope) => {
  const leaky: Operation = {
    kind: 'activation',
    function: { kind: 'relu', maxValue: null, negativeSlope: slope, threshold: 0 },
  };

  test.each([0, 1])('converges within 2/T of its scale (draw %d)', async (draw) => {
    const steps = 400;
    const graph = chain([conv(draw, 4, [6, 6, 4]), [leaky, [6, 6, 4]]]);
    for (const initialPotential of ['zero', 'half'] as const) {
      const { found, wanted, scale } = await simulate(graph, 'rueckauer', { initialPotential }, draw, steps);
      for (const [n, value] of wanted.entries()) expect(Math.abs(found[n]! - value)).toBeLessThan((2 * scale) / steps);
    }
  });

  test.each(['gated', 'telescoped'] as const)('is pooled by the rule %s', async (maxPooling) => {
    const graph = chain([
      conv(2, 4, [6, 6, 4]),
      [leaky, [6, 6, 4]],
      [{ kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' }, [3, 3, 4]],
    ]);
    const { found, wanted, scale } = await simulate(graph, 'rueckauer', { maxPooling }, 3, 1000);
    for (const [n, value] of wanted.entries()) expect(Math.abs(found[n]! - value)).toBeLessThan(0.03 * scale);
  });

  test.each(['few-spike', 'ttfs'] as const)(
    'is two layers of neurons under %s, exact up to rounding',
    async (preset) => {
      const graph = chain([conv(4, 4, [6, 6, 4]), [leaky, [6, 6, 4]]]);
      const { found, wanted, scale } = await simulate(graph, preset, { calibrationSteps: 12 }, 5, null);
      for (const [n, value] of wanted.entries()) expect(Math.abs(found[n]! - value)).toBeLessThan(0.1 * scale);
    },
  );
});

test('maxima of values of either sign are refused by codes whose spikes have no sign', () => {
  const leaky = { kind: 'relu', maxValue: null, negativeSlope: 0.1, threshold: 0 } as const;
  const graph = chain([
    conv(1, 4, [6, 6, 4]),
    [{ kind: 'activation', function: leaky }, [6, 6, 4]],
    [{ kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' }, [3, 3, 4]],
  ]);
  expect(() => foldForMethod(graph, 'ttfs', method('ttfs', {}))).toThrow('takes the maximum of values of either sign');
});

test('a leaky rectifier with a bound, weights after weights, and maxima of sums fold into what they compute', async () => {
  const graphs = [
    chain([
      conv(6, 3, [6, 6, 3]),
      [{ kind: 'activation', function: { kind: 'relu', maxValue: 0.5, negativeSlope: 0.25, threshold: 0 } }, [6, 6, 3]],
      [{ kind: 'maxPooling', size: [3, 3], strides: [2, 2], padding: 'same' }, [3, 3, 3]],
      conv(7, 2, [3, 3, 2], 3),
    ]),
    chain([conv(8, 3, [6, 6, 3]), conv(9, 2, [6, 6, 2], 3)]),
    chain([
      conv(10, 3, [6, 6, 3]),
      [{ kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' }, [3, 3, 3]],
      [{ kind: 'averagePooling', size: [3, 3], strides: [3, 3], padding: 'valid' }, [1, 1, 3]],
    ]),
    // A batch normalisation that turns values around: the maximum is not that of the neurons before it.
    chain([
      conv(11, 3, [6, 6, 3]),
      [{ kind: 'activation', function: { kind: 'relu', maxValue: null, negativeSlope: 0, threshold: 0 } }, [6, 6, 3]],
      [{ kind: 'scaling', scale: Float32Array.of(-1, 0.5, -2), offset: Float32Array.of(0.1, 0, 0.2) }, [6, 6, 3]],
      [{ kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' }, [3, 3, 3]],
    ]),
  ];
  for (const [i, graph] of graphs.entries()) {
    const { found, wanted, folded, scale } = await simulate(graph, 'signed', {}, i, 600);
    for (const [n, value] of wanted.entries()) {
      expect(Math.abs(folded[n]! - value)).toBeLessThan(1e-5);
      expect(Math.abs(found[n]! - value)).toBeLessThan(0.03 * Math.max(scale, 1));
    }
  }
});

test('a neuron of either sign rounds its charge: to the nearest count from half a threshold, towards zero from none', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 30 }), (part, steps) => {
      const current = part / 64; // sums are exact, and below a threshold a step
      const charge = current * steps;
      expect(countOf(current, 0.5, 1e-3, steps)).toBe(Math.floor(charge + 0.5));
      expect(countOf(current, 0, 1, steps)).toBe(Math.trunc(charge) + 0);
    }),
  );
});

function countOf(current: number, initialPotential: number, lower: number, steps: number): number {
  const currents = { currentDecay: null, biasCurrent: Float32Array.of(current), lowerBound: null, synapses: [] };
  const { spikeCounts, trains } = referenceEngine
    .load(
      [
        {
          name: 'one',
          timeStep: 1,
          readoutDelay: 0,
          outputs: { spiking: 1, accumulating: 2 },
          populations: [
            { name: 'input', shape: [1, 1, 1], dynamics: { kind: 'input', amplitudes: null } },
            {
              name: 'neuron',
              shape: [1, 1, 1],
              dynamics: {
                kind: 'integrateAndFire',
                ...currents,
                threshold: Float32Array.of(1),
                comparison: 'atLeast',
                reset: 'subtraction',
                initialPotential: Float32Array.of(initialPotential),
                leak: null,
                refractorySteps: 0,
                spikes: { kind: 'bipolar', lower },
                clock: null,
              },
            },
            { name: 'sum', shape: [1, 1, 1], dynamics: { kind: 'accumulator', ...currents, biasClock: null } },
          ],
        },
      ],
      { kind: 'constantCurrent' },
      steps,
    )
    .simulate(Float32Array.of(0), { seed: 1, sample: 0 }, { trains: true })[0]!;
  expect(spikeCounts[1]!.length).toBe(steps);
  return trains![1]!.words.reduce((sum, word) => sum + (word >= 2 ** 31 ? -1 : 1), 0);
}

function method(preset: PresetName, changes: MethodChanges): ReturnType<typeof methodOf> {
  return methodOf({ preset, thresholdFactor: 1, changes });
}

/** Mean output potential per step and analog output, with the largest scale of a layer. `steps`: null for a whole code. */
async function simulate(
  graph: ModelGraph,
  preset: PresetName,
  changes: MethodChanges,
  draw: number,
  steps: number | null,
): Promise<{ found: number[]; wanted: readonly number[]; folded: Float32Array; scale: number }> {
  const settings = method(preset, changes);
  const folded = foldForMethod(graph, preset, settings);
  const input = drawn(20 + draw, sizeOf(image), 0.5);
  const values = evaluateFolded(folded, input);
  const scales: Record<string, number[]> = {};
  for (const [index, node] of folded.nodes.entries()) {
    if (node.kind !== 'unit' && node.kind !== 'output') continue;
    const largest = Math.max(...values[index]!.map(Math.abs), 1e-3);
    scales[calibrationKey(node)] = [Math.max(largest, ...(scales[calibrationKey(node)] ?? []))];
  }
  const calibration = { ...noCalibration, scales };
  const { network } =
    steps === null
      ? convertToClockedCode(folded, settings, calibration, surroundings)
      : convertToRates(folded, settings, calibration, surroundings);
  const duration = steps ?? 12 * 12;
  const [recording] = referenceEngine
    .load([network], { kind: 'constantCurrent' }, duration)
    .simulate(input, { seed: 1, sample: 0 });
  const [same] = simdEngine
    .load([network], { kind: 'constantCurrent' }, duration)
    .simulate(input, { seed: 1, sample: 0 });
  expect(same!.outputPotentials).toEqual(recording!.outputPotentials);
  const analog = createAnalogNetwork(graph);
  const wanted = [...(await analog.predict(input))];
  analog.dispose();
  const last = recording!.outputPotentials.slice(-wanted.length);
  return {
    found: Array.from(last, (potential) => potential / (steps ?? 1)),
    wanted,
    folded: values.at(-1)!,
    scale: Math.max(...Object.values(scales).flat()),
  };
}

/** A model without branches: [operation, shape] after an input of 6 × 6 × 2. */
function chain(layers: readonly (readonly [Operation, Shape])[]): ModelGraph {
  return {
    name: 'chain',
    source: { container: 'keras', kerasVersion: null, architecture: 'Functional' },
    layers: [[{ kind: 'input' } as Operation, image] as const, ...layers].map(([operation, shape], index) => ({
      name: `layer${index}`,
      keras: { name: `layer${index}`, className: 'Layer', index },
      inputs: index === 0 ? [] : [index - 1],
      shape,
      operation,
    })),
    input: 0,
    output: layers.length,
  };
}

function conv(draw: number, filters: number, shape: Shape, channels = 2): readonly [Operation, Shape] {
  const kernel = { shape: [3, 3, channels, filters], data: drawn(draw, 9 * channels * filters, 0.5) };
  const bias = { shape: [filters], data: drawn(draw + 100, filters, 0.5) };
  return [{ kind: 'convolution', kernel, bias, strides: [1, 1], padding: 'same', dilation: [1, 1], groups: 1 }, shape];
}

function drawn(draw: number, length: number, shift: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => uniform('drawing', draw, 9, 0, n) - shift);
}
