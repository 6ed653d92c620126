import type { Shape } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';

/** Values from which a row of a table is taken for a square image when no model says otherwise: 8 × 8, as scikit-learn's digits. */
const smallestImage = 64;

/**
 * The shape in which samples of shape `found` are given to a model that takes `wanted` (null: no model). They fit when one shape comes
 * from the other by joining neighbouring axes or adding axes of one: (28, 28) fits (28, 28, 1) and (784), and (3, 32, 32) does not fit
 * (32, 32, 3), although it has as many values. Throws the Problem shapeMismatch.
 */
export function fitShape(file: string, found: Shape, wanted: Shape | null): Shape {
  if (wanted === null) return found.length === 1 ? squareOf(found[0]!) : found;
  if (sizeOf(found) !== sizeOf(wanted) || !(isJoined(found, wanted) || isJoined(wanted, found))) {
    throw new WorkbenchError({ area: 'dataset', kind: 'shapeMismatch', file, found, wanted });
  }
  return wanted;
}

/** Whether `joined` has borders between its axes only where `shape` has some. */
function isJoined(joined: Shape, shape: Shape): boolean {
  const borders = bordersOf(shape);
  return bordersOf(joined).every((border) => borders.includes(border));
}

/** Number of values up to the end of each axis: 28, 784 and 784 for (28, 28, 1). */
function bordersOf(shape: Shape): readonly number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(0, axis + 1)));
}

function squareOf(values: number): Shape {
  const side = Math.round(Math.sqrt(values));
  return values >= smallestImage && side * side === values ? [side, side] : [values];
}
