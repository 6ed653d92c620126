import { gzipSync } from 'node:zlib';
import { encodeNpy, type NpyArray } from '../../../src/shared/bytes/npy.ts';
import { type Bytes, changed, endAt, type Recipe, textBytes, zipOf } from './zipParts.ts';

const ofText =
  (text: string): Recipe =>
  () =>
    textBytes(text);
const bytes = (shape: readonly number[], data: readonly number[]): NpyArray => ({
  dtype: 'uint8',
  shape,
  data: Uint8Array.from(data),
});
const floats = (shape: readonly number[], data: readonly number[]): NpyArray => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});
const images = bytes([2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]);
const npz =
  (arrays: Readonly<Record<string, NpyArray | Bytes>>, compress = false): Recipe =>
  () =>
    zipOf(
      Object.fromEntries(
        Object.entries(arrays).map(([name, array]) => [
          `${name}.npy`,
          array instanceof Uint8Array ? array : encodeNpy(array),
        ]),
      ),
      compress,
    );
/** A .npy file with this header, whatever it says, and these bytes of elements. */
function npy(header: string, elements = 0): Bytes {
  const text = textBytes(`${header}\n`);
  const whole = new Uint8Array(10 + text.length + elements);
  whole.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  whole.set(text, 10);
  return whole;
}
const header = (descr: string, shape: string): string =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;

/** An IDX file: element type, extents, elements. */
function idx(type: number, extents: readonly number[], elements: readonly number[]): Bytes {
  const whole = new Uint8Array(4 + extents.length * 4 + elements.length);
  const view = new DataView(whole.buffer);
  whole.set([0, 0, type, extents.length]);
  extents.forEach((extent, axis) => view.setUint32(4 + axis * 4, extent));
  whole.set(elements, 4 + extents.length * 4);
  return whole;
}
const gzipped = (content: Bytes): Bytes => new Uint8Array(gzipSync(content, { level: 9 }));
const soundIdx = (): Bytes => idx(8, [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]);

export const npzFiles: Readonly<Record<string, Recipe>> = {
  'npz-no-arrays.npz': () => zipOf({ 'readme.txt': 'x' }),
  'npz-other-names.npz': npz({ pictures: images }),
  'npz-cut-short.npz': async () => (await npz({ x: images })()).slice(0, 100),
  'npz-path-out.npz': () => zipOf({ '../x.npy': encodeNpy(images) }),
  'npz-bomb.npz': npz({ x: npy(header('|u1', '(1, 33554432)'), 2 ** 25) }, true),
  'npz-claims-20000-files.npz': () =>
    changed(zipOf({ 'x.npy': encodeNpy(images) }), (view, copy) => view.setUint16(endAt(copy) + 10, 20_000, true)),
  'npz-python-objects.npz': npz({ x: npy(header('|O', '(2,)'), 16) }),
  'npz-records.npz': npz({ x: npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 8) }),
  'npz-no-shape.npz': npz({ x: npy("{'descr': '|u1'}", 4) }),
  'npz-not-npy.npz': npz({ x: textBytes('not an array at all') }),
  'npz-header-cut-short.npz': npz({ x: npy(header('|u1', '(2, 2)')).slice(0, 20) }),
  'npz-header-of-100-kb.npz': npz({ x: wideHeader() }, true),
  'npz-shape-too-large.npz': npz({ x: npy(header('<f8', '(1000000, 1000000)'), 8) }),
  'npz-shape-beyond-numbers.npz': npz({ x: npy(header('<f8', '(99999999999999999999999, 0)'), 8) }),
  'npz-300-axes.npz': npz({ x: npy(header('|u1', `(${'1, '.repeat(300)})`), 1) }),
  'npz-elements-missing.npz': npz({ x: npy(header('<f4', '(2, 8)'), 8) }),
  'npz-texts-without-size.npz': npz({ x: npy(header('<U0', '(1000000000,)')) }),
  'npz-a-billion-empty-samples.npz': npz({
    x: npy(header('|u1', '(1000000000, 0)')),
    y: npy(header('|u1', '(1000000000, 0)')),
  }),
  'npz-a-billion-labels-of-nothing.npz': npz({ x: images, y: npy(header('|u1', '(2, 0)')) }),
  'npz-one-number.npz': npz({ x: bytes([], [1]) }),
  'npz-no-samples.npz': npz({ x: bytes([0, 2, 2], []), y: bytes([0], []) }),
  'npz-texts-as-images.npz': npz({ x: npy(header('<U1', '(2, 2)'), 16) }),
  'npz-nan.npz': npz({ x: floats([2, 2], [0, 1, NaN, 3]) }),
  'npz-infinite.npz': npz({ x: floats([2, 2], [0, 1, 2, -Infinity]) }),
  'npz-labels-for-others.npz': npz({ x: images, y: bytes([3], [0, 1, 2]) }),
  'npz-labels-cubic.npz': npz({ x: images, y: bytes([2, 1, 2], [0, 1, 1, 0]) }),
  'npz-labels-with-fractions.npz': npz({ x: images, y: floats([2], [0.5, 1]) }),
  'npz-labels-nan.npz': npz({ x: images, y: floats([2], [NaN, 1]) }),
  'npz-labels-twice-hot.npz': npz({ x: images, y: bytes([2, 3], [1, 1, 0, 0, 0, 1]) }),
  'npz-labels-not-hot.npz': npz({ x: images, y: bytes([2, 3], [0, 0, 0, 0, 0, 1]) }),
};

