import { WorkbenchError } from '../problems/problems.ts';
import type { ByteSource } from './byteSource.ts';
import { encodeNpy, type NpyArray, parseNpy } from './npy.ts';
import { openZip, writeZip } from './zip.ts';

/** An open .npz file: the names of its arrays, each of which is read when it is asked for. */
export interface NpzFile {
  readonly names: readonly string[];
  /** Throws the Problem damagedDataset. */
  read(name: string): Promise<NpyArray>;
}

/** Opens a .npz file. Throws the Problem damagedDataset. */
export async function openNpz(source: ByteSource): Promise<NpzFile> {
  const damaged = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'dataset', kind: 'damagedDataset', file: source.name, reason });
  const archive = await openZip(source, damaged);
  return {
    names: archive.names.filter((file) => file.endsWith('.npy')).map((file) => file.slice(0, -'.npy'.length)),
    async read(name) {
      const bytes = await archive.read(`${name}.npy`);
      return parseNpy(bytes, (reason) => damaged(`its array "${name}" cannot be read: ${reason}`));
    },
  };
}

/** All arrays of a .npz file by name, as `numpy.load` gives them. Throws the Problem damagedDataset. */
export async function readNpz(source: ByteSource): Promise<ReadonlyMap<string, NpyArray>> {
  const { names, read } = await openNpz(source);
  const arrays = new Map<string, NpyArray>();
  for (const name of names) arrays.set(name, await read(name));
  return arrays;
}

/** Writes a .npz file as `numpy.savez` does, without compression. Equal arrays give equal bytes. */
export async function writeNpz(arrays: ReadonlyMap<string, NpyArray>): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map([...arrays].map(([name, array]) => [`${name}.npy`, encodeNpy(array)]));
  return Promise.resolve(writeZip(files));
}
