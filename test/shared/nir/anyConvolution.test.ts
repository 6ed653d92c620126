import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LinearSynapses } from '../../../src/shared/conversion/connectivity.ts';
import type {
  ConvolutionWindow,
  IntegrateAndFire,
  PopulationShape,
  SpikingNetwork,
} from '../../../src/shared/conversion/network.ts';
import { cropOrigin } from '../../../src/shared/conversion/relabelling.ts';
import { exportNir } from '../../../src/shared/nir/exportNir.ts';
import { nirNetwork } from '../../../src/shared/nir/nirNetwork.ts';
import { nirReaders } from '../../../src/shared/nir/profiles.ts';
import { squareWindow } from '../../../src/shared/nir/squareWindow.ts';
import { evaluateNetwork } from './evaluateNetwork.ts';

const pair = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));

interface Case {
  readonly window: ConvolutionWindow;
  readonly source: readonly [number, number];
  readonly target: readonly [number, number];
}

/** Any window with any padding before and after, on an image that it fits into. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    size: pair(1, 4),
    strides: pair(1, 3),
    dilation: pair(1, 3),
    before: pair(0, 3),
    after: pair(0, 3),
    source: pair(3, 8),
  })
  .map(({ size, strides, dilation, before, after, source }) => {
    const reach = (axis: 0 | 1): number =>
      source[axis] + before[axis] + after[axis] - dilation[axis] * (size[axis] - 1) - 1;
    const extent = (axis: 0 | 1): number => Math.floor(reach(axis) / strides[axis]) + 1;
    return { window: { size, strides, dilation, before }, source, target: [extent(0), extent(1)] as const };
  })
  .filter(({ target }) => target.every((extent) => extent >= 1));

test('a square window sees what the window sees, and gives the extents that readers infer', () => {
  fc.assert(
    fc.property(cases, ({ window, source, target }) => {
      const square = squareWindow(window, source, target);
      if (square === null) return;
      for (const axis of [0, 1] as const) {
        const { size, padding, offset, stride, dilation } = square;
        expect(offset[axis] + window.size[axis]).toBeLessThanOrEqual(size);
        const reach = source[axis] + 2 * padding[axis] - dilation[axis] * (size - 1) - 1;
        expect(Math.floor(reach / stride[axis]) + 1).toBe(target[axis]);
        for (let to = 0; to < target[axis]; to++) {
          const first = to * window.strides[axis] - window.before[axis];
          expect(to * stride[axis] - padding[axis] + offset[axis] * dilation[axis]).toBe(first);
        }
      }
    }),
  );
});

test('any convolution after any pool goes through a file unchanged, as a convolution or as a matrix', () => {
  const weights = fc.record({
    seed: fc.nat(1000),
    groups: fc.constantFrom(1, 2),
    kind: fc.constantFrom('convolution', 'depthwise'),
  });
  fc.assert(
    fc.property(cases, weights, fc.boolean(), ({ window, source, target }, { seed, groups, kind }, pools) => {
      const network = networkOf(window, source, target, kind, groups, seed, pools);
      const { graph } = exportNir(network, { profile: 'a', output: 'currents', metadata: {} });
      const read = nirNetwork(graph, { file: 'x', semantics: nirReaders[0]!, timeStep: 1 });
      const [height, width, channels] = network.populations[0]!.shape;
      const input = Float32Array.from({ length: height * width * channels }, (_, n) => ((n * 7 + seed) % 11) / 11);
      const wanted = evaluateNetwork(network, input).at(-1)!;
      const found = evaluateNetwork(read, input).at(-1)!;
      expect(found.length).toBe(wanted.length);
      for (const [n, value] of wanted.entries()) expect(Math.abs(found[n]! - value)).toBeLessThan(1e-5);
    }),
    { numRuns: 150 },
  );
});

test('what cropping hides stays hidden from a convolution that pads, which then becomes a matrix', () => {
  const window = { size: [3, 3], strides: [1, 1], dilation: [1, 1], before: [1, 1] } as const;
  const inside = networkOf(window, [4, 4], [4, 4], 'convolution', 1, 3, false);
  const [, convolution, ...others] = inside.populations;
  const { shape, origin } = cropOrigin([6, 6, 2], [1, 1], [1, 1]);
  const moved = <P extends SpikingNetwork['populations'][number]>(population: P): P => ({
    ...population,
    dynamics: {
      ...population.dynamics,
      synapses:
        'synapses' in population.dynamics
          ? population.dynamics.synapses.map((s) => ({ ...s, source: s.source + 1 }))
          : [],
    },
  });
  const network: SpikingNetwork = {
    ...inside,
    populations: [
      { name: 'in', shape: [6, 6, 2], dynamics: { kind: 'input', amplitudes: null } },
      { name: 'crop', shape: shape as PopulationShape, dynamics: { kind: 'relay', sources: [0], origin } },
      moved(convolution!),
      ...others.map(moved),
    ],
    outputs: { spiking: 3, accumulating: 4 },
  };
  const input = Float32Array.from({ length: 72 }, (_, n) => (n % 5) / 5);
  const { graph } = exportNir(network, { profile: 'a', output: 'currents', metadata: {} });
  expect([...graph.nodes.values()].some(({ type }) => type === 'Conv2d')).toBe(false);
  const read = nirNetwork(graph, { file: 'x', semantics: nirReaders[0]!, timeStep: 1 });
  const wanted = evaluateNetwork(network, input).at(-1)!;
  for (const [n, value] of evaluateNetwork(read, input).at(-1)!.entries()) expect(value).toBeCloseTo(wanted[n]!, 5);
});

/** Input, where wanted a pool of two by two, a convolution, and a matrix that reads all of it. */
function networkOf(
  window: ConvolutionWindow,
  source: readonly [number, number],
  target: readonly [number, number],
  kind: 'convolution' | 'depthwise',
  groups: number,
  seed: number,
  pools: boolean,
): SpikingNetwork {
  const channels = 2;
  const seen: PopulationShape = [source[0], source[1], channels];
  // Odd images lose a row and a column in the pool.
  const input: PopulationShape = pools ? [2 * source[0] + (seed % 2), 2 * source[1] + (seed % 2), channels] : seen;
  const outputs = kind === 'depthwise' ? channels * groups : 4;
  const values = (length: number, salt: number): Float32Array =>
    Float32Array.from({ length }, (_, n) => (((n * 13 + seed + salt) % 17) - 6) / 40);
  const cells = window.size[0] * window.size[1];
  const common = { source: pools ? 1 : 0, window, delay: 0 } as const;
  const convolution: LinearSynapses =
    kind === 'depthwise'
      ? { kind, ...common, weights: values(cells * channels * groups, 1), multiplier: groups }
      : { kind, ...common, weights: values((cells * channels * outputs) / groups, 1), groups };
  const shape: PopulationShape = [target[0], target[1], outputs];
  const readout: LinearSynapses = {
    kind: 'dense',
    source: pools ? 2 : 1,
    weights: values(target[0] * target[1] * outputs * 3, 5),
    delay: 0,
  };
  const neurons = (synapses: readonly LinearSynapses[], biasCurrent: Float32Array | null): IntegrateAndFire => ({
    kind: 'integrateAndFire',
    synapses,
    biasCurrent,
    currentDecay: null,
    lowerBound: null,
    leak: null,
    refractorySteps: 0,
    spikes: { kind: 'binary' },
    threshold: Float32Array.of(1),
    comparison: 'atLeast',
    reset: 'zero',
    initialPotential: Float32Array.of(0),
    clock: null,
  });
  const pool: LinearSynapses = {
    kind: 'averagePooling',
    source: 0,
    window: { size: [2, 2], strides: [2, 2], before: [0, 0] },
    divisor: 'cellsInside',
    scale: 1,
    delay: 0,
  };
  const populations: SpikingNetwork['populations'] = [
    { name: 'in', shape: input, dynamics: { kind: 'input', amplitudes: null } },
    ...(pools ? [{ name: 'pool', shape: seen, dynamics: neurons([pool], null) }] : []),
    { name: 'conv', shape, dynamics: neurons([convolution], values(outputs, 3)) },
    { name: 'out', shape: [1, 1, 3], dynamics: neurons([readout], null) },
    {
      name: 'out/potential',
      shape: [1, 1, 3],
      dynamics: {
        kind: 'accumulator',
        synapses: [readout],
        biasCurrent: null,
        currentDecay: null,
        lowerBound: null,
        biasClock: null,
      },
    },
  ];
  const last = populations.length - 1;
  return { name: 'x', timeStep: 1, populations, outputs: { spiking: last - 1, accumulating: last }, readoutDelay: 0 };
}
