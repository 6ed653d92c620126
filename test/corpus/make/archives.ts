import { layer, inputLayer, kerasArchive, sequential, variables } from '../../shared/model/kerasFixture.ts';
import { changed, endAt, positionsOf, recordAt, type Recipe, textBytes, zipOf } from './zipParts.ts';

const dense = sequential(inputLayer([4]), layer('Dense', 'dense', { units: 2 }));
export const denseWeights = { groups: { layers: { groups: { dense: variables([4, 2], [2]) } } } };
/** A whole model that is read without a Problem. */
export const soundModel = (): ReturnType<typeof kerasArchive> => kerasArchive(dense, denseWeights);

const config = JSON.stringify(dense);
const packed = (): Uint8Array<ArrayBuffer> => zipOf({ 'config.json': `${config}${' '.repeat(2000)}` }, true);
const patchedRecord =
  (offset: number, bytes: 2 | 4, value: number): Recipe =>
  () =>
    changed(packed(), (view, copy) =>
      bytes === 2
        ? view.setUint16(recordAt(copy) + offset, value, true)
        : view.setUint32(recordAt(copy) + offset, value, true),
    );

/** Archives that are none, or that lie. */
export const archives: Readonly<Record<string, Recipe>> = {
  'zip-cut-short.keras': async () => (await soundModel()).slice(0, 3000),
  'zip-end-record-only.keras': () => changed(zipOf({}), () => {}),
  'zip-path-out.keras': () => zipOf({ 'config.json': config, '../../outside.txt': 'x' }),
  'zip-path-out-backslash.keras': () => zipOf({ 'config.json': config, 'a\\..\\..\\outside.txt': 'x' }),
  'zip-path-absolute.keras': () => zipOf({ 'config.json': config, '/tmp/outside.txt': 'x' }),
  'zip-path-drive.keras': () => zipOf({ 'config.json': config, 'C:outside.txt': 'x' }),
  'zip-same-name-twice.keras': () => {
    const twins = zipOf({ 'config.jsox': config, 'config.json': config });
    return changed(twins, (_, copy) => {
      for (const at of positionsOf(copy, [...textBytes('config.jsox')])) copy[at + 10] = 0x6e;
    });
  },
  // 32 MB of zeros in 32 KB.
  'zip-bomb.keras': () => zipOf({ 'config.json': new Uint8Array(2 ** 25) }, true),
  // Nine times 16 MB, each of which would be let pass alone.
  'zip-bomb-in-parts.keras': () =>
    zipOf(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`part${i}`, new Uint8Array(2 ** 24)])), true),
  'zip-larger-than-said.keras': patchedRecord(24, 4, 100),
  'zip-smaller-than-said.keras': patchedRecord(24, 4, 5000),
  'zip-larger-than-possible.keras': patchedRecord(24, 4, 0xfffffffe),
  'zip-more-than-4-gb.keras': patchedRecord(24, 4, 0xffffffff),
  'zip-wrong-check-sum.keras': patchedRecord(16, 4, 1),
  'zip-encrypted.keras': patchedRecord(8, 2, 1),
  'zip-unknown-method.keras': patchedRecord(10, 2, 93),
  'zip-file-elsewhere.keras': patchedRecord(42, 4, 7),
  'zip-file-outside.keras': patchedRecord(42, 4, 0x00ffffff),
  'zip-name-too-long.keras': patchedRecord(28, 2, 60_000),
  'zip-claims-65535-files.keras': () =>
    changed(packed(), (view, copy) => view.setUint16(endAt(copy) + 10, 65_535, true)),
  'zip-table-outside.keras': () =>
    changed(packed(), (view, copy) => view.setUint32(endAt(copy) + 16, 0x7fffffff, true)),
  'zip-contradicting-sizes.keras': () => {
    const plain = zipOf({ 'config.json': config });
    return changed(plain, (view, copy) => view.setUint32(recordAt(copy) + 24, 10, true));
  },
  'zip-broken-stream.keras': () =>
    changed(packed(), (_, copy) => copy.fill(0xff, 30 + 'config.json'.length, 30 + 'config.json'.length + 20)),
};
