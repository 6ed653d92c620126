import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSample, encodeValue } from '../../../src/shared/simulation/encoders.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';

describe('the Poisson encoding', () => {
  const encoding: Encoding = { kind: 'poisson', maxRate: 100 };

  it('fires at value · maxRate: counts lie within four standard deviations of the binomial mean', () => {
    const values = Float32Array.of(0, 0.01, 0.25, 0.5, 1);
    const steps = 20_000;
    const stimulus = encodeSample(encoding, values, steps, 1, { seed: 3, sample: 0 });
    const counts = Array.from(values, () => 0);
    if (stimulus.kind === 'spikes') for (const neuron of stimulus.train.words) counts[neuron]!++;
    for (const [neuron, value] of values.entries()) {
      const p = value * 0.1;
      expect(Math.abs(counts[neuron]! - steps * p)).toBeLessThanOrEqual(4 * Math.sqrt(steps * p * (1 - p)));
    }
  });

  it('halves the probability of a step when the step is halved', () => {
    const sample = new Float32Array(1000).fill(1);
    const spikes = (timeStep: number): number => {
      const stimulus = encodeSample(encoding, sample, 100, timeStep, { seed: 3, sample: 0 });
      return stimulus.kind === 'spikes' ? stimulus.train.words.length : -1;
    };
    expect(spikes(1) / 100_000).toBeCloseTo(0.1, 2);
    expect(spikes(0.5) / 100_000).toBeCloseTo(0.05, 2);
  });

  it('draws the same spikes for the same seed and sample, and others for another sample', () => {
    const values = new Float32Array(50).fill(1);
    const draw = (sample: number) => encodeSample(encoding, values, 50, 1, { seed: 9, sample });
    expect(draw(4)).toEqual(draw(4));
    expect(draw(5)).not.toEqual(draw(4));
  });
});

describe('the intrinsically bursting encoding', () => {
  it('follows the equations of Izhikevich (2003) with one Euler step a millisecond', () => {
    const current = 60;
    let v = -55;
    let u = -13;
    const expected = Array.from({ length: 200 }, () => {
      const dv = 0.04 * v * v + 5 * v + 140 - u + current;
      const du = 0.02 * (0.2 * v - u);
      v += dv;
      u += du;
      if (v <= 30) return 0;
      v = -55;
      u += 4;
      return 1;
    });
    expect([...encodeValue({ kind: 'intrinsicallyBursting', maxCurrent: 100 }, 0.6, 200, 1)]).toEqual(expected);
  });

  it('keeps a value of 0 silent and fires more for larger values', () => {
    const count = (value: number): number =>
      encodeValue({ kind: 'intrinsicallyBursting', maxCurrent: 100 }, value, 200, 1).reduce((sum, s) => sum + s, 0);
    expect(count(0)).toBe(0);
    expect(count(1)).toBeGreaterThan(count(0.5));
    expect(count(0.5)).toBeGreaterThan(count(0.2));
  });
});

describe('the phase shift encoding', () => {
  it('fires where the level exceeds 0.25 at first, then 0.5, 1, 2, … 64 and again', () => {
    const thresholds = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 0.5, 1, 2, 4, 8, 16, 32, 64, 0.5];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        const spikes = encodeValue({ kind: 'phaseShiftOscillation', maxLevel: 100 }, value, thresholds.length, 1);
        expect([...spikes]).toEqual(thresholds.map((threshold) => (value * 100 > threshold ? 1 : 0)));
      }),
    );
  });

  it('fires in every step above 0.64', () => {
    expect(encodeValue({ kind: 'phaseShiftOscillation', maxLevel: 100 }, 0.65, 40, 1).every((s) => s === 1)).toBe(true);
  });
});

describe('encodeSample', () => {
  it('passes values on as currents under constant current', () => {
    const sample = Float32Array.of(0.1, 0.7);
    expect(encodeSample({ kind: 'constantCurrent' }, sample, 10, 1, { seed: 0, sample: 0 })).toEqual({
      kind: 'current',
      values: sample,
    });
  });

  it('lists the spikes of each step in ascending order', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const stimulus = encodeSample({ kind: 'poisson', maxRate: 300 }, new Float32Array(40).fill(1), 20, 1, {
          seed,
          sample: 0,
        });
        if (stimulus.kind !== 'spikes') throw new Error('expected spikes');
        const { offsets, words } = stimulus.train;
        expect([offsets.length, offsets[20]]).toEqual([21, words.length]);
        for (let step = 0; step < 20; step++) {
          const spikes = [...words.subarray(offsets[step], offsets[step + 1])];
          expect(spikes).toEqual(spikes.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
