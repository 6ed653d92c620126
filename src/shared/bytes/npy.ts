import { assertNever } from '../assertNever.ts';
import { sizeOf } from '../tensor.ts';
import { readFloat16 } from './float16.ts';

/** The element types of NumPy that are read, and what their values become. Half precision becomes single. */
export interface NpyData {
  readonly bool: Uint8Array<ArrayBuffer>;
  readonly uint8: Uint8Array<ArrayBuffer>;
  readonly int8: Int8Array<ArrayBuffer>;
  readonly uint16: Uint16Array<ArrayBuffer>;
  readonly int16: Int16Array<ArrayBuffer>;
  readonly uint32: Uint32Array<ArrayBuffer>;
  readonly int32: Int32Array<ArrayBuffer>;
  readonly int64: BigInt64Array<ArrayBuffer>;
  readonly uint64: BigUint64Array<ArrayBuffer>;
  readonly float16: Float32Array<ArrayBuffer>;
  readonly float32: Float32Array<ArrayBuffer>;
  readonly float64: Float64Array<ArrayBuffer>;
  readonly text: readonly string[];
}

export type NpyType = keyof NpyData;

/** An array as NumPy stores it, in row-major order whatever the file's order was; a shape of [] is a single value. */
export type NpyArray = {
  readonly [T in NpyType]: { readonly dtype: T; readonly shape: readonly number[]; readonly data: NpyData[T] };
}[NpyType];

/** Most bytes that the elements of one array may take. */
const maximumSize = 2 ** 31;
/** NumPy itself has no more axes. */
const mostAxes = 64;
/** Most bytes of a header: it names a type and a shape. */
const longestHeader = 2 ** 16;

/**
 * Reads a .npy file (NumPy's format specification, versions 1 to 3). Throws what `damaged` makes of the reason; arrays of Python objects
 * and of records are refused.
 */
export function parseNpy(bytes: Uint8Array<ArrayBuffer>, damaged: (reason: string) => Error): NpyArray {
  const { header, start } = splitHeader(bytes, damaged);
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const extents = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || extents === undefined) {
    throw damaged('its header does not describe a plain array');
  }
  const element = elementOf(descr);
  if (element === null) throw damaged(`it holds elements of type "${descr}"; numbers, truth values and text are read`);

  const shape = extents.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number.parseInt(text, 10)]));
  if (shape.length > mostAxes || shape.some((extent) => !Number.isSafeInteger(extent))) {
    throw damaged('its header does not describe a plain array');
  }
  if (element.width === 0) throw damaged('its elements have no size');
  const wanted = sizeOf(shape) * element.width;
  if (wanted > maximumSize) throw damaged(`its shape (${shape.join(', ')}) is too large to be read`);
  const found = bytes.byteLength - start;
  if (found < wanted) throw damaged(`it ends early: it has ${found} of the ${wanted} bytes of its elements`);

  // A copy of its own, because the elements need not be aligned where they stand.
  let content = bytes.slice(start, start + wanted);
  if (element.bigEndian) swapBytes(content, element.unit);
  if (order === 'True') content = inRowMajorOrder(content, shape, element.width);
  return arrayOf(element, shape, content);
}

/** Writes a .npy file, version 1.0, little-endian and row-major. Text and half precision are not written. */
export function encodeNpy(array: NpyArray): Uint8Array<ArrayBuffer> {
  if (array.dtype === 'text' || array.dtype === 'float16')
    throw new Error(`npy files of ${array.dtype} are not written`);
  const descr = `${array.data.BYTES_PER_ELEMENT === 1 ? '|' : '<'}${codes[array.dtype]}`;
  const shape = array.shape.length === 1 ? `(${array.shape[0]},)` : `(${array.shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  // The elements start at a multiple of 64.
  const start = Math.ceil((10 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + array.data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(start - 11)}\n`), 10);
  bytes.set(new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength), start);
  return bytes;
}

