import { mix } from './mix.ts';

/** Choices that follow from a seed alone. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True with this probability. */
  happens(probability: number): boolean;
}

/** The choices of case `number` of a seed: no case depends on those before it. */
export function createChance(seed: number, number: number): Chance {
  let state = mix(mix(seed) ^ Math.imul(number, 0x9e3779b1));
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (from) => from[below(from.length)]!,
    happens: (probability) => next() < probability,
  };
}
