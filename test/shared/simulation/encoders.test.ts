import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSample, encodeValue, encodingAmplitudes } from '../../../src/shared/simulation/encoders.ts';
import type { Encoding, ValueEncoding } from '../../../src/shared/simulation/encoding.ts';
import { mersenneUniforms } from '../../../src/shared/simulation/mersenne.ts';
import { neuronOf, signOf } from '../../../src/shared/simulation/recording.ts';
import { encodings } from './randomNetworks.ts';

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

describe('the regular encoding', () => {
  it('fires floor(rate · steps) times, gaps of whole steps next to 1 / rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.integer({ min: 1, max: 400 }), (value, steps) => {
        const rate = (value * 500) / 1000;
        const times = spikeTimes(encodeValue({ kind: 'regular', maxRate: 500 }, value, steps, 1));
        expect(times).toHaveLength(Math.floor(steps * rate));
        const gaps = times.slice(1).map((time, index) => time - times[index]!);
        expect(gaps.every((gap) => gap === Math.floor(1 / rate) || gap === Math.ceil(1 / rate))).toBe(true);
      }),
    );
  });

  it('fires in every step at most, and never below 0', () => {
    expect([...encodeValue({ kind: 'regular', maxRate: 3000 }, 1, 5, 1)]).toEqual([1, 1, 1, 1, 1]);
    expect([...encodeValue({ kind: 'regular', maxRate: 3000 }, -1, 5, 1)]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the phase encoding', () => {
  const encoding: ValueEncoding = { kind: 'phase', period: 8 };

  it('sends the binary digits of the value, which add up to it in every period', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        const digits = Math.min(255, Math.floor(value * 256));
        const spikes = [...encodeValue(encoding, value, 24, 1)];
        expect(spikes.slice(0, 8).join('')).toBe(digits.toString(2).padStart(8, '0'));
        for (const period of [0, 1, 2]) expect(delivered(encoding, value, 8 * period, 8)).toBe(digits / 256);
      }),
    );
  });
});

describe('the burst encoding', () => {
  it('doubles its threshold after every step with spikes, and delivers what it received but for a rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 256 }), fc.constantFrom(1, 2, 8), (level, limit) => {
        const value = level / 256;
        const steps = 60;
        const spikes = encodeValue({ kind: 'burst', limit }, value, steps, 1);
        let left = 0;
        for (const [step, count] of spikes.entries()) {
          const threshold = step > 0 && spikes[step - 1]! > 0 ? Math.min(limit, 2 * spikes[step - 1]!) : 1;
          left += value;
          expect(count).toBe(left >= threshold / 8 ? threshold : 0);
          left -= count / 8;
        }
        const sum = spikes.reduce((total, count) => total + count, 0) / 8;
        expect(sum + left).toBe(value * steps);
      }),
    );
  });

  it('sends more and longer bursts for larger values', () => {
    const encoding: ValueEncoding = { kind: 'burst', limit: 8 };
    expect(Math.max(...encodeValue(encoding, 0.05, 100, 1))).toBe(1);
    expect(Math.max(...encodeValue(encoding, 0.9, 100, 1))).toBe(8);
  });
});

describe('the time-to-first-spike encoding', () => {
  const latencies = {
    linear: (value: number) => 1 - value,
    logarithmic: (value: number) => 1 - Math.log(1 + value * (Math.E - 1)),
  };

  for (const scale of ['linear', 'logarithmic'] as const) {
    const window = 20;
    const encoding: ValueEncoding = { kind: 'timeToFirstSpike', window, scale };

    it(`spikes once a window, at the ${scale} latency, and stands for the value that it means`, () => {
      fc.assert(
        fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (value) => {
          const latency = Math.round(latencies[scale](value) * (window - 1));
          const times = spikeTimes(encodeValue(encoding, value, 2 * window, 1));
          if (latency >= window - 1) {
            expect(times).toEqual([]);
            return;
          }
          expect(times).toEqual([latency, window + latency]);
          const decoded = delivered(encoding, value, 0, window);
          expect(latencies[scale](decoded) * (window - 1)).toBeCloseTo(latency, 4);
          // Half a step off, at the steepest part of the scale.
          expect(Math.abs(decoded - value)).toBeLessThan((scale === 'linear' ? 0.5 : 0.8) / (window - 1) + 1e-6);
        }),
      );
    });
  }

  it('keeps 0 silent', () => {
    expect(spikeTimes(encodeValue({ kind: 'timeToFirstSpike', window: 8, scale: 'linear' }, 0, 30, 1))).toEqual([]);
  });
});

describe('ANNarchy’s Poisson encoding', () => {
  const encoding: Encoding = { kind: 'annarchyPoisson', maxRate: 300 };

  it('draws from std::mt19937: two words make a number, the first word the low half', () => {
    const [first] = mersenneUniforms(5489, 5000);
    expect(Math.floor(first! * 2 ** 32)).toBe(581869302);
    // Double precision keeps the upper 21 or more bits of the low half.
    expect(Math.abs(((first! * 2 ** 64) % 2 ** 32) - 3499211612)).toBeLessThan(2 ** 11);
    expect(Math.floor(mersenneUniforms(5489, 5000)[4999]! * 2 ** 32)).toBe(4123659995);
  });

  it('draws the same numbers for every sample, and others for another seed', () => {
    const sample = new Float32Array(30).fill(0.7);
    const draw = (seed: number, index: number) => encodeSample(encoding, sample, 30, 1, { seed, sample: index });
    expect(draw(3, 1)).toEqual(draw(3, 0));
    expect(draw(4, 0)).not.toEqual(draw(3, 0));
  });

  it('fires at value · maxRate', () => {
    const stimulus = encodeSample(encoding, new Float32Array(200).fill(0.5), 500, 1, { seed: 8, sample: 0 });
    const count = stimulus.kind === 'spikes' ? stimulus.train.words.length : -1;
    expect(Math.abs(count - 15_000)).toBeLessThanOrEqual(4 * Math.sqrt(100_000 * 0.15 * 0.85));
  });
});

describe('ON and OFF channels', () => {
  it('encode a negative value like its magnitude, in spikes of −1', () => {
    const steps = 30;
    const values = Float32Array.of(0.3, 0.8, 1);
    for (const encoding of encodings) {
      if (!('onOff' in encoding)) continue;
      const spikesOf = (sample: Float32Array) => {
        const stimulus = encodeSample(encoding, sample, steps, 1, { seed: 2, sample: 0 });
        if (stimulus.kind !== 'spikes') throw new Error('expected spikes');
        return stimulus.train;
      };
      const positive = spikesOf(values);
      const negative = spikesOf(values.map((value) => -value));
      expect(positive.words.every((word) => signOf(word) === 1)).toBe(true);
      expect(negative.words.every((word) => signOf(word) === -1)).toBe(true);
      expect(negative.offsets).toEqual(positive.offsets);
      expect(negative.words.map(neuronOf)).toEqual(positive.words);
    }
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

function spikeTimes(spikes: Int8Array): readonly number[] {
  return [...spikes.keys()].filter((step) => spikes[step] !== 0);
}

/** What the spikes of a value stand for in `count` steps. */
function delivered(encoding: ValueEncoding, value: number, first: number, count: number): number {
  const spikes = encodeValue(encoding, value, first + count, 1);
  const amplitudes = encodingAmplitudes(encoding, first + count);
  return spikes.reduce((sum, sent, step) => sum + (step < first ? 0 : sent * (amplitudes?.[step] ?? 1)), 0);
}
