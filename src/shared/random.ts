/**
 * Counter-based random numbers: Threefry-2x32 with 20 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11).
 * A draw is a function of (seed, sample, step, neuron) and of nothing else, so order, batches and processes cannot change it.
 */

/** Key schedule parity constant of Threefry's 32-bit variants (Salmon et al. 2011, section 3.3). */
export const threefryParity = 0x1bd11bda;
/** Rotation of each round, again from the ninth. */
export const threefryRotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Independent families of draws under one seed; the top byte of the first counter word. */
export type RandomStream = 'input' | 'initialPotential' | 'training' | 'drawing';
const streamCodes: Record<RandomStream, number> = { input: 0, initialPotential: 1, training: 2, drawing: 3 };

/** One Threefry-2x32-20 block: two 32-bit words from a key and a counter of two words each. Writes both words to `out`. */
export function threefry(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const key2 = key0 ^ key1 ^ threefryParity;
  const keys = [key0 | 0, key1 | 0, key2 | 0] as const;
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = threefryRotations[round & 7]!;
    a = (a + b) | 0;
    b = ((b << rotation) | (b >>> (32 - rotation))) ^ a;
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      a = (a + keys[injection % 3]!) | 0;
      b = (b + keys[(injection + 1) % 3]! + injection) | 0;
    }
  }
  out[0] = a >>> 0;
  out[1] = b >>> 0;
}

const block = new Uint32Array(2);

/** The first counter word of a draw in a stream. */
export function streamCounter(stream: RandomStream, step: number): number {
  return (streamCodes[stream] << 24) | step;
}

/** A 32-bit word for (seed, sample, step, neuron); step below 2^24. Two neighbouring neurons share one block. */
export function randomWord(stream: RandomStream, seed: number, sample: number, step: number, neuron: number): number {
  threefry(seed, sample, streamCounter(stream, step), neuron >>> 1, block);
  return block[neuron & 1]!;
}

/** Uniform in [0, 1), a multiple of 2^-32. */
export function uniform(stream: RandomStream, seed: number, sample: number, step: number, neuron: number): number {
  return randomWord(stream, seed, sample, step, neuron) / 4294967296;
}

/**
 * The largest word that still counts as "happens" for a probability: compare `randomWord(...) <= limit`. Null for a probability of zero
 * or less. A probability of one or more always happens; any other is met to 2^-32.
 */
export function wordLimit(probability: number): number | null {
  if (!(probability > 0)) return null;
  return Math.min(4294967295, Math.ceil(probability * 4294967296) - 1);
}
