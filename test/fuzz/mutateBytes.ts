import type { Chance } from './chance.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Numbers at which lengths and counts go wrong. */
const awkward = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x10000n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** Damage of any kind to bytes of any kind; `other` lends bytes for splices. */
export function mutateBytes(bytes: Bytes, other: Bytes, chance: Chance): Bytes {
  const rounds = 1 + (chance.happens(0.4) ? chance.below(6) : 0);
  let result = bytes;
  for (let round = 0; round < rounds; round++) result = damage(result, other, chance);
  return result;
}

function damage(bytes: Bytes, other: Bytes, chance: Chance): Bytes {
  const at = chance.below(Math.max(1, bytes.length));
  switch (chance.below(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(64)));
    case 2:
      return joined(bytes.subarray(0, at), randomBytes(1 + chance.below(32), chance), bytes.subarray(at));
    case 3: {
      const from = chance.below(Math.max(1, other.length));
      return joined(bytes.subarray(0, at), other.subarray(from, from + 1 + chance.below(256)), bytes.subarray(at));
    }
    case 4:
      return writeAwkward(bytes, at, chance);
    case 5: {
      const copy = bytes.slice();
      copy.fill(chance.pick([0, 0xff, 0x20]), at, at + 1 + chance.below(32));
      return copy;
    }
    default: {
      const copy = bytes.slice();
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
      return copy;
    }
  }
}

/** Overwrites one, two, four or eight bytes by an awkward number, mostly little-endian. */
export function writeAwkward(bytes: Bytes, at: number, chance: Chance): Bytes {
  const width = chance.pick([1, 2, 4, 8]);
  const value = chance.happens(0.2) ? BigInt(bytes.length) : chance.pick(awkward);
  const copy = bytes.slice();
  const isBigEndian = chance.happens(0.15);
  for (let i = 0; i < width && at + i < copy.length; i++) {
    copy[at + i] = Number((value >> BigInt(8 * (isBigEndian ? width - 1 - i : i))) & 255n);
  }
  return copy;
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function randomBytes(length: number, chance: Chance): Bytes {
  return Uint8Array.from({ length }, () => chance.below(256));
}
