import { expect, test } from 'vitest';
import type { Dynamics, IntegrateAndFire, Population, SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { exportNir } from '../../../src/shared/nir/exportNir.ts';
import { lossesOf } from '../../../src/shared/nir/losses.ts';
import type { NirGraph, NirNode } from '../../../src/shared/nir/nirGraph.ts';
import { nirNetwork } from '../../../src/shared/nir/nirNetwork.ts';
import { type NirProfile, type NirReaderName, nirReaders } from '../../../src/shared/nir/profiles.ts';
import { readNir } from '../../../src/shared/nir/readNir.ts';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { writeNir } from '../../../src/shared/nir/writeNir.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { openByteSource } from '../../../src/main/store/files.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { convolution, matrix, runTwoLayers, sumPool } from './channelsFirst.ts';

const plain: Omit<IntegrateAndFire, 'synapses'> = {
  kind: 'integrateAndFire',
  currentDecay: null,
  biasCurrent: null,
  lowerBound: null,
  leak: null,
  refractorySteps: 0,
  spikes: { kind: 'binary' },
  threshold: Float32Array.of(1),
  comparison: 'atLeast',
  reset: 'zero',
  initialPotential: Float32Array.of(0),
  clock: null,
};

/** One input, one neuron with a weight of 1, and its accumulator. */
function oneNeuron(change: Partial<IntegrateAndFire> = {}): SpikingNetwork {
  const synapses = [{ kind: 'dense', source: 0, weights: Float32Array.of(1), delay: 0 }] as const;
  const population = (name: string, dynamics: Dynamics): Population => ({ name, shape: [1, 1, 1], dynamics });
  return {
    name: 'one',
    timeStep: 1,
    populations: [
      population('in', { kind: 'input', amplitudes: null }),
      population('neuron', { ...plain, synapses, ...change }),
      population('neuron/potential', {
        kind: 'accumulator',
        synapses,
        biasCurrent: null,
        currentDecay: null,
        lowerBound: null,
        biasClock: null,
      }),
    ],
    outputs: { spiking: 1, accumulating: 2 },
    readoutDelay: 0,
  };
}

/** Output spikes in each step under a constant current, as a program runs the exported file. */
function spikesOf(
  reader: NirReaderName,
  current: number,
  steps: number,
  change: Partial<IntegrateAndFire> = {},
  profile: NirProfile = 'a',
): number[] {
  const { graph } = exportNir(oneNeuron(change), { profile, output: 'spikes', metadata: {} });
  const semantics = nirReaders.find(({ name }) => name === reader)!;
  const network = nirNetwork(graph, { file: 'one', semantics, timeStep: 1 });
  const loaded = referenceEngine.load([network], { kind: 'constantCurrent' }, steps);
  return [...loaded.simulate(Float32Array.of(current), { seed: 0, sample: 0 })[0]!.outputSpikes];
}

test('at exactly the threshold Norse and snnTorch wait, SpikingJelly and sinabs spike', () => {
  expect(spikesOf('norse', 0.5, 4)).toEqual([0, 0, 1, 0]);
  expect(spikesOf('spikingjelly', 0.5, 4)).toEqual([0, 1, 0, 1]);
  expect(spikesOf('sinabs', 0.5, 4)).toEqual([0, 1, 0, 1]);
});

test('what exceeds the threshold is lost by a reset to zero, and kept by sinabs, which also spikes several times', () => {
  expect(spikesOf('norse', 0.75, 8)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  expect(spikesOf('sinabs', 0.75, 8)).toEqual([0, 1, 1, 1, 0, 1, 1, 1]);
  expect(spikesOf('norse', 2.5, 4)).toEqual([1, 1, 1, 1]);
  expect(spikesOf('sinabs', 2.5, 4)).toEqual([2, 3, 2, 3]);
});

test('sinabs keeps potentials above minus a threshold: the network remembers no deeper inhibition', () => {
  const bias = Float32Array.of(-3);
  const { graph } = exportNir(oneNeuron({ biasCurrent: bias }), { profile: 'a', output: 'spikes', metadata: {} });
  const bounds = nirReaders.map((semantics) => {
    const { dynamics } = nirNetwork(graph, { file: 'one', semantics, timeStep: 1 }).populations[1]!;
    return [semantics.name, dynamics.kind === 'integrateAndFire' ? dynamics.lowerBound : 'wrong'];
  });
  expect(Object.fromEntries(bounds)).toEqual({ norse: null, spikingjelly: null, sinabs: -1, snntorch: null });
});

test('profile b leaks a millionth of the potential in a step, and a weight counts whole', () => {
  const { graph } = exportNir(oneNeuron(), { profile: 'b', output: 'spikes', metadata: {} });
  const semantics = nirReaders.find(({ name }) => name === 'snntorch')!;
  const { dynamics } = nirNetwork(graph, { file: 'one', semantics, timeStep: 1 }).populations[1]!;
  if (dynamics.kind !== 'integrateAndFire') throw new Error(dynamics.kind);
  expect(dynamics.leak).toBeCloseTo(1 - 1e-6, 12);
  const [synapse] = dynamics.synapses;
  expect(synapse?.kind === 'dense' ? [...synapse.weights] : []).toEqual([1]);
});

test('a leaky neuron keeps its leak in profile b', () => {
  const leak = Math.exp(-1 / 20);
  const { graph } = exportNir(oneNeuron({ leak }), { profile: 'b', output: 'spikes', metadata: {} });
  const node = [...graph.nodes.values()].find(({ type }) => type === 'LIF') as Extract<NirNode, { type: 'LIF' }>;
  expect(1 - 1e-4 / node.tau[0]!).toBeCloseTo(leak, 6);
  expect(lossesOf(oneNeuron({ leak }), 'b')).toEqual([]);
  expect(lossesOf(oneNeuron({ leak }), 'a').map(({ what }) => what)).toEqual(['a leak of the potential']);
});

test('thresholds leave as 1: what they were stands in weights and biases', () => {
  const change = { threshold: Float32Array.of(4), biasCurrent: Float32Array.of(2) };
  const { graph } = exportNir(oneNeuron(change), { profile: 'a', output: 'spikes', metadata: {} });
  const node = graph.nodes.get('neuron');
  if (node?.type !== 'Affine') throw new Error('no Affine node');
  expect([...node.weight, ...node.bias!]).toEqual([0.25, 0.5]);
});

test.each<[string, Partial<IntegrateAndFire>]>([
  ['reset by subtraction', { reset: 'subtraction' }],
  ['start potentials', { initialPotential: Float32Array.of(0.5) }],
  ['spikes of −1', { spikes: { kind: 'signed' } }],
  ['several spikes in a step', { spikes: { kind: 'burst', limit: 5 } }],
  ['a refractory period', { refractorySteps: 2 }],
  ['a lower bound of the potential', { lowerBound: -2 }],
  ['exponential synapses', { currentDecay: 0.9 }],
])('%s is named as lost, with its layer', (what, change) => {
  expect(lossesOf(oneNeuron(change), 'a')).toMatchObject([{ what, layers: ['neuron'] }]);
});

test('nothing is lost of plain neurons, and codes of time have no file at all', () => {
  expect(lossesOf(oneNeuron(), 'a')).toEqual([]);
  const clock = {
    thresholds: Float32Array.of(1),
    resets: Float32Array.of(1),
    biases: Float32Array.of(1),
    amplitudes: Float32Array.of(1),
    once: true,
  };
  expect(() => lossesOf(oneNeuron({ clock }), 'a')).toThrow('the time of a spike carries its meaning');
});

describeWithReference('files that the reference package wrote', () => {
  const steps = 60;
  const open = async (name: string): Promise<NirGraph> =>
    readNir(await openByteSource(referencePath('nir', `${name}.nir`)));
  const nodeOf = <T extends NirNode['type']>({ nodes }: NirGraph, name: string, type: T) => {
    const node = nodes.get(name);
    if (node?.type !== type) throw new Error(`${name} is no ${type}`);
    return node as Extract<NirNode, { type: T }>;
  };
  const spikesThrough = (graph: NirGraph, input: Float32Array): number[][] => {
    const network = nirNetwork(graph, { file: 'x', semantics: nirReaders[0]!, timeStep: 1 });
    const loaded = referenceEngine.load([network], { kind: 'constantCurrent' }, steps);
    const { outputSpikes } = loaded.simulate(input, { seed: 0, sample: 0 })[0]!;
    const classes = outputSpikes.length / steps;
    return Array.from({ length: steps }, (_, t) => Array.from(outputSpikes.subarray(t * classes, (t + 1) * classes)));
  };
  const total = (spikes: readonly number[][]): number => spikes.flat().reduce((sum, n) => sum + n, 0);

  test('a dense one spikes as it says, node after node', async () => {
    const graph = await open('dense_if');
    const input = Float64Array.from({ length: 6 }, (_, n) => 0.2 + 0.1 * n);
    const wanted = runTwoLayers(
      {
        first: (values) => matrix(nodeOf(graph, 'dense', 'Affine'), values),
        second: (spikes) => matrix(nodeOf(graph, 'readout', 'Linear'), spikes),
      },
      input,
      steps,
    );
    expect(total(wanted)).toBeGreaterThan(10);
    expect(spikesThrough(graph, Float32Array.from(input))).toEqual(wanted);
  });

  test('a convolution with pooling spikes as it says, though channels come last here', async () => {
    const graph = await open('conv_sumpool_if');
    const input = Float64Array.from({ length: 64 }, (_, n) => ((n * 37) % 64) / 64);
    const wanted = runTwoLayers(
      {
        first: (values) => convolution(nodeOf(graph, 'conv', 'Conv2d'), values),
        second: (spikes) => matrix(nodeOf(graph, 'dense', 'Affine'), sumPool(spikes, 2, 8)),
      },
      input,
      steps,
    );
    expect(total(wanted)).toBeGreaterThan(20);
    expect(spikesThrough(graph, Float32Array.from(input))).toEqual(wanted);
  });

  test('leaky nodes take the share dt/τ of a weight and lose the same share of their potential', async () => {
    const graph = await open('conv_avgpool_lif');
    const network = nirNetwork(graph, { file: 'x', semantics: nirReaders[0]!, timeStep: 1 });
    const { dynamics, shape } = network.populations[1]!;
    expect(shape).toEqual([8, 8, 4]);
    if (dynamics.kind !== 'integrateAndFire') throw new Error(dynamics.kind);
    const { tau } = nodeOf(graph, 'conv_neurons', 'LIF');
    expect(dynamics.leak).toBeCloseTo(1 - 1e-4 / tau[0]!, 9);
    const [own] = dynamics.synapses;
    const { weight } = nodeOf(graph, 'conv', 'Conv2d');
    expect(own?.kind === 'convolution' ? own.weights[0]! : 0).toBeCloseTo((weight[0]! * 1e-4) / tau[0]!, 9);
  });
});

test.each([
  ['no HDF5', Uint8Array.from([1, 2, 3]), 'it is not an HDF5 file'],
  ['nothing', new Uint8Array(0), 'it is not an HDF5 file'],
])('%s is said to be no NIR file', async (_name, bytes, words) => {
  await expect(readNir(bytesInMemory('x.nir', bytes))).rejects.toThrow(words);
});

test('a file cut anywhere gives a Problem, never a crash', async () => {
  const bytes = await writeNir(exportNir(oneNeuron(), { profile: 'a', output: 'spikes', metadata: { a: 'b' } }).graph);
  for (let part = 1; part < 16; part++) {
    const cut = bytes.slice(0, Math.floor((bytes.length * part) / 16));
    await expect(readNir(bytesInMemory('cut.nir', cut))).rejects.toThrow('is not a NIR file that can be read');
  }
});

test('cycles and unknown nodes are refused by name', async () => {
  const { graph } = exportNir(oneNeuron(), { profile: 'a', output: 'spikes', metadata: {} });
  const cyclic = { ...graph, edges: [...graph.edges, ['neuron_neurons', 'neuron'] as const] };
  expect(() => nirNetwork(cyclic, { file: 'c.nir', semantics: nirReaders[0]!, timeStep: 1 })).toThrow(
    /"c.nir": the node "\w+" leads back to itself/,
  );
});
