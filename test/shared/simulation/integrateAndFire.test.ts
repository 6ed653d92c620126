import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntegrateAndFire, SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';

/** Sixteenths, so that every sum is exact. */
const dyadic = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 16, max: max * 16 }).map((n) => n / 16);

describe('reset by subtraction', () => {
  it('conserves charge: input = threshold × spikes + final potential', () => {
    fc.assert(
      fc.property(dyadic(-2, 4), dyadic(1, 4), fc.integer({ min: 1, max: 60 }), (current, threshold, steps) => {
        const { spikeCounts, outputPotentials } = simulate(current, { threshold, reset: 'subtraction' }, steps);
        const spikes = spikeCounts[1]!.reduce((sum, count) => sum + count, 0);
        expect(threshold * spikes + outputPotentials.at(-1)!).toBe(current * steps);
      }),
    );
  });

  it('gives floor(c T / threshold) spikes for a constant current c of at most the threshold', () => {
    fc.assert(
      fc.property(dyadic(0, 1), dyadic(1, 3), fc.integer({ min: 1, max: 80 }), (current, threshold, steps) => {
        const { spikeCounts } = simulate(current, { threshold, reset: 'subtraction' }, steps);
        const spikes = spikeCounts[1]!.reduce((sum, count) => sum + count, 0);
        expect(spikes).toBe(Math.floor((current * steps) / threshold));
      }),
    );
  });
});

describe('reset to zero', () => {
  it('loses what exceeds the threshold: a spike every ceil(threshold / c) steps', () => {
    fc.assert(
      fc.property(dyadic(0, 1), dyadic(1, 3), fc.integer({ min: 1, max: 80 }), (half, threshold, steps) => {
        const current = half + 1 / 16;
        const { spikeCounts } = simulate(current, { threshold, reset: 'zero' }, steps);
        const spikes = spikeCounts[1]!.reduce((sum, count) => sum + count, 0);
        expect(spikes).toBe(Math.floor(steps / Math.ceil(threshold / current)));
      }),
    );
  });
});

describe('the comparison with the threshold', () => {
  it('decides what happens exactly at it', () => {
    const spikes = (comparison: IntegrateAndFire['comparison']): number[] => [
      ...simulate(0.5, { threshold: 1, reset: 'subtraction', comparison }, 4).spikeCounts[1]!,
    ];
    expect(spikes('atLeast')).toEqual([0, 1, 0, 1]);
    expect(spikes('above')).toEqual([0, 0, 1, 0]);
  });
});

/** One neuron with a constant current; its potentials as those of the output. */
function simulate(
  current: number,
  neuron: Omit<Partial<IntegrateAndFire>, 'threshold'> & { threshold: number },
  steps: number,
): Recording {
  const network: SpikingNetwork = {
    name: 'one neuron',
    timeStep: 1,
    populations: [
      { name: 'input', shape: [1, 1, 1], dynamics: { kind: 'input', amplitudes: null } },
      {
        name: 'neuron',
        shape: [1, 1, 1],
        dynamics: {
          kind: 'integrateAndFire',
          synapses: [{ kind: 'dense', source: 0, weights: Float32Array.of(1), delay: 0 }],
          currentDecay: null,
          biasCurrent: null,
          lowerBound: null,
          comparison: 'atLeast',
          reset: 'subtraction',
          initialPotential: Float32Array.of(0),
          leak: null,
          refractorySteps: 0,
          spikes: { kind: 'binary' },
          clock: null,
          ...neuron,
          threshold: Float32Array.of(neuron.threshold),
        },
      },
    ],
    outputs: { spiking: 1, accumulating: 1 },
    readoutDelay: 0,
  };
  const loaded = referenceEngine.load([network], { kind: 'constantCurrent' }, steps);
  return loaded.simulate(Float32Array.of(current), { seed: 0, sample: 0 })[0]!;
}