/** NumPy's type codes, without the byte order. */
const codes: Readonly<Record<Exclude<NpyType, 'text'>, string>> = {
  bool: 'b1',
  uint8: 'u1',
  int8: 'i1',
  uint16: 'u2',
  int16: 'i2',
  uint32: 'u4',
  int32: 'i4',
  int64: 'i8',
  uint64: 'u8',
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
};

interface Element {
  readonly dtype: NpyType;
  /** Bytes per element. */
  readonly width: number;
  /** Bytes per number in it: an element of text has several. */
  readonly unit: number;
  readonly bigEndian: boolean;
}

function elementOf(descr: string): Element | null {
  const match = /^([<>|=]?)([A-Za-z]\d+)$/.exec(descr);
  const code = match?.[2];
  if (code === undefined) return null;
  const bigEndian = match?.[1] === '>';
  const width = Number.parseInt(code.slice(1), 10);
  if (code.startsWith('U')) return { dtype: 'text', width: 4 * width, unit: 4, bigEndian };
  if (code.startsWith('S')) return { dtype: 'text', width, unit: 1, bigEndian: false };
  const dtype = isTypeOf(code);
  return dtype === null ? null : { dtype, width, unit: width, bigEndian };
}

function isTypeOf(code: string): NpyType | null {
  for (const dtype of types) if (codes[dtype] === code) return dtype;
  return null;
}

const types = [
  'bool',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'int64',
  'uint64',
  'float16',
  'float32',
  'float64',
] as const;

function splitHeader(
  bytes: Uint8Array<ArrayBuffer>,
  damaged: (reason: string) => Error,
): { header: string; start: number } {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) throw damaged('it is not a .npy array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[6] === 1 ? 10 : 12;
  const start = first + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw damaged('it ends within its header');
  if (start - first > longestHeader) throw damaged('its header does not describe a plain array');
  return { header: new TextDecoder().decode(bytes.subarray(first, start)), start };
}

function arrayOf(
  { dtype, width, unit }: Element,
  shape: readonly number[],
  content: Uint8Array<ArrayBuffer>,
): NpyArray {
  const { buffer } = content;
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return { dtype, shape, data: content };
    case 'int8':
      return { dtype, shape, data: new Int8Array(buffer) };
    case 'uint16':
      return { dtype, shape, data: new Uint16Array(buffer) };
    case 'int16':
      return { dtype, shape, data: new Int16Array(buffer) };
    case 'uint32':
      return { dtype, shape, data: new Uint32Array(buffer) };
    case 'int32':
      return { dtype, shape, data: new Int32Array(buffer) };
    case 'int64':
      return { dtype, shape, data: new BigInt64Array(buffer) };
    case 'uint64':
      return { dtype, shape, data: new BigUint64Array(buffer) };
    case 'float16':
      return { dtype, shape, data: Float32Array.from(new Uint16Array(buffer), readFloat16) };
    case 'float32':
      return { dtype, shape, data: new Float32Array(buffer) };
    case 'float64':
      return { dtype, shape, data: new Float64Array(buffer) };
    case 'text':
      return { dtype, shape, data: textsIn(content, sizeOf(shape), width, unit) };
    default:
      return assertNever(dtype);
  }
}

/** Text is stored as code points in four bytes each, or as bytes, filled up with zeros. */
function textsIn(content: Uint8Array<ArrayBuffer>, count: number, width: number, unit: number): string[] {
  const points = unit === 4 ? new Uint32Array(content.buffer) : content;
  const length = width / unit;
  return Array.from({ length: count }, (_, i) => {
    const text = [...points.subarray(i * length, (i + 1) * length)];
    return text.map((point) => (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '')).join('');
  });
}

function swapBytes(content: Uint8Array, unit: number): void {
  for (let at = 0; at < content.length; at += unit) content.subarray(at, at + unit).reverse();
}

/** Fortran order counts the first axis fastest. */
function inRowMajorOrder(
  content: Uint8Array<ArrayBuffer>,
  shape: readonly number[],
  width: number,
): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(content.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  for (let to = 0; to < content.length; to += width) {
    const from = index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0) * width;
    for (let b = 0; b < width; b++) result[to + b] = content[from + b]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return result;
}
