import { readFloat16 } from './float16.ts';
import type { Hdf5Library, Hdf5Metadata } from './hdf5Library.ts';

/** Codes of `H5T_class_t` in the HDF5 library. */
const integerClass = 0;
const floatClass = 1;
const textClass = 3;

export const isText = ({ type }: Hdf5Metadata): boolean => type === textClass;
export const isNumeric = ({ type }: Hdf5Metadata): boolean => type === integerClass || type === floatClass;

/** The texts at an address: zero-padded in place, or addresses of texts elsewhere. */
export function textsAt(library: Hdf5Library, { vlen, size }: Hdf5Metadata, at: number, length: number): string[] {
  const bytes = library.HEAPU8.slice(at, at + length);
  if (vlen) {
    const addresses = new Uint32Array(bytes.buffer);
    return Array.from(addresses, (address) => (address === 0 ? '' : library.UTF8ToString(address)));
  }
  return Array.from({ length: length / size }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return new TextDecoder().decode(end === -1 ? text : text.subarray(0, end));
  });
}

/**
 * The numbers at an address as single precision; null for widths that no Keras file has. The library hands them over little-endian in
 * the type of the file. It refuses half precision at its upper level only, so that is decoded here.
 */
export function numbersAt(
  library: Hdf5Library,
  { type, size, signed }: Hdf5Metadata,
  at: number,
  length: number,
): Float32Array<ArrayBuffer> | null {
  const { buffer } = new Uint8Array(library.HEAPU8.subarray(at, at + length));
  if (type === floatClass) {
    if (size === 2) return Float32Array.from(new Uint16Array(buffer), readFloat16);
    if (size === 4) return new Float32Array(buffer);
    return size === 8 ? Float32Array.from(new Float64Array(buffer)) : null;
  }
  if (type !== integerClass) return null;
  if (size === 1) return Float32Array.from(signed ? new Int8Array(buffer) : new Uint8Array(buffer));
  if (size === 2) return Float32Array.from(signed ? new Int16Array(buffer) : new Uint16Array(buffer));
  if (size === 4) return Float32Array.from(signed ? new Int32Array(buffer) : new Uint32Array(buffer));
  if (size === 8) return Float32Array.from(signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer), Number);
  return null;
}
