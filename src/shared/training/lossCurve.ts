import type { LossPoint } from './progress.ts';

/** Points that a curve has at most: as many as a chart can show. */
const mostPoints = 400;

/**
 * Adds the loss of a step (from 1) to the curve: a point for every `totalSteps` / 400 steps, the mean of their losses. The point under
 * way stands last.
 */
export function addLoss(
  points: readonly LossPoint[],
  step: number,
  loss: number,
  totalSteps: number,
): readonly LossPoint[] {
  const width = Math.ceil(totalSteps / mostPoints);
  const place = (step - 1) % width;
  if (place === 0) return [...points, { step, loss }];
  const under = points.at(-1)!;
  return [...points.slice(0, -1), { step, loss: (under.loss * place + loss) / (place + 1) }];
}
