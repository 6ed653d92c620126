import { describe, expect, it } from 'vitest';
import { planNetworks } from '../../../src/renderer/webgpu/networksPlan.ts';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { dense, networkOf, neurons } from './networks.ts';

const poisson: Encoding = { kind: 'poisson', maxRate: 1000 };
const layer = (outputs: number, weight: number) => [[1, 1, outputs], neurons([dense(0, 12, outputs, weight)])] as const;

describe('planNetworks', () => {
  it('gives networks of equal shape, and runs of any length, the same kernels to compile', () => {
    const kernelsOf = (weight: number, steps: number) => textsOf([networkOf([2, 2, 3], [layer(20, weight)])], steps);
    expect(kernelsOf(0.5, 100)).toEqual(kernelsOf(0.25, 300));
  });

  it('simulates once what networks agree on', () => {
    const first = networkOf([2, 2, 3], [layer(20, 0.5)]);
    const other: SpikingNetwork = {
      ...first,
      populations: first.populations.map((each) =>
        each.name === 'output' && each.dynamics.kind === 'integrateAndFire'
          ? { ...each, dynamics: { ...each.dynamics, threshold: Float32Array.of(2) } }
          : each,
      ),
    };
    const alone = textsOf([first], 100);
    const together = textsOf([first, other], 100);
    // The other network's output: its steps, its counts and its curve.
    expect(together).toHaveLength(alone.length + 3);
  });

  it('has a thread take four channels where that goes', () => {
    const threadsOf = (outputs: number) =>
      planNetworks([networkOf([2, 2, 3], [layer(outputs, 0.5)])], poisson, 100, 32)
        .advance.find(({ label }) => label === 'layer 1: steps')!
        .threads(10, 32);
    expect([threadsOf(20), threadsOf(21)]).toEqual([50, 210]);
  });

  it('lets no kernel see more buffers than every device allows', () => {
    const plan = planNetworks([networkOf([2, 2, 3], [layer(20, 0.5)])], poisson, 100, 32);
    for (const { bindings } of [...plan.prepare, ...plan.advance]) expect(bindings.length).toBeLessThanOrEqual(8);
  });
});

function textsOf(networks: readonly SpikingNetwork[], steps: number): readonly string[] {
  const plan = planNetworks(networks, poisson, steps, 32);
  return [...plan.prepare, ...plan.advance].map(({ text }) => text);
}
