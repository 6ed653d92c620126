import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import type { NpyArray } from '../../../src/shared/bytes/npy.ts';
import { readNpz } from '../../../src/shared/bytes/npz.ts';
import { createAnalogNetwork } from '../../../src/shared/model/analog.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { referencePath } from '../../reference.ts';

/** A model of the reference data. */
export async function modelAt(...path: readonly string[]): Promise<ModelGraph> {
  const bytes = new Uint8Array(await readFile(referencePath(...path)));
  return readModel(bytesInMemory(path.at(-1) ?? '', bytes));
}

export async function arraysAt(...path: readonly string[]): Promise<ReadonlyMap<string, NpyArray>> {
  return readNpz(bytesInMemory(path.at(-1) ?? '', new Uint8Array(await readFile(referencePath(...path)))));
}

/** The numbers of an array, as single precision. */
export function floats(arrays: ReadonlyMap<string, NpyArray>, name: string): Float32Array {
  const array = arrays.get(name);
  if (array?.dtype === 'float32') return array.data;
  if (array?.dtype === 'uint8') return Float32Array.from(array.data);
  throw new Error(`there is no array "${name}" of numbers`);
}

/** Pixels of the first MNIST test images, 0..255, [image][pixel]. */
export function testImages(count: number): Float32Array {
  const file = gunzipSync(readFileSync(referencePath('mnist', 't10k-images-idx3-ubyte.gz')));
  return Float32Array.from(file.subarray(16, 16 + count * 784));
}

/** Outputs of the analog network. */
export async function outputsOf(graph: ModelGraph, samples: Float32Array): Promise<Float32Array> {
  const network = createAnalogNetwork(graph);
  try {
    return await network.predict(samples);
  } finally {
    network.dispose();
  }
}

/** Largest difference as a part of the largest wanted value, which counts as 1 where it is smaller. */
export function distance(found: Float32Array, wanted: Float32Array): number {
  if (found.length !== wanted.length) return Infinity;
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const difference = found.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i]!)), 0);
  return Number.isNaN(difference) ? Infinity : difference / largest;
}

/** Index of the largest score of each sample; the first of equal ones. */
export function winners(scores: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: scores.length / classes }, (_, sample) => {
    const own = scores.subarray(sample * classes, (sample + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}
