import { type Recipe, textBytes, zipOf } from './zipParts.ts';

const ofBytes =
  (...bytes: readonly number[]): Recipe =>
  () =>
    new Uint8Array(bytes);
const ofText =
  (text: string): Recipe =>
  () =>
    textBytes(text);

/** What people take for a model. */
export const otherContent: Readonly<Record<string, Recipe>> = {
  'empty.keras': ofBytes(),
  'text.keras': ofText('Some text.\n'),
  'json.keras': ofText('{"class_name": "Sequential"}'),
  'pickle.keras': ofBytes(0x80, 2, 0x7d, 0x71),
  'web-page.keras': ofText('<!DOCTYPE html><title>404</title>'),
  'lfs-pointer.h5': ofText('version https://git-lfs.github.com/spec/v1\n'),
  'image.keras': ofBytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'gzip.keras': ofBytes(0x1f, 0x8b, 8, 0),
  'tflite.keras': ofText('\u0018\0\0\0TFL3\0\0'),
  'other-bytes.keras': ofBytes(1, 2, 3),
  'pytorch.keras': () => zipOf({ 'archive/data.pkl': '', 'archive/data/0': '' }),
  'saved-model.keras': () => zipOf({ 'm/saved_model.pb': '' }),
  'npz.keras': () => zipOf({ 'x.npy': '' }),
  'model-in-zip.keras': () => zipOf({ 'model.keras': '' }),
  'other-zip.keras': () => zipOf({ 'a.txt': '' }),
};
