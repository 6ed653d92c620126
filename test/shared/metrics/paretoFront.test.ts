import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paretoFront } from '../../../src/shared/metrics/paretoFront.ts';

const lessXMoreY = { x: true, y: false };

test('the front of accuracy against cost leaves out what is dearer and no better', () => {
  const points = [
    { x: 10, y: 90 },
    { x: 20, y: 95 },
    { x: 20, y: 94 },
    { x: 30, y: 95 },
    { x: 5, y: 80 },
  ];
  expect(paretoFront(points, lessXMoreY)).toEqual([true, true, false, false, true]);
});

test('equal points do not beat each other', () => {
  const same = { x: 1, y: 1 };
  expect(paretoFront([same, same], lessXMoreY)).toEqual([true, true]);
});

test('a point is on the front exactly where no other beats it', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 6 }), y: fc.integer({ min: 0, max: 6 }) });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), fc.boolean(), fc.boolean(), (points, x, y) => {
      const beats = (a: (typeof points)[number], b: (typeof points)[number]): boolean =>
        asGood(a.x, b.x, x) && asGood(a.y, b.y, y) && (a.x !== b.x || a.y !== b.y);
      expect(paretoFront(points, { x, y })).toEqual(points.map((one) => !points.some((other) => beats(other, one))));
    }),
  );
});

function asGood(a: number, b: number, isLower: boolean): boolean {
  return isLower ? a <= b : a >= b;
}
