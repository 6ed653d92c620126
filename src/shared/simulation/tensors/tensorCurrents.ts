import {
  add,
  concat,
  keep,
  max,
  mul,
  notEqual,
  ones,
  type Rank,
  slice,
  tensor2d,
  type Tensor2D,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import {
  type Accumulator,
  type IntegrateAndFire,
  type MaximumTraceSynapses,
  type Population,
  populationSize,
  type PopulationShape,
  type Synapses,
} from '../../conversion/network.ts';
import { parameterOf } from '../../conversion/neuronParameter.ts';
import { amplitudesOf, createDelayLine, type StepBlock, type TensorSignal } from './tensorSignal.ts';
import { createTensorSynapses } from './tensorSynapses.ts';
import { createWindowLookup } from './tensorWindow.ts';

/** What flows into a population in a block of steps: bias, constant currents, spikes, traces. */
export interface TensorCurrents {
  /** [step][neuron]. */
  advance(signals: readonly TensorSignal[], block: StepBlock): Tensor2D;
  dispose(): void;
}

export function createTensorCurrents(
  dynamics: IntegrateAndFire | Accumulator,
  population: Population,
  populations: readonly Population[],
): TensorCurrents {
  const neurons = populationSize(population);
  const channels = population.shape[2];
  const { synapses, biasCurrent, currentDecay } = dynamics;
  const biasClock = dynamics.kind === 'accumulator' ? dynamics.biasClock : (dynamics.clock?.biases ?? null);
  const bias =
    biasCurrent === null
      ? null
      : tensor2d(
          Float32Array.from({ length: neurons }, (_, n) => parameterOf(biasCurrent, n, channels)),
          [1, neurons],
        );
  const terms = synapses.map((synapse) => createTerm(synapse, populations[synapse.source]!, population.shape));
  const decay = currentDecay === null ? null : createDecay(currentDecay, neurons);

  return {
    advance(signals, block) {
      const arriving = synapses
        .map(({ source }, index) => terms[index]!.advance(signals[source]!, block))
        .reduce((sum, term) => add(sum, term), zeros<Rank.R2>([block.steps, neurons]));
      const filtered = decay === null ? arriving : decay.advance(arriving);
      if (bias === null) return filtered;
      return add(filtered, biasClock === null ? bias : mul<Tensor2D>(bias, column(biasClock, block)));
    },
    dispose() {
      bias?.dispose();
      decay?.dispose();
      for (const term of terms) term.dispose();
    },
  };
}

interface Term {
  /** [step][target neuron], or [1][target neuron] for the same in every step. */
  advance(signal: TensorSignal, block: StepBlock): Tensor2D;
  dispose(): void;
}

function createTerm(synapse: Synapses, source: Population, shape: PopulationShape): Term {
  if (synapse.kind === 'maximumTrace') return createTraceTerm(synapse, source, shape);
  const weights = createTensorSynapses(synapse, source.shape, shape);
  const line = createDelayLine(synapse.delay, populationSize(source));
  let constant: Tensor2D | null = null;
  return {
    advance({ values, isConstant, amplitudes }, block) {
      if (isConstant) {
        constant ??= keep(weights.apply(values));
        return amplitudes === null ? constant : amplified(constant, column(amplitudes, block));
      }
      const sums = weights.apply(line.arriving(values));
      return amplitudes === null ? sums : amplified(sums, column(amplitudes, block, synapse.delay));
    },
    dispose() {
      weights.dispose();
      line.dispose();
      constant?.dispose();
    },
  };
}

/** Sums times the amplitudes of their steps; nothing arrives at amplitude 0, be the sum as infinite as the maximum of no cells. */
function amplified(sums: Tensor2D, amplitudes: Tensor2D): Tensor2D {
  return where(notEqual(amplitudes, 0), mul(sums, amplitudes), 0);
}

/** ANNarchy's max pooling: the largest trace of the window, trace(t) = decay · trace(t−1) + increment · s(t). */
function createTraceTerm(
  { window, decay, increment, delay }: MaximumTraceSynapses,
  source: Population,
  shape: PopulationShape,
): Term {
  const lookup = createWindowLookup(window, source.shape, shape);
  const line = createDelayLine(delay, populationSize(source));
  const traces = createDecay(decay, populationSize(source));
  return {
    advance({ values, isConstant }, { steps }) {
      const arriving = isConstant ? mul<Tensor2D>(values, ones([steps, 1])) : line.arriving(values);
      const trace = traces.advance(mul(arriving, Math.fround(increment)));
      return max<Tensor2D>(lookup.cellsOf(trace, -Infinity, -Infinity), 2);
    },
    dispose() {
      lookup.dispose();
      line.dispose();
      traces.dispose();
    },
  };
}

/** g(t) = factor · g(t−1) + x(t), step by step, from 0: [step][neuron] to [step][neuron]. */
function createDecay(factor: number, neurons: number) {
  let state = keep(zeros<Rank.R2>([1, neurons]));
  return {
    advance(values: Tensor2D): Tensor2D {
      const rows: Tensor2D[] = [];
      for (let at = 0; at < values.shape[0]; at++) {
        const next = add<Tensor2D>(mul(state, Math.fround(factor)), slice(values, [at, 0], [1, neurons]));
        state.dispose();
        state = keep(next);
        rows.push(next.clone());
      }
      return concat<Tensor2D>(rows, 0);
    },
    dispose: () => state.dispose(),
  };
}

/** Factors of a block's steps, one below the other: [step][1]. */
function column(factors: Float32Array, block: StepBlock, delay: 0 | 1 = 0): Tensor2D {
  return tensor2d(amplitudesOf(factors, block, delay), [block.steps, 1]);
}
