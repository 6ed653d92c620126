import type {
  Dynamics,
  IntegrateAndFire,
  PoolingWindow,
  SpikingNetwork,
  Synapses,
} from '../../../src/shared/conversion/network.ts';

/**
 * The network with every number a small multiple of a power of two, so that all of its sums are exact in single precision whatever their
 * order: engines that add in another order must then agree to the bit.
 */
export function dyadicNetwork(network: SpikingNetwork): SpikingNetwork {
  return {
    ...network,
    populations: network.populations.map((population) => ({
      ...population,
      dynamics: dyadicDynamics(population.dynamics),
    })),
  };
}

/** Multiples of 1/16. */
export function dyadicValues(values: Float32Array): Float32Array {
  return values.map((value) => (Number.isFinite(value) ? Math.round(value * 16) / 16 : value));
}

function dyadicDynamics(dynamics: Dynamics): Dynamics {
  switch (dynamics.kind) {
    case 'input':
      return { ...dynamics, amplitudes: orNull(dynamics.amplitudes, dyadicValues) };
    case 'maximumGate':
    case 'relay':
      return dynamics;
    case 'accumulator':
      return { ...dynamics, ...dyadicCurrents(dynamics), biasClock: orNull(dynamics.biasClock, dyadicValues) };
    case 'integrateAndFire':
      return {
        ...dynamics,
        ...dyadicCurrents(dynamics),
        leak: orNull(dynamics.leak, () => 0.5),
        threshold: dyadicValues(dynamics.threshold),
        initialPotential: dyadicValues(dynamics.initialPotential),
        clock: orNull(dynamics.clock, ({ thresholds, resets, biases, amplitudes, once }) => ({
          thresholds: dyadicValues(thresholds),
          resets: dyadicValues(resets),
          biases: dyadicValues(biases),
          amplitudes: dyadicValues(amplitudes),
          once,
        })),
      };
  }
}

function dyadicCurrents(dynamics: Extract<Dynamics, { kind: 'accumulator' | 'integrateAndFire' }>) {
  return {
    synapses: dynamics.synapses.map(dyadicSynapses),
    currentDecay: orNull(dynamics.currentDecay, () => 0.5),
    biasCurrent: orNull(dynamics.biasCurrent, dyadicValues),
    lowerBound: lowerBoundOf(dynamics),
  };
}

/** A largest trace of no cells is minus infinity, which ANNarchy's bound of the potential catches, as converted networks have it. */
function lowerBoundOf({ lowerBound, synapses }: Pick<IntegrateAndFire, 'lowerBound' | 'synapses'>): number | null {
  if (lowerBound === null) return synapses.some(({ kind }) => kind === 'maximumTrace') ? -2 : null;
  return Math.round(lowerBound * 16) / 16;
}

function dyadicSynapses(synapses: Synapses): Synapses {
  switch (synapses.kind) {
    case 'dense':
    case 'convolution':
    case 'depthwise':
      return { ...synapses, weights: dyadicValues(synapses.weights) };
    case 'averagePooling':
      return { ...synapses, scale: 1, divisor: 'wholeWindow', window: withCellsOfTwo(synapses.window) };
    case 'maximumTrace':
      return { ...synapses, decay: 0.5, increment: 0.25 };
  }
}

/** A window of 1, 2 or 4 cells, by whose number one can divide exactly. */
function withCellsOfTwo(window: PoolingWindow): PoolingWindow {
  return { ...window, size: [Math.min(2, window.size[0]), Math.min(2, window.size[1])] };
}

function orNull<Value, Result>(value: Value | null, change: (value: Value) => Result): Result | null {
  return value === null ? null : change(value);
}
