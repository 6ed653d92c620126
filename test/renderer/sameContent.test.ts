import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameContent } from '../../src/renderer/state/sameContent.ts';

test('the order of fields makes no difference at any depth, that of a list does', () => {
  const one = { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } };
  expect(isSameContent(one, { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 })).toBe(true);
  expect(isSameContent(one, { b: { f: null, c: [{ e: 3, d: 2 }, 1] }, a: 1 })).toBe(false);
  expect(isSameContent(one, { a: 1 })).toBe(false);
  expect(isSameContent(null, one)).toBe(false);
});

test('what went through JSON is the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(isSameContent(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
  );
});
