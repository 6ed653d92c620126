import {
  add,
  conv2d,
  dispose,
  floor,
  keep,
  matMul,
  maxPool,
  mul,
  ones,
  type Rank,
  reshape,
  step as stepOf,
  sub,
  tensor,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { startTensorBackend } from '../../src/main/engine/tensorBackend.ts';
import type {
  Accumulator,
  ConvolutionSynapses,
  IntegrateAndFire,
  MaximumGate,
  NeuronParameter,
  PopulationShape,
  SpikingNetwork,
} from '../../src/shared/conversion/network.ts';

/**
 * The dense way to simulate a converted network, for comparison: every neuron and every weight in every step, for batches of samples, on
 * the WASM backend of tfjs (SIMD, one thread). Covers what the preset rueckauer makes of the notebook's networks under constant
 * current: convolutions and dense layers with reset by subtraction, gated max pooling without overlap, the first layer's current added
 * up once. Sums run in another order than ours, so potentials agree to rounding only.
 */
export interface DenseSimulation {
  /** Potentials of the accumulating output after the last step, [sample][class], and processor time in ms. */
  run(samples: readonly Float32Array[], steps: number): Promise<{ potentials: Float32Array; milliseconds: number }>;
  dispose(): void;
}

/** A population's step: new spikes [sample][height][width][channel], or null where it has none. All it keeps it keeps itself. */
interface DensePopulation {
  /** `constant` is the same in every step, so that whoever takes it adds it up once. */
  step(signals: readonly Signal[]): Signal;
  readonly potential: () => Tensor | null;
  dispose(): void;
}

type Signal = { readonly values: Tensor; readonly constant: boolean } | null;

export async function createDenseSimulation(network: SpikingNetwork): Promise<DenseSimulation> {
  const backend = await startTensorBackend();
  if (backend !== 'wasm') throw new Error(`The dense simulation is meant for the WASM backend, and got ${backend}`);
  const weights = network.populations.map(({ dynamics }, index) =>
    dynamics.kind === 'integrateAndFire' || dynamics.kind === 'accumulator' ? weightsOf(network, index) : null,
  );
  return {
    async run(samples, steps) {
      const batch = samples.length;
      const shape = network.populations[0]!.shape;
      const input = tensor(Float32Array.from(samples.flatMap((sample) => [...sample])), [batch, ...shape]);
      const populations = network.populations.map((_, index) =>
        createDensePopulation(network, index, batch, input, weights[index]!),
      );
      const start = process.cpuUsage();
      for (let step = 0; step < steps; step++) {
        tidy(() => {
          const signals: Signal[] = [];
          for (const population of populations) signals.push(population.step(signals));
        });
      }
      // The backend computes at once; reading the result waits for nothing more.
      const potentials = await populations[network.outputs.accumulating]!.potential()!.data();
      const { user, system } = process.cpuUsage(start);
      for (const population of populations) population.dispose();
      dispose(input);
      return { potentials: Float32Array.from(potentials), milliseconds: (user + system) / 1000 };
    },
    dispose: () => dispose(weights.filter((each) => each !== null)),
  };
}

function createDensePopulation(
  network: SpikingNetwork,
  index: number,
  batch: number,
  input: Tensor,
  weights: Tensor | null,
): DensePopulation {
  const { dynamics, shape } = network.populations[index]!;
  switch (dynamics.kind) {
    case 'input':
      return { step: () => ({ values: input, constant: true }), potential: () => null, dispose() {} };
    case 'maximumGate':
      return createDenseGate(dynamics, network.populations[dynamics.source]!.shape, batch);
    case 'integrateAndFire':
    case 'accumulator':
      return createDenseNeurons(network, dynamics, shape, batch, weights!);
    case 'relay':
      throw unsupported('relays');
  }
}

function createDenseNeurons(
  network: SpikingNetwork,
  dynamics: IntegrateAndFire | Accumulator,
  shape: PopulationShape,
  batch: number,
  weights: Tensor,
): DensePopulation {
  if (dynamics.currentDecay !== null || dynamics.lowerBound !== null || dynamics.synapses.length !== 1) {
    throw unsupported('synaptic currents, lower bounds or several synapses');
  }
  if (dynamics.kind === 'integrateAndFire' && (dynamics.reset !== 'subtraction' || dynamics.comparison !== 'atLeast')) {
    throw unsupported('this reset');
  }
  const [synapses] = dynamics.synapses as [IntegrateAndFire['synapses'][number]];
  const bias = dynamics.biasCurrent === null ? null : keep(parameter(dynamics.biasCurrent, shape));
  const threshold = dynamics.kind === 'integrateAndFire' ? keep(parameter(dynamics.threshold, shape)) : null;
  const below =
    dynamics.kind === 'integrateAndFire' ? keep(parameter(dynamics.threshold.map(floatBelow), shape)) : null;
  const isOne = dynamics.kind === 'integrateAndFire' && dynamics.threshold.every((value) => value === 1);
  let potential: Tensor =
    dynamics.kind === 'integrateAndFire'
      ? keep(tidy(() => add(zeros([batch, ...shape]), parameter(dynamics.initialPotential, shape))))
      : keep(zeros([batch, ...shape]));
  let constant: Tensor | null = null;

  function currentOf(signals: readonly Signal[]): Tensor {
    const signal = signals[synapses.source]!;
    if (signal.constant && constant !== null) return constant;
    const sum = applySynapses(
      signal.values,
      network.populations[synapses.source]!.shape,
      shape,
      synapses,
      weights,
      batch,
    );
    const current = bias === null ? sum : add(sum, bias);
    if (signal.constant) constant = keep(current);
    return current;
  }

  return {
    step(signals) {
      const charged = add(potential, currentOf(signals));
      if (threshold === null || below === null) {
        potential.dispose();
        potential = keep(charged);
        return null;
      }
      // v ≥ threshold where v exceeds the number below it: `greaterEqual` of this backend takes 20 times as long.
      const spikes = stepOf(sub(charged, below));
      potential.dispose();
      potential = keep(sub(charged, isOne ? spikes : mul(spikes, threshold)));
      return { values: spikes, constant: false };
    },
    potential: () => potential,
    dispose: () => dispose([potential, bias, threshold, below, constant].filter((each) => each !== null)),
  };
}

function applySynapses(
  spikes: Tensor,
  from: PopulationShape,
  to: PopulationShape,
  synapses: IntegrateAndFire['synapses'][number],
  weights: Tensor,
  batch: number,
): Tensor {
  switch (synapses.kind) {
    case 'dense': {
      const flat = reshape(spikes, [batch, from[0] * from[1] * from[2]]);
      return reshape(matMul(flat, weights as Tensor2D), [batch, ...to]);
    }
    case 'convolution':
      return conv2d(
        reshape<Rank.R4>(spikes, [batch, ...from]),
        weights as Tensor4D,
        synapses.window.strides as [number, number],
        paddingOf(synapses, from, to),
        'NHWC',
        synapses.window.dilation as [number, number],
      );
    case 'depthwise':
    case 'averagePooling':
    case 'maximumTrace':
      throw unsupported(synapses.kind);
  }
}

function weightsOf(network: SpikingNetwork, index: number): Tensor {
  const { dynamics, shape } = network.populations[index]!;
  if (dynamics.kind !== 'integrateAndFire' && dynamics.kind !== 'accumulator') throw unsupported(dynamics.kind);
  const [synapses] = dynamics.synapses as [IntegrateAndFire['synapses'][number]];
  const source = network.populations[synapses.source]!.shape;
  switch (synapses.kind) {
    case 'dense':
      return tensor(synapses.weights, [source[0] * source[1] * source[2], shape[0] * shape[1] * shape[2]]);
    case 'convolution':
      if (synapses.groups !== 1) throw unsupported('groups');
      return tensor(synapses.weights, [...synapses.window.size, source[2], shape[2]]);
    case 'depthwise':
    case 'averagePooling':
    case 'maximumTrace':
      throw unsupported(synapses.kind);
  }
}

/** Rows and columns of padding before and after, which follow from the extents. */
function paddingOf({ window }: ConvolutionSynapses, from: PopulationShape, to: PopulationShape) {
  const pads = ([0, 1] as const).map((axis): [number, number] => {
    const reach = (to[axis] - 1) * window.strides[axis] + (window.size[axis] - 1) * window.dilation[axis] + 1;
    return [window.before[axis], Math.max(0, reach - from[axis] - window.before[axis])];
  });
  // tfjs knows only equal padding on both sides, or Keras's own names for it.
  if (pads.every(([before, after]) => before === 0 && after === 0)) return 'valid';
  const same = ([0, 1] as const).every((axis) => to[axis] === Math.ceil(from[axis] / window.strides[axis]));
  if (!same) throw unsupported('this padding');
  return 'same';
}

/**
 * Passes the spikes of the neuron that has spiked most in its window, the first in row-major order on a tie: the largest of
 * ((count · cells + cells − 1 − place) · 2 + spike) belongs to that neuron, and its last bit is the neuron's spike. Exact below 2^24.
 */
function createDenseGate(
  { rule, source, window, delay }: MaximumGate,
  shape: PopulationShape,
  batch: number,
): DensePopulation {
  const [rows, columns] = window.size;
  const isPlain =
    window.strides[0] === rows && window.strides[1] === columns && window.before.every((pad) => pad === 0);
  if (rule !== 'gated' || delay !== 0 || !isPlain) throw unsupported('this pooling');
  const [height, width, channels] = shape;
  const cells = rows * columns;
  const place = (n: number): number => {
    const x = Math.floor(n / channels) % width;
    const y = Math.floor(n / channels / width);
    return (y % rows) * columns + (x % columns);
  };
  // What no neuron's count changes: ((cells − 1 − place) · 2), then count · cells · 2 is added spike by spike.
  const start = Float32Array.from({ length: height * width * channels }, (_, n) => (cells - 1 - place(n)) * 2);
  let key: Tensor = keep(tidy(() => mul(ones([batch, 1, 1, 1]), tensor(start, [1, ...shape]))));
  return {
    step(signals) {
      const spikes = signals[source]!.values;
      const next = add(key, mul(spikes, cells * 2));
      key.dispose();
      key = keep(next);
      const largest = maxPool(add(next, spikes) as Tensor4D, [rows, columns], [rows, columns], 'valid');
      return { values: sub(largest, mul(floor(mul(largest, 0.5)), 2)), constant: false };
    },
    potential: () => null,
    dispose: () => key.dispose(),
  };
}

/** One value, one a channel, or one a neuron, in a shape that broadcasts over [sample][height][width][channel]. */
function parameter(values: NeuronParameter, shape: PopulationShape): Tensor {
  if (values.length === 1) return tensor(values, [1, 1, 1, 1]);
  return values.length === shape[2] ? tensor(values, [1, 1, 1, shape[2]]) : tensor(values, [1, ...shape]);
}

/** The largest number in single precision below a positive one. */
function floatBelow(value: number): number {
  const word = new Uint32Array(Float32Array.of(value).buffer);
  word[0]!--;
  return new Float32Array(word.buffer)[0]!;
}

function unsupported(what: string): Error {
  return new Error(`The dense simulation does not do ${what}`);
}
