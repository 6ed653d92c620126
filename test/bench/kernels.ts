import { isDeepStrictEqual } from 'node:util';
import type { Dynamics, Population, PopulationShape, SpikingNetwork } from '../../src/shared/conversion/network.ts';
import type { SimulationEngine } from '../../src/shared/simulation/engine.ts';
import { referenceEngine } from '../../src/shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { integrateAndFire, randomWeights, sameWindow, withOutputs } from './syntheticNetworks.ts';
import { bestOf } from './timing.ts';

/** One layer at one input rate, on one core. */
export interface KernelRow {
  readonly layer: string;
  /** Spikes per input neuron and step. */
  readonly rate: number;
  /** Synaptic operations per second. */
  readonly simd: number;
  readonly reference: number;
  readonly ratio: number;
  /** Recordings of both engines equal, every spike included. */
  readonly equal: boolean;
}

interface Layer {
  readonly name: string;
  /** How often the layer stands in the network, so that small ones outweigh the encoding of their input. */
  readonly copies: number;
  readonly input: PopulationShape;
  readonly shape: PopulationShape;
  readonly dynamics: Dynamics;
}

const steps = 200;
/** The reference is simulated for fewer steps: it needs seconds for what the others do in milliseconds. */
const referenceSteps = 8;

export function measureKernels(rates: readonly number[] = [0.02, 0.05, 0.1, 0.2]): readonly KernelRow[] {
  return layers().flatMap((layer) => rates.map((rate) => measureLayer(layer, rate)));
}

function layers(): readonly Layer[] {
  return [
    convolution([28, 28, 1], 16),
    convolution([14, 14, 16], 64),
    convolution([7, 7, 64], 64),
    dense(784, 128),
    dense(1024, 1024),
    depthwise([14, 14, 64]),
  ];
}

function convolution(input: PopulationShape, filters: number): Layer {
  const [height, width, channels] = input;
  const weights = randomWeights(25 * channels * filters, 0.1);
  const synapses = [{ kind: 'convolution', source: 0, weights, window: sameWindow(5), groups: 1, delay: 0 }] as const;
  return {
    copies: 1,
    name: `convolution 5x5, ${height}x${width}x${channels} -> ${filters}`,
    input,
    shape: [height, width, filters],
    dynamics: integrateAndFire(synapses, 1),
  };
}

function dense(inputs: number, outputs: number): Layer {
  const synapses = [{ kind: 'dense', source: 0, weights: randomWeights(inputs * outputs, 0.1), delay: 0 }] as const;
  return {
    copies: inputs * outputs < 200_000 ? 6 : 1,
    name: `dense ${inputs} -> ${outputs}`,
    input: [1, 1, inputs],
    shape: [1, 1, outputs],
    dynamics: integrateAndFire(synapses, 1),
  };
}

function depthwise(input: PopulationShape): Layer {
  const [height, width, channels] = input;
  const weights = randomWeights(9 * channels, 0.5);
  const synapses = [{ kind: 'depthwise', source: 0, weights, window: sameWindow(3), multiplier: 1, delay: 0 }] as const;
  return {
    copies: 6,
    name: `depthwise 3x3, ${height}x${width}x${channels}`,
    input,
    shape: input,
    dynamics: integrateAndFire(synapses, 1),
  };
}

function measureLayer({ name, copies, input, shape, dynamics }: Layer, rate: number): KernelRow {
  const source: Population = { name: 'input', shape: input, dynamics: { kind: 'input', amplitudes: null } };
  const without = withOutputs('input alone', [source], 1);
  const copied = Array.from({ length: copies }, (_, copy): Population => ({
    name,
    shape,
    dynamics: raised(dynamics, copy),
  }));
  const network = withOutputs(name, [source, ...copied], 1, 0);
  return {
    layer: name,
    rate,
    ...ratesOf(
      measureEngine(simdEngine, network, without, rate, steps, 15),
      measureEngine(referenceEngine, network, without, rate, referenceSteps, 2),
    ),
    equal: isDeepStrictEqual(recordingOf(simdEngine, network, rate), recordingOf(referenceEngine, network, rate)),
  };
}

/** The same neurons with another threshold: equal ones would be simulated once. */
function raised(dynamics: Dynamics, by: number): Dynamics {
  return dynamics.kind === 'integrateAndFire'
    ? { ...dynamics, threshold: dynamics.threshold.map((threshold) => threshold + by / 16) }
    : dynamics;
}

function ratesOf(simd: number, reference: number): Pick<KernelRow, 'simd' | 'reference' | 'ratio'> {
  return { simd, reference, ratio: simd / reference };
}

/** Operations per second of a layer: of the network with it, less those of the network without. */
function measureEngine(
  engine: SimulationEngine,
  network: SpikingNetwork,
  without: SpikingNetwork,
  rate: number,
  stepCount: number,
  runs: number,
): number {
  const [full, rest] = [network, without].map((each) => {
    const [height, width, channels] = each.populations[0]!.shape;
    const sample = new Float32Array(height * width * channels).fill(rate);
    const loaded = engine.load([each], { kind: 'poisson', maxRate: 1000 }, stepCount);
    let operations = 0;
    const milliseconds = bestOf(runs, () => {
      const [recording] = loaded.simulate(sample, { seed: 1, sample: 0 });
      operations = recording!.synapticOperations.reduce((sum, count) => sum + count, 0);
    });
    return { operations, milliseconds };
  });
  return ((full!.operations - rest!.operations) / (full!.milliseconds - rest!.milliseconds)) * 1000;
}

function recordingOf(engine: SimulationEngine, network: SpikingNetwork, rate: number): unknown {
  const [height, width, channels] = network.populations[0]!.shape;
  const sample = new Float32Array(height * width * channels).fill(rate);
  const loaded = engine.load([network], { kind: 'poisson', maxRate: 1000 }, referenceSteps);
  return loaded.simulate(sample, { seed: 1, sample: 0 }, { trains: true })[0];
}
