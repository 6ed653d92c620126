import {
  add,
  cast,
  concat,
  div,
  floor,
  keep,
  lessEqual,
  maximum,
  minimum,
  mul,
  type Rank,
  slice,
  step as stepOf,
  sub,
  tensor2d,
  type Tensor2D,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import {
  type Accumulator,
  type IntegrateAndFire,
  type NeuronParameter,
  type Population,
  populationSize,
} from '../../conversion/network.ts';
import { parameterOf } from '../../conversion/neuronParameter.ts';
import { createTensorCurrents } from './tensorCurrents.ts';
import type { TensorPopulation } from './tensorPopulation.ts';

/** Neurons at rest, ready for one sample: the sums of a block at once, thresholds and resets step by step. */
export function createTensorNeurons(
  dynamics: IntegrateAndFire | Accumulator,
  population: Population,
  populations: readonly Population[],
): TensorPopulation {
  const neurons = populationSize(population);
  const channels = population.shape[2];
  const currents = createTensorCurrents(dynamics, population, populations);
  const firing = dynamics.kind === 'integrateAndFire' ? createFiring(dynamics, neurons, channels) : null;
  const { lowerBound } = dynamics;
  const leak = dynamics.kind === 'integrateAndFire' ? dynamics.leak : null;
  let potential = keep(
    dynamics.kind === 'integrateAndFire'
      ? row(dynamics.initialPotential, neurons, channels)
      : zeros<Rank.R2>([1, neurons]),
  );
  let kept: Tensor2D | null = null;

  return {
    potential: firing === null ? () => kept! : null,
    advance(signals, block) {
      const arriving = currents.advance(signals, block);
      const rows: Tensor2D[] = [];
      for (let at = 0; at < block.steps; at++) {
        const before = potential;
        const rest = leak === null ? before : mul<Tensor2D>(before, leak);
        let charged = add<Tensor2D>(rest, slice(arriving, [at, 0], [1, neurons]));
        if (lowerBound !== null) charged = maximum(charged, lowerBound);
        const next = firing === null ? null : firing.step(charged, before, block.first + at);
        rows.push(next === null ? charged : next.spikes);
        potential = keep(next === null ? charged.clone() : next.potential);
        before.dispose();
      }
      const values = concat<Tensor2D>(rows, 0);
      if (firing === null) {
        kept?.dispose();
        kept = keep(values);
      }
      return { values, isConstant: false, amplitudes: firing?.amplitudes ?? null };
    },
    dispose() {
      currents.dispose();
      firing?.dispose();
      potential.dispose();
      kept?.dispose();
    },
  };
}

interface Firing {
  /** Spikes of one step and the potential after them, from the potential with all currents and from that before the step. */
  step(charged: Tensor2D, before: Tensor2D, step: number): { readonly spikes: Tensor2D; readonly potential: Tensor2D };
  readonly amplitudes: Float32Array | null;
  dispose(): void;
}

/** Threshold, reset and rest. v ≥ θ is read from the sign of θ − v, which rounding never changes; tfjs's own comparison is many times slower. */
function createFiring(
  { threshold, comparison, reset, spikes: rule, refractorySteps, clock }: IntegrateAndFire,
  neurons: number,
  channels: number,
): Firing {
  const own = keep(row(threshold, neurons, channels));
  // Spikes sent so far, where a neuron must know them, and steps of rest that are left.
  let sent = rule.kind === 'signed' || clock?.once ? keep(zeros<Rank.R2>([1, neurons])) : null;
  let resting = refractorySteps > 0 ? keep(zeros<Rank.R2>([1, neurons])) : null;

  function spikesOf(charged: Tensor2D, limit: Tensor2D): Tensor2D {
    const passed =
      comparison === 'above' ? stepOf(sub<Tensor2D>(charged, limit)) : not(stepOf(sub<Tensor2D>(limit, charged)));
    switch (rule.kind) {
      case 'binary':
        return passed;
      case 'burst':
        return mul(passed, maximum(1, minimum(rule.limit, floor(div(charged, limit)))));
      case 'signed':
        return sub(passed, mul(isBelow(charged, limit, Math.fround(1e-3)), mul(stepOf(sent!), not(passed))));
      case 'bipolar': {
        const negative = clock?.once ? 0 : isBelow(charged, limit, Math.fround(rule.lower));
        return sub(passed, mul(negative, not(passed)));
      }
    }
  }

  return {
    amplitudes: clock?.amplitudes ?? null,
    step(charged, before, step) {
      const limit = clock === null ? own : mul<Tensor2D>(own, clock.thresholds[step] ?? Infinity);
      const taken = clock === null ? own : mul<Tensor2D>(own, clock.resets[step] ?? 0);
      let spikes = spikesOf(charged, limit);
      if (clock?.once) spikes = mul(spikes, not(stepOf(sent!)));
      let awake: Tensor2D | null = null;
      if (resting !== null) {
        awake = not(stepOf(resting));
        spikes = mul(spikes, awake);
        const left = maximum<Tensor2D>(sub(resting, 1), 0);
        // A neuron that fires, a negative spike included, rests from the next step on.
        const fired = stepOf(mul<Tensor2D>(spikes, spikes));
        resting = exchanged(resting, add(mul(left, not(fired)), mul(fired, refractorySteps)));
      }
      if (sent !== null) sent = exchanged(sent, add(sent, spikes));
      const fires = stepOf(mul<Tensor2D>(spikes, spikes));
      const after =
        reset === 'zero'
          ? where<Tensor2D>(cast(fires, 'bool'), 0, charged)
          : sub<Tensor2D>(charged, mul(spikes, taken));
      const potential = awake === null ? after : where<Tensor2D>(cast(awake, 'bool'), after, before);
      return { spikes, potential };
    },
    dispose() {
      own.dispose();
      sent?.dispose();
      resting?.dispose();
    },
  };
}

/** 1 where v ≤ −share · limit, else 0. */
function isBelow(charged: Tensor2D, limit: Tensor2D, share: number): Tensor2D {
  return cast(lessEqual<Tensor2D>(charged, mul(limit, -share)), 'float32');
}

/** 1 where the value is 0, 0 where it is 1. */
function not(flags: Tensor2D): Tensor2D {
  return sub(1, flags);
}

/** Keeps the next value of what is remembered in place of the old one. */
function exchanged(old: Tensor2D, next: Tensor2D): Tensor2D {
  old.dispose();
  return keep(next);
}

/** One value for each neuron: [1][neuron]. */
function row(values: NeuronParameter, neurons: number, channels: number): Tensor2D {
  return tensor2d(
    Float32Array.from({ length: neurons }, (_, n) => parameterOf(values, n, channels)),
    [1, neurons],
  );
}
