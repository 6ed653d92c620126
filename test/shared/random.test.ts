import { describe, expect, it } from 'vitest';
import { randomWord, streamCounter, threefry, uniform, wordLimit } from '../../src/shared/random.ts';

describe('threefry', () => {
  // Known answers of the Random123 library, file kat_vectors: threefry2x32, 20 rounds; counter, key, result.
  it.each([
    [
      [0x00000000, 0x00000000],
      [0x00000000, 0x00000000],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('gives the published block for counter %j and key %j', (counter, key, expected) => {
    const block = new Uint32Array(2);
    threefry(key[0], key[1], counter[0], counter[1], block);
    expect([...block]).toEqual(expected);
  });
});

describe('randomWord', () => {
  it('is a function of its arguments alone: neighbouring neurons share a block of two words', () => {
    const block = new Uint32Array(2);
    threefry(5, 7, streamCounter('input', 3), 4, block);
    expect([randomWord('input', 5, 7, 3, 8), randomWord('input', 5, 7, 3, 9)]).toEqual([...block]);
  });

  it('differs between streams, seeds, samples, steps and neurons', () => {
    const words = [
      randomWord('input', 1, 1, 1, 1),
      randomWord('training', 1, 1, 1, 1),
      randomWord('input', 2, 1, 1, 1),
      randomWord('input', 1, 2, 1, 1),
      randomWord('input', 1, 1, 2, 1),
      randomWord('input', 1, 1, 1, 2),
    ];
    expect(new Set(words).size).toBe(words.length);
  });
});

describe('uniform', () => {
  it('has the mean and the variance of a uniform distribution', () => {
    const count = 100_000;
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < count; n++) {
      const u = uniform('input', 11, 0, 0, n);
      sum += u;
      squares += u * u;
    }
    // Four standard errors: 1 / sqrt(12 n) of the mean, 1 / sqrt(180 n) of the variance.
    expect(Math.abs(sum / count - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * count));
    expect(Math.abs(squares / count - (sum / count) ** 2 - 1 / 12)).toBeLessThan(4 / Math.sqrt(180 * count));
  });
});

describe('wordLimit', () => {
  it('never fires for a probability of 0 and always for one of 1', () => {
    expect([wordLimit(0), wordLimit(-1), wordLimit(NaN)]).toEqual([null, null, null]);
    expect([wordLimit(1), wordLimit(2)]).toEqual([0xffffffff, 0xffffffff]);
  });

  it('lets exactly the words below p · 2^32 happen', () => {
    expect(wordLimit(0.5)).toBe(0x7fffffff);
    expect(wordLimit(2 ** -32)).toBe(0);
  });
});
