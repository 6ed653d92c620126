import { File, ready } from 'h5wasm';
import { type Hdf5Group, writeHdf5 } from '../../../src/shared/bytes/hdf5Write.ts';
import { inputLayer, layer, sequential, variables } from '../../shared/model/kerasFixture.ts';
import { nestedModel } from './configurations.ts';
import { type Bytes, changed, jsonBytes, positionsOf, type Recipe, textBytes, zipOf } from './zipParts.ts';

const dense = (inputs = 4, units = 2) => sequential(inputLayer([inputs]), layer('Dense', 'dense', { units }));
const archiveOf = (weights: Bytes, config: unknown = dense()): Bytes =>
  zipOf({ 'config.json': jsonBytes(config), 'model.weights.h5': weights }, true);
/** Weights with these values as the kernel of the dense layer. */
const withKernel = (data: Float32Array | Float64Array, compress = false): Hdf5Group => ({
  groups: {
    layers: {
      groups: {
        dense: {
          groups: {
            vars: {
              datasets: { '0': { shape: [4, 2], data, compress }, '1': { shape: [2], data: new Float32Array(2) } },
            },
          },
        },
      },
    },
  },
});
/** A legacy file with this configuration and these arrays of the layer "dense". */
const legacy = (datasets: NonNullable<Hdf5Group['datasets']>, names = Object.keys(datasets)): Hdf5Group => ({
  attributes: { model_config: JSON.stringify(dense()), keras_version: '2.14.0' },
  groups: {
    model_weights: {
      attributes: { layer_names: ['dense'] },
      groups: { dense: { attributes: { weight_names: names }, datasets } },
    },
  },
});
export const soundLegacy = (): Promise<Bytes> =>
  writeHdf5(
    legacy({ kernel: { shape: [4, 2], data: new Float32Array(8) }, bias: { shape: [2], data: new Float32Array(2) } }),
  );

/** A file in which `make` has been at work with the library itself. */
async function written(make: (file: File) => void): Promise<Bytes> {
  const { FS } = await ready;
  const file = new File('/corpus.h5', 'w');
  make(file);
  file.close();
  const bytes = new Uint8Array(FS.readFile('/corpus.h5'));
  FS.unlink('/corpus.h5');
  return bytes;
}

/** In place of the kernel of the layer, a link. */
const linked =
  (link: (vars: ReturnType<File['create_group']>) => void): Recipe =>
  async () =>
    archiveOf(
      await written((file) => {
        const vars = file.create_group('layers').create_group('dense').create_group('vars');
        link(vars);
        vars.create_dataset({ name: '1', data: new Float32Array(2) });
      }),
    );

const circles = (): Promise<Bytes> =>
  written((file) => {
    const inner = file.create_group('a');
    inner.create_hard_link('/', 'b');
    inner.create_hard_link('/', 'c');
  });

/** HDF5 files that are broken, that lie, or whose numbers are none. */
export const hdf5Files: Readonly<Record<string, Recipe>> = {
  'hdf5-cut-short.h5': async () => (await soundLegacy()).slice(0, 1500),
  'hdf5-signature-only.h5': async () => (await soundLegacy()).slice(0, 8),
  'hdf5-no-model.h5': () => writeHdf5({ datasets: { x: 'text' } }),
  'hdf5-weights-alone.h5': () => writeHdf5({ attributes: { layer_names: ['dense'] } }),
  'hdf5-config-not-json.h5': () => writeHdf5({ attributes: { model_config: '{' } }),
  'hdf5-texts-outside-heap.h5': async () =>
    changed(await soundLegacy(), (_, copy) => {
      copy[positionsOf(copy, [...textBytes('GCOL')])[0]! + 26] = 255;
    }),
  // One byte each, for which the library alone asks for 1.6 to 1.9 GB; the last makes it ask in small steps, for seconds.
  ...Object.fromEntries(
    [824, 904, 6168, 7320, 1616].map((at): [string, Recipe] => [
      `hdf5-one-byte-${at}.h5`,
      async () =>
        changed(await soundLegacy(), (_, copy) => {
          copy[at] = 16;
        }),
    ]),
  ),
  // The extents of the kernel, (4, 2), become a million each, as the configuration has them.
  'hdf5-array-larger-than-file.keras': async () =>
    archiveOf(
      changed(await writeHdf5(withKernel(new Float32Array(8))), (view, copy) => {
        const extents = positionsOf(copy, [4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
        for (const at of extents) {
          view.setBigUint64(at, 1_000_000n, true);
          view.setBigUint64(at + 8, 1_000_000n, true);
        }
      }),
      dense(1_000_000, 1_000_000),
    ),
  // The same of an array that is stored in packed pieces, which the library reads whatever the file's size is.
  'hdf5-packed-array-larger-than-file.keras': async () =>
    archiveOf(
      changed(await writeHdf5(withKernel(new Float32Array(8), true)), (view, copy) => {
        for (const at of positionsOf(copy, [4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0])) {
          view.setBigUint64(at, 50_000n, true);
          view.setBigUint64(at + 8, 50_000n, true);
        }
      }),
      dense(50_000, 50_000),
    ),
  'hdf5-array-of-texts.keras': async () =>
    archiveOf(
      await writeHdf5({
        groups: { layers: { groups: { dense: { groups: { vars: { datasets: { '0': 'a', '1': 'b' } } } } } } },
      }),
    ),
  'hdf5-link-to-nothing.keras': linked((vars) => vars.create_soft_link('/nowhere', '0')),
  'hdf5-link-to-itself.keras': linked((vars) => vars.create_soft_link('/layers/dense/vars/0', '0')),
  'hdf5-link-to-other-file.keras': linked((vars) => vars.create_external_link('/etc/passwd', '/x', '0')),
  // Every group holds the root twice: a walk through it never ends, and with submodels it may be deep.
  'hdf5-groups-in-circles.keras': async () => archiveOf(await circles()),
  'hdf5-groups-in-circles-for-submodels.keras': async () => archiveOf(await circles(), nestedModel(30)),
  // A name with a backslash, as Keras 2.13 wrote on Windows, makes the reader walk through all groups: here forty ways back at each.
  'hdf5-groups-in-circles-with-backslash.keras': async () =>
    archiveOf(
      await written((file) => {
        file.create_group('layers\\dense');
        for (let n = 0; n < 40; n++) file.create_hard_link('/', `way${n}`);
      }),
    ),
  'hdf5-array-missing.h5': () =>
    writeHdf5(legacy({ kernel: { shape: [4, 2], data: new Float32Array(8) } }, ['kernel', 'bias'])),
  'weights-nan.keras': async () => archiveOf(await writeHdf5(withKernel(new Float32Array(8).fill(NaN, 2, 5)))),
  'weights-infinite.h5': () =>
    writeHdf5(
      legacy({
        kernel: { shape: [4, 2], data: new Float32Array(8) },
        bias: { shape: [2], data: new Float32Array([0, Infinity]) },
      }),
    ),
  // A double beyond what single precision holds.
  'weights-beyond-single.keras': async () => archiveOf(await writeHdf5(withKernel(new Float64Array(8).fill(1e300)))),
  'weights-in-64-bit-integers.h5': () =>
    writeHdf5(
      legacy({
        kernel: { shape: [4, 2], data: new BigInt64Array(8) },
        bias: { shape: [2], data: new Float32Array(2) },
      }),
    ),
  'weights-one-array.keras': async () =>
    archiveOf(await writeHdf5({ groups: { layers: { groups: { dense: variables([4, 2]) } } } })),
};
