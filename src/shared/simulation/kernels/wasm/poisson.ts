import { Spikes } from './structs';

/**
 * Poisson spikes of a block, as bits into rows that were cleared: a neuron fires where its random word is at most its limit.
 * `pairs`: records of (pair, limit of the even neuron, of the odd one, bits of those that may fire), pairs without any left out. The words
 * are those of `randomWord` in random.ts, Threefry-2x32-20 of key (seed, sample) and counter (step, pair), four steps at a time.
 */
export function drawPoisson(spikes: Spikes, pairs: usize, count: i32, key0: i32, key1: i32, counter: i32, steps: i32): void {
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  const rowBytes = (spikes.pixels * spikes.words) << 2;
  const k0 = i32x4.splat(key0), k1 = i32x4.splat(key1), k2 = i32x4.splat(key2);
  for (let p = 0; p < count; p++, pairs += 16) {
    const b0 = i32x4.add(i32x4.splat(load<i32>(pairs)), k1);
    const evenLimit = i32x4.splat(load<i32>(pairs, 4)), oddLimit = i32x4.splat(load<i32>(pairs, 8));
    const fires = load<u32>(pairs, 12);
    const neuron = load<i32>(pairs) << 1;
    for (let step = 0; step < steps; step += 4) {
      let a = i32x4.add(i32x4.add(i32x4.splat(counter + step), i32x4(0, 1, 2, 3)), k0);
      let b = b0;
      // prettier-ignore
      {
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 13), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 15), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 26), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 6), a);
        a = i32x4.add(a, k1); b = i32x4.add(b, i32x4.add(k2, i32x4.splat(1)));
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 17), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 29), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 16), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 24), a);
        a = i32x4.add(a, k2); b = i32x4.add(b, i32x4.add(k0, i32x4.splat(2)));
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 13), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 15), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 26), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 6), a);
        a = i32x4.add(a, k0); b = i32x4.add(b, i32x4.add(k1, i32x4.splat(3)));
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 17), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 29), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 16), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 24), a);
        a = i32x4.add(a, k1); b = i32x4.add(b, i32x4.add(k2, i32x4.splat(4)));
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 13), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 15), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 26), a);
        a = i32x4.add(a, b); b = v128.xor(rotate(b, 6), a);
        a = i32x4.add(a, k2); b = i32x4.add(b, i32x4.add(k0, i32x4.splat(5)));
      }
      const left = min(4, steps - step);
      const inBlock = (1 << left) - 1;
      let even = fires & 1 ? i32x4.bitmask(i32x4.le_u(a, evenLimit)) & inBlock : 0;
      let odd = fires & 2 ? i32x4.bitmask(i32x4.le_u(b, oddLimit)) & inBlock : 0;
      const row = spikes.masks + (step + 1) * rowBytes;
      for (; even; even &= even - 1) mark(spikes, row + <i32>ctz(even) * rowBytes, neuron);
      for (; odd; odd &= odd - 1) mark(spikes, row + ctz(odd) * rowBytes, neuron + 1);
    }
  }
}

// @ts-ignore: decorator
@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

// @ts-ignore: decorator
@inline
function mark(spikes: Spikes, row: usize, neuron: i32): void {
  const pixel = neuron / spikes.channels;
  const channel = neuron - pixel * spikes.channels;
  const word = row + ((pixel * spikes.words + (channel >> 5)) << 2);
  store<u32>(word, load<u32>(word) | (1 << (channel & 31)));
}
