import { describe, expect, it } from 'vitest';
import type { IntegrateAndFire, SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { sharePopulations } from '../../../src/shared/simulation/kernels/simd/sharing.ts';

describe('sharePopulations', () => {
  it('lists populations once up to the layer in which networks differ', () => {
    const { populations, members } = sharePopulations([chain([1, 1, 1]), chain([1, 2, 1])]);
    expect(members).toEqual([
      [0, 1, 2, 3],
      [0, 1, 4, 5],
    ]);
    expect(populations.map(({ name }) => name)).toEqual([
      'input',
      'layer 1',
      'layer 2',
      'layer 3',
      'layer 2',
      'layer 3',
    ]);
  });

  it('renumbers the sources', () => {
    const { populations } = sharePopulations([chain([1, 1, 1]), chain([1, 2, 1])]);
    expect(
      populations.map(({ dynamics }) => (dynamics.kind === 'integrateAndFire' ? dynamics.synapses[0]!.source : null)),
    ).toEqual([null, 0, 1, 2, 1, 4]);
  });

  it('compares weights by content, so that separately converted networks share', () => {
    const { populations } = sharePopulations([chain([1, 1]), chain([1, 1])]);
    expect(populations).toHaveLength(3);
  });

  it('refuses networks without a common input or time step', () => {
    const other = chain([1]);
    const wide: SpikingNetwork = { ...other, populations: [{ ...other.populations[0]!, shape: [1, 1, 3] }] };
    expect(() => sharePopulations([chain([1]), wide])).toThrow(RangeError);
    expect(() => sharePopulations([chain([1]), { ...chain([1]), timeStep: 0.5 }])).toThrow(RangeError);
  });
});

/** Dense layers of two neurons with these thresholds, one after the other. */
function chain(thresholds: readonly number[]): SpikingNetwork {
  return {
    name: 'chain',
    timeStep: 1,
    populations: [
      { name: 'input', shape: [1, 1, 2], dynamics: { kind: 'input', amplitudes: null } },
      ...thresholds.map((threshold, source) => ({
        name: `layer ${source + 1}`,
        shape: [1, 1, 2] as const,
        dynamics: neurons(source, threshold),
      })),
    ],
    outputs: { spiking: thresholds.length, accumulating: thresholds.length },
    readoutDelay: 0,
  };
}

function neurons(source: number, threshold: number): IntegrateAndFire {
  return {
    kind: 'integrateAndFire',
    synapses: [{ kind: 'dense', source, weights: Float32Array.of(1, 2, 3, 4), delay: 0 }],
    currentDecay: null,
    biasCurrent: null,
    lowerBound: null,
    threshold: Float32Array.of(threshold),
    comparison: 'atLeast',
    reset: 'subtraction',
    initialPotential: Float32Array.of(0),
    leak: null,
    refractorySteps: 0,
    spikes: { kind: 'binary' },
    clock: null,
  };
}
