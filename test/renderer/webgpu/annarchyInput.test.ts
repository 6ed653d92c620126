import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastValueAbove } from '../../../src/renderer/webgpu/annarchyInput.ts';

test('a value of single precision fires on the GPU exactly where it does in double precision on the CPU', () => {
  const draws = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      draws,
      fc.constantFrom(1, 33, 400, 1000),
      fc.float({ noNaN: true, min: 0, max: 3 }),
      (draw, rate, any) => {
        const least = leastValueAbove(draw, rate);
        for (const value of [any, least, neighbourOf(least, -1), neighbourOf(least, 1), Math.fround(draw / rate)]) {
          expect(value >= least).toBe(draw < value * rate);
        }
      },
    ),
  );
});

test('nothing fires at a rate of zero', () => {
  expect(1 >= leastValueAbove(0, 0)).toBe(false);
});

/** The next number of single precision, or the one before; none below 0. */
function neighbourOf(value: number, offset: 1 | -1): number {
  const number = Float32Array.of(value);
  const bits = new Uint32Array(number.buffer);
  bits[0] = Math.max(0, bits[0]! + offset);
  return number[0]!;
}