/** Data that are sound, but not for a model that takes (2, 2, 1) and knows three classes. */
export const dataForModel: Readonly<Record<string, Recipe>> = {
  'as-wanted.npz': npz({ x: images, y: bytes([2], [0, 2]) }),
  'a-class-without-samples.npz': npz({ x: images, y: bytes([2], [2, 2]) }),
  'channels-first.npz': npz({ x: bytes([2, 1, 4], [0, 1, 2, 3, 4, 5, 6, 7]), y: bytes([2], [0, 2]) }),
  'larger-images.npz': npz({ x: bytes([1, 3, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8]), y: bytes([1], [0]) }),
  'four-classes.npz': npz({ x: images, y: bytes([2], [0, 3]) }),
  'negative-class.npz': npz({ x: images, y: floats([2], [-1, 0]) }),
  'no-labels.npz': npz({ x: images }),
  'no-test-split.npz': npz({ x_train: images, y_train: bytes([2], [0, 2]), x_val: images, y_val: bytes([2], [0, 2]) }),
  'words-as-labels.csv': ofText('label,a,b,c,d\ncat,1,2,3,4\ndog,1,2,3,4\nemu,1,2,3,4\nfox,1,2,3,4\n'),
};

export const idxFiles: Readonly<Record<string, Recipe>> = {
  'cut-images-idx3-ubyte': () => soundIdx().slice(0, -3),
  'header-cut-images-idx3-ubyte': () => soundIdx().slice(0, 9),
  'longer-images-idx3-ubyte': () => new Uint8Array([...soundIdx(), 0]),
  'forged-images-idx3-ubyte': () => idx(8, [0xffffffff, 0xffffffff, 0xffffffff], [1]),
  'large-images-idx3-ubyte': () => idx(8, [60_000, 28, 28], [1]),
  'empty-images-idx3-ubyte': () => idx(8, [0, 28, 28], []),
  'no-pixels-images-idx3-ubyte': () => idx(8, [4_000_000_000, 0, 28], []),
  'labels-alone.idx': () => idx(8, [3], [0, 1, 2]),
  'unknown-type.idx': () => idx(10, [3, 1], [0, 1, 2]),
  'nan-images.idx': () => idx(13, [1, 1], [0x7f, 0xc0, 0, 0]),
  'wrong-sum-images-idx3-ubyte.gz': () =>
    changed(gzipped(soundIdx()), (view) => view.setUint32(view.byteLength - 8, 1, true)),
  'cut-images-idx3-ubyte.gz': () => gzipped(soundIdx()).slice(0, -12),
  'broken-images-idx3-ubyte.gz': () => changed(gzipped(soundIdx()), (_, copy) => copy.fill(0xff, 10, 20)),
  // 16 MB of zeros behind a header that speaks of eight bytes.
  'bomb-images-idx3-ubyte.gz': () => {
    const content = new Uint8Array(2 ** 24);
    content.set(soundIdx());
    return gzipped(content);
  },
};

export const csvFiles: Readonly<Record<string, Recipe>> = {
  'empty.csv': ofText(''),
  'blank.csv': ofText('\n\n\n'),
  'one-column.csv': ofText('label\n1\n2\n'),
  'label-alone.csv': ofText('label,\n1,\n'),
  'header-alone.csv': ofText('label,a,b\n'),
  'rows-of-two-lengths.csv': ofText('label,a,b\n0,1,2\n1,3\n'),
  'row-too-long.csv': ofText('label,a,b\n0,1,2\n1,3,4,5\n'),
  'word-among-numbers.csv': ofText('label,a,b\n0,1,two\n'),
  'nan.csv': ofText('label,a,b\n0,1,NaN\n'),
  'beyond-numbers.csv': ofText('label,a,b\n0,1,1e999\n'),
  'beyond-single.csv': ofText('label,a,b\n0,1,1e300\n'),
  'empty-label.csv': ofText('label,a,b\ncat,1,2\n,3,4\n'),
  'label-with-fraction.csv': ofText('label,a,b\n0.5,1,2\n1,3,4\n'),
  'endless-line.csv': ofText(`${'1,'.repeat(30_000)}\n1,2\n`),
  'endless-cell.csv': ofText(`label,a\n0,${'9'.repeat(20_000)}x\n`),
  'open-quote.csv': ofText('label,"a\n0,1\n'),
  'zeros.csv': () => new Uint8Array(64),
  'web-page.csv': ofText('<!DOCTYPE html>\n<title>404</title>\n'),
  'array.npy': () => npy(header('|u1', '(2, 2)'), 4),
  'picture.png': () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'photo.jpg': () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0]),
  'table.parquet': ofText('PAR1'),
  'data.pkl': () => new Uint8Array([0x80, 4, 0x95, 1]),
  'data.h5': () => new Uint8Array([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]),
  'model.csv': () => zipOf({ 'config.json': '{}' }),
};

function wideHeader(): Bytes {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }${' '.repeat(100_000)}`;
  const whole = new Uint8Array(12 + text.length + 4);
  whole.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0]);
  new DataView(whole.buffer).setUint32(8, text.length, true);
  whole.set(textBytes(text), 12);
  return whole;
}
