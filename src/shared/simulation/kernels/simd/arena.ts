/** A place in the kernels' memory, in bytes. */
export type Address = number;

/**
 * One memory for everything that the kernels touch. Allocated while networks are loaded and never freed: a loaded set of networks has an
 * arena of its own and goes with it.
 */
export interface Arena {
  /** Zeroed, aligned to 64 bytes. */
  allocate(bytes: number): Address;
  /** Stores 32-bit words: whole numbers, addresses. */
  storeWords(words: ArrayLike<number>): Address;
  storeFloats(values: ArrayLike<number>): Address;
  /** Views stay valid until the next allocation. */
  floats(address: Address, length: number): Float32Array;
  doubles(address: Address, length: number): Float64Array;
  words(address: Address, length: number): Uint32Array;
  readonly bytes: number;
}

const pageBytes = 65536;
/** Vector loads may reach past the end of an array by no more than this. */
const slackBytes = 256;

export function createArena(memory: WebAssembly.Memory, firstFree: Address): Arena {
  let next = firstFree;
  function allocate(bytes: number): Address {
    const address = (next + 63) & ~63;
    next = address + bytes;
    const missing = next + slackBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return address;
  }
  return {
    allocate,
    storeWords(words) {
      const address = allocate(words.length * 4);
      new Uint32Array(memory.buffer, address, words.length).set(words);
      return address;
    },
    storeFloats(values) {
      const address = allocate(values.length * 4);
      new Float32Array(memory.buffer, address, values.length).set(values);
      return address;
    },
    floats: (address, length) => new Float32Array(memory.buffer, address, length),
    doubles: (address, length) => new Float64Array(memory.buffer, address, length),
    words: (address, length) => new Uint32Array(memory.buffer, address, length),
    get bytes() {
      return memory.buffer.byteLength;
    },
  };
}
