import { WorkbenchError } from '../problems/problems.ts';
import type { ByteSource } from './byteSource.ts';
import { encodeNpy, type NpyArray, parseNpy } from './npy.ts';
import { openZip, writeZip } from './zip.ts';

/** All arrays of a .npz file by name, as `numpy.load` gives them. Throws the Problem damagedDataset. */
export async function readNpz(source: ByteSource): Promise<ReadonlyMap<string, NpyArray>> {
  const damaged = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'dataset', kind: 'damagedDataset', file: source.name, reason });
  const archive = await openZip(source, damaged);
  const arrays = new Map<string, NpyArray>();
  for (const file of archive.names) {
    if (!file.endsWith('.npy')) continue;
    const name = file.slice(0, -'.npy'.length);
    arrays.set(
      name,
      parseNpy(await archive.read(file), (reason) => damaged(`its array "${name}" cannot be read: ${reason}`)),
    );
  }
  return arrays;
}

/** Writes a .npz file as `numpy.savez` does, without compression. Equal arrays give equal bytes. */
export async function writeNpz(arrays: ReadonlyMap<string, NpyArray>): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map([...arrays].map(([name, array]) => [`${name}.npy`, encodeNpy(array)]));
  return Promise.resolve(writeZip(files));
}
