import type { Accumulator, IntegrateAndFire, Population } from '../../conversion/network.ts';
import { populationSize } from '../../conversion/network.ts';
import { parameterOf } from '../../conversion/neuronParameter.ts';
import { negativeSpike } from '../recording.ts';
import type { RunningPopulation } from './referenceSignal.ts';
import { addArriving, constantCurrents, createTraceState } from './referenceSynapses.ts';

/** A negative spike needs a potential below −0.001 thresholds, so that rounding alone makes none. */
const signedMargin = Math.fround(1e-3);

/** Neurons at rest, ready for one sample: integrate-and-fire neurons, or accumulators, which never fire. */
export function createNeurons(
  dynamics: IntegrateAndFire | Accumulator,
  population: Population,
  populations: readonly Population[],
): RunningPopulation {
  const size = populationSize(population);
  const channels = population.shape[2];
  const { currentDecay, biasCurrent, lowerBound, synapses } = dynamics;
  const fires = dynamics.kind === 'integrateAndFire' ? dynamics : null;
  const biasClock = dynamics.kind === 'accumulator' ? dynamics.biasClock : (dynamics.clock?.biases ?? null);
  const leak = fires?.leak == null ? null : Math.fround(fires.leak);
  const decay = Math.fround(currentDecay ?? 0);
  const potential = new Float32Array(size);
  const current = new Float32Array(size);
  const before = new Float32Array(size);
  const part = new Float32Array(size);
  const state = { resting: new Uint32Array(size), sent: new Int32Array(size) };
  const traces = synapses.map((synapse) =>
    synapse.kind === 'maximumTrace' ? createTraceState(synapse, populations[synapse.source]!, population.shape) : null,
  );
  if (fires !== null) for (let n = 0; n < size; n++) potential[n] = parameterOf(fires.initialPotential, n, channels);

  /** Bias and sources of constant current, in the order of the synapses: the same in every step. */
  let constant: Float32Array | null = null;

  return {
    potential,
    step(signals, step) {
      const joinsBias = biasCurrent !== null && biasClock === null && currentDecay === null;
      constant ??= constantCurrents(
        Float32Array.from({ length: size }, (_, n) => (joinsBias ? parameterOf(biasCurrent, n, channels) : 0)),
        synapses,
        populations,
        population.shape,
        signals,
      );
      before.set(potential);
      if (leak !== null) for (let n = 0; n < size; n++) potential[n]! *= leak;
      if (currentDecay === null) {
        for (let n = 0; n < size; n++) potential[n]! += constant[n]!;
        if (biasClock !== null) addBias(biasClock[step] ?? 0);
        addArriving(potential, part, synapses, traces, populations, population.shape, signals, step);
      } else {
        for (let n = 0; n < size; n++) current[n] = Math.fround(current[n]! * decay) + constant[n]!;
        addArriving(current, part, synapses, traces, populations, population.shape, signals, step);
        addBias(biasClock === null ? 1 : (biasClock[step] ?? 0));
        for (let n = 0; n < size; n++) potential[n]! += current[n]!;
      }
      if (lowerBound !== null) for (let n = 0; n < size; n++) potential[n] = Math.max(potential[n]!, lowerBound);
      return fires === null ? [] : fire(fires, potential, before, state, step, channels);
    },
  };

  function addBias(factor: number): void {
    if (biasCurrent === null || factor === 0) return;
    for (let n = 0; n < size; n++) potential[n]! += Math.fround(parameterOf(biasCurrent, n, channels) * factor);
  }
}

/** What neurons remember besides their potential: steps of rest that are left, and spikes sent, negative ones subtracted. */
interface SpikeState {
  readonly resting: Uint32Array;
  readonly sent: Int32Array;
}

/** Threshold and reset of every neuron; returns the spikes as words. */
function fire(
  { threshold, comparison, reset, spikes, refractorySteps, clock }: IntegrateAndFire,
  potential: Float32Array,
  before: Float32Array,
  { resting, sent }: SpikeState,
  step: number,
  channels: number,
): number[] {
  const words: number[] = [];
  for (let n = 0; n < potential.length; n++) {
    if (resting[n]! > 0) {
      resting[n]!--;
      potential[n] = before[n]!;
      continue;
    }
    const own = parameterOf(threshold, n, channels);
    const limit = clock === null ? own : Math.fround(own * (clock.thresholds[step] ?? Infinity));
    const taken = clock === null ? own : Math.fround(own * (clock.resets[step] ?? 0));
    const v = potential[n]!;
    const passed = comparison === 'above' ? v > limit : v >= limit;
    let count = 0;
    if (clock?.once && sent[n]! !== 0) count = 0;
    else if (passed) count = spikes.kind === 'burst' ? burstOf(v, limit, spikes.limit) : 1;
    else if (spikes.kind === 'signed' && sent[n]! > 0 && v <= -Math.fround(signedMargin * limit)) count = -1;
    else if (spikes.kind === 'bipolar' && !clock?.once && isBelow(v, spikes.lower, limit)) count = -1;
    if (count === 0) continue;
    for (let i = 0; i < Math.abs(count); i++) words.push(count < 0 ? (n | negativeSpike) >>> 0 : n);
    sent[n]! += count;
    resting[n] = refractorySteps;
    potential[n] = reset === 'zero' ? 0 : v - Math.fround(count * taken); // what exceeds the threshold is kept, so no charge is lost
  }
  return words;
}

/** A threshold that is infinite lets no spike pass, not even under a current without bound. */
function isBelow(v: number, lower: number, limit: number): boolean {
  return limit < Infinity && v <= -Math.fround(Math.fround(lower) * limit);
}

/** At least one, since the threshold is passed; no more than the limit. */
function burstOf(v: number, threshold: number, limit: number): number {
  return Math.max(1, Math.min(limit, Math.floor(Math.fround(v / threshold))));
}
