import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNumberWriter, packNumber, unpackNumbers } from '../../../src/shared/metrics/smallNumbers.ts';

const numbers = fc.array(fc.oneof(fc.nat(40), fc.nat(2 ** 31 - 1)));

test('numbers come back from their text, and lists join by joining their texts', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const text = [...a, ...b].map(packNumber).join('');
      const writer = createNumberWriter();
      for (const value of [...a, ...b]) writer.write(value);
      expect(writer.text()).toBe(text);
      expect([...unpackNumbers(text)]).toEqual([...a, ...b]);
      expect(text).toMatch(/^[A-Za-z0-9+/]*$/);
    }),
  );
});

test('a number below 32 takes one character, below 1024 two', () => {
  expect([0, 31, 32, 1023, 1024].map((value) => packNumber(value).length)).toEqual([1, 1, 2, 2, 3]);
});

test.each(['A-', 'é', 'Ag', 'gggggggA'])('%s holds no whole numbers', (text) => {
  expect(() => unpackNumbers(text)).toThrow(RangeError);
});
