/** What the most spikes in a step of the encoding `burst` may be: its threshold doubles from 1/8. */
export const powersOfTwo = 'a power of two: 1, 2, 4, 8, 16, 32 or 64';

export function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
