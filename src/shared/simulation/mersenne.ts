/** Words of state of MT19937. */
const size = 624;

/**
 * Uniform numbers in [0, 1) as ANNarchy draws them: std::mt19937 (Matsumoto and Nishimura 1998) and std::uniform_real_distribution of double
 * precision, (r1 + 2^32 r2) / 2^64 of two successive words. The last list is kept: every sample of a run asks for the same.
 */
export function mersenneUniforms(seed: number, count: number): Float64Array {
  if (kept !== null && kept.seed === seed && kept.uniforms.length >= count) return kept.uniforms;
  const next = mersenneTwister(seed);
  const uniforms = Float64Array.from({ length: count }, () => {
    const low = next();
    return Math.min((low + next() * 4294967296) / 18446744073709551616, 1 - Number.EPSILON / 2);
  });
  kept = { seed, uniforms };
  return uniforms;
}

let kept: { readonly seed: number; readonly uniforms: Float64Array } | null = null;

function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) {
    const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(previous, 1812433253) + i;
  }
  let index = size;
  return () => {
    if (index === size) {
      for (let i = 0; i < size; i++) {
        const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
        state[i] = state[(i + 397) % size]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      index = 0;
    }
    let y = state[index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
