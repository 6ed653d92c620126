import { stepsOf, type Milliseconds } from '../units.ts';

/** A sixteenth, a quarter and all of a time, on whole steps, without repeats. */
export function diagnosisTimes(time: Milliseconds, timeStep: Milliseconds): Milliseconds[] {
  const steps = Math.max(1, stepsOf(time, timeStep));
  const wanted = [steps / 16, steps / 4, steps].map((count) => Math.max(1, Math.round(count)));
  return [...new Set(wanted)].map((count) => count * timeStep);
}
