import { sizeOf } from '../tensor.ts';
import type { NirNeurons } from './nirGraph.ts';
import { longTimeConstant, type NirProfile, nirTimeStep } from './profiles.ts';

/**
 * Neurons with threshold 1 and reset to zero, in which a weight counts whole in a step of Euler's method. `leak`: what is left of the potential
 * after a step; null for all of it.
 */
export function neuronNode(shape: readonly number[], profile: NirProfile, leak: number | null): NirNeurons {
  const all = (value: number): Float32Array => new Float32Array(sizeOf(shape)).fill(value);
  const common = { shape, threshold: all(1), reset: all(0) };
  if (profile === 'a') return { type: 'IF', ...common, r: all(1 / nirTimeStep) };
  const tau = leak === null ? longTimeConstant : nirTimeStep / (1 - leak);
  // v ← v + dt/τ (0 − v + r I), so r = τ/dt.
  return { type: 'LIF', ...common, tau: all(tau), r: all(tau / nirTimeStep), leak: all(0) };
}
