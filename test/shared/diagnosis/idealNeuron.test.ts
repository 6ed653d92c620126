import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntegrateAndFire } from '../../../src/shared/conversion/network.ts';
import { idealNeuron, idealWindow } from '../../../src/shared/diagnosis/idealNeuron.ts';

const neuron: IntegrateAndFire = {
  kind: 'integrateAndFire',
  synapses: [],
  currentDecay: null,
  biasCurrent: null,
  lowerBound: null,
  threshold: Float32Array.of(1),
  comparison: 'atLeast',
  reset: 'subtraction',
  initialPotential: Float32Array.of(0),
  leak: null,
  refractorySteps: 0,
  spikes: { kind: 'binary' },
  clock: null,
};

const kinds = fc.record({
  reset: fc.constantFrom('zero' as const, 'subtraction' as const),
  leak: fc.constantFrom(null, 0.9),
  refractorySteps: fc.nat(2),
  spikes: fc.constantFrom<IntegrateAndFire['spikes']>({ kind: 'binary' }, { kind: 'burst', limit: 5 }),
});

/** Spikes counted step by step. */
function countSpikes(kind: Partial<IntegrateAndFire>, current: number, steps: number): number {
  const { reset, leak, refractorySteps, spikes } = { ...neuron, ...kind };
  let [potential, rest, sum] = [0, 0, 0];
  for (let t = 0; t < steps; t++) {
    if (rest > 0) {
      rest--;
      continue;
    }
    potential = potential * (leak ?? 1) + current;
    if (potential < 1 - 1e-6) continue;
    const sent = spikes.kind === 'burst' ? Math.min(spikes.limit, Math.floor(potential + 1e-6)) : 1;
    sum += sent;
    potential = reset === 'zero' ? 0 : potential - sent;
    rest = refractorySteps;
  }
  return sum;
}

test('under a constant current an ideal neuron sends what a simulated one does', () => {
  fc.assert(
    fc.property(
      kinds,
      fc.integer({ min: 0, max: 64 }),
      fc.integer({ min: 1, max: 80 }),
      (kind, sixtyFourths, steps) => {
        const ideal = idealNeuron({ ...neuron, ...kind }, 0, 0);
        const z = ideal.clip(sixtyFourths / 64);
        expect(ideal.within(z, steps)).toBeCloseTo(countSpikes(kind, z, steps) / steps, 9);
      },
    ),
  );
});

test('with more and more steps quantisation goes to zero, whatever the neuron loses at its resets', () => {
  fc.assert(
    fc.property(kinds, fc.double({ min: 0, max: 1, noNaN: true }), (kind, z) => {
      const ideal = idealNeuron({ ...neuron, ...kind }, 0.5, 0);
      expect(Math.abs(ideal.within(z, 4000) - ideal.steady(z))).toBeLessThan(0.012);
    }),
    { numRuns: 60 },
  );
});

test('reset by subtraction loses nothing in the long run, and half a threshold at the start rounds to the nearest count', () => {
  const ideal = idealNeuron(neuron, 0.5, 0);
  expect([0.1, 0.6, 1].map(ideal.steady)).toEqual([0.1, 0.6, 1]);
  expect([0.12, 0.13, 0.5].map((z) => ideal.within(z, 4))).toEqual([0, 0.25, 0.5]);
  expect([-0.5, 1.5].map(ideal.clip)).toEqual([0, 1]);
});

test('a shift of a threshold over twice the steps rounds as half a threshold at the start does', () => {
  const [shifted, started] = [idealNeuron(neuron, 0, 1 / 16), idealNeuron(neuron, 0.5, 0)];
  for (let z = 0; z <= 1; z += 1 / 128) expect(shifted.within(z, 8)).toBe(started.within(z, 8));
});

test('a neuron of either sign rounds both signs alike', () => {
  const ideal = idealNeuron({ ...neuron, spikes: { kind: 'bipolar', lower: 1 } }, 0, 0);
  expect([0.7, -0.7, 2, -2].map((z) => ideal.within(ideal.clip(z), 4))).toEqual([0.5, -0.5, 1, -1]);
});

test('windows say binary digits cut off, or levels rounded', () => {
  const digits = idealWindow({ family: 'fewSpike', steps: 3 });
  expect([0.124, 0.126, 0.99, 1].map((z) => digits.within(z, 0))).toEqual([0, 0.125, 0.875, 0.875]);
  const levels = idealWindow({ family: 'firstSpike', steps: 4 });
  expect([0.124, 0.126, 0.9, 1].map((z) => levels.within(z, 0))).toEqual([0, 0.25, 1, 1]);
});
