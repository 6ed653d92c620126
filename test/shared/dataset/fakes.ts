import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import type { DatasetFiles } from '../../../src/shared/dataset/datasetFiles.ts';

/** Data set files made in a test, by name. */
export function filesInMemory(name: string, contents: Readonly<Record<string, Uint8Array | string>>): DatasetFiles {
  const sources = Object.entries(contents).map(([file, content]) =>
    bytesInMemory(file, Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content)),
  );
  return { name, sources };
}

/** An IDX file of bytes. */
export function idxBytes(shape: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    0,
    0,
    8,
    shape.length,
    ...shape.flatMap((extent) => [0, 0, extent >> 8, extent & 255]),
    ...values,
  ]);
}

/** What a promise was rejected with: the line that a user sees, or the error itself where it is no Problem. */
export async function lineOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error && error.name === 'WorkbenchError' ? error.message : error;
  }
  return 'no error';
}
