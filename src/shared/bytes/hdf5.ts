import { sizeOf } from '../tensor.ts';
import { hasBrokenHeap } from './hdf5Heaps.ts';
import { type Hdf5Library, type Hdf5Metadata, limitHeap, newPath, startHdf5, withMemory } from './hdf5Library.ts';
import { isNumeric, isText, numbersAt, textsAt } from './hdf5Values.ts';

/** An open HDF5 file. Paths are absolute: `/group/dataset`. */
export interface Hdf5File {
  /** Null for a path that leads nowhere. */
  kindOf(path: string): 'group' | 'dataset' | null;
  /** Names of what a group holds, in the order of creation where the file keeps it; none for what is not a group. */
  namesIn(group: string): readonly string[];
  attributesOf(path: string): readonly string[];
  /** The texts of an attribute, one for a scalar; null where it is missing or holds no text. */
  textAttribute(path: string, name: string): readonly string[] | null;
  /** Null for a dataset that holds no numbers. */
  shapeOf(dataset: string): readonly number[] | null;
  /** Numbers of any type as single precision, row-major. */
  readNumbers(dataset: string): Float32Array<ArrayBuffer>;
  /** The texts of a dataset, row-major, one for a scalar; null where it holds none. */
  readTexts(dataset: string): readonly string[] | null;
}

/** Whether the bytes start as an HDF5 file does. */
export function isHdf5(head: Uint8Array): boolean {
  return [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => head[i] === byte);
}

/** Codes of the library's old `H5G_obj_t`. */
const groupType = 0;
const datasetType = 1;

/** The content of a dataset may take this many times the size of the file: forged shapes claim more, compressed weights less. */
const maximumRatio = 200;
const smallSize = 2 ** 24;
/** The library itself may take this much memory, and this many times the size of the file. */
const ownMemory = 2 ** 27;
const memoryRatio = 8;
/** Most steps along paths, each of which takes the library up to 40 µs. The largest networks of Keras need some ten thousand; a broken file may lead in circles. */
const mostSteps = 60_000;

/**
 * Opens a file from its bytes, lets `use` read from it, and closes it. Throws what `damaged` makes of the reason where the HDF5 library
 * gives up; errors that `use` throws pass.
 */
export async function withHdf5<T>(
  bytes: Uint8Array,
  damaged: (reason: string) => Error,
  use: (file: Hdf5File) => T,
): Promise<T> {
  if (hasBrokenHeap(bytes)) throw damaged('a table of texts in its HDF5 content is broken');
  const library = await startHdf5();
  const path = newPath();
  library.FS.writeFile(path, bytes);
  limitHeap(ownMemory + memoryRatio * bytes.length);
  try {
    // A broken file gives no exception but an id of -1.
    const id = attempt(
      () => library.open(path),
      () => -1n,
    );
    if (id < 0n) throw damaged('its HDF5 content is broken or cut short');
    try {
      return use(openedFile(library, id, bytes.length, damaged));
    } finally {
      attempt(
        () => library.close_file(id),
        () => -1,
      );
    }
  } finally {
    limitHeap(Infinity);
    library.FS.unlink(path);
  }
}

/** The library throws errors without content, and a broken file may trap the WASM machine: what failed is known here, why is not. */
function attempt<T>(action: () => T, otherwise: () => T): T {
  try {
    return action();
  } catch {
    return otherwise();
  }
}

function openedFile(library: Hdf5Library, id: bigint, fileSize: number, damaged: (reason: string) => Error): Hdf5File {
  const reading = <T>(path: string, action: () => T): T =>
    attempt(action, () => {
      throw damaged(`"${path}" in it cannot be read`);
    });

  /** Fills memory by `fill` and reads a value out of it by `take`. */
  const content = <T>(
    path: string,
    { size, shape }: Hdf5Metadata,
    fill: (address: bigint) => number,
    take: (at: number, length: number) => T,
  ): T => {
    const length = size * sizeOf(shape ?? [0]);
    if (length > Math.max(smallSize, maximumRatio * fileSize)) {
      throw damaged(`"${path}" in it claims to be larger than the file can hold`);
    }
    return withMemory(library, length, (at) => {
      if (at === null) throw damaged(`"${path}" in it takes more memory than there is`);
      if (reading(path, () => fill(BigInt(at))) < 0) throw damaged(`"${path}" in it cannot be read`);
      return reading(path, () => take(at, length));
    });
  };

  let steps = 0;
  const kinds = new Map<string, 'group' | 'dataset' | null>();
  const kindOf = (path: string): 'group' | 'dataset' | null => {
    const known = kinds.get(path);
    if (known !== undefined) return known;
    steps += path.split('/').length - 1;
    if (steps > mostSteps) throw damaged('its HDF5 content has too many parts, or leads in circles');
    const type = reading(path, () => library.get_type(id, path));
    const kind = type === groupType ? 'group' : type === datasetType ? 'dataset' : null;
    kinds.set(path, kind);
    return kind;
  };
  const attributes = new Map<string, ReadonlySet<string>>();
  const attributesOf = (path: string): ReadonlySet<string> => {
    const known = attributes.get(path);
    if (known !== undefined) return known;
    const names = kindOf(path) === null ? [] : reading(path, () => library.get_attribute_names(id, path));
    const found = new Set(names);
    attributes.set(path, found);
    return found;
  };

  return {
    kindOf,
    attributesOf: (path) => [...attributesOf(path)],
    namesIn: (group) => (kindOf(group) === 'group' ? reading(group, () => library.get_names(id, group, false)) : []),
    textAttribute(path, name) {
      if (!attributesOf(path).has(name)) return null;
      const place = `${path}:${name}`;
      const metadata = reading(place, () => library.get_attribute_metadata(id, path, name));
      // Keras stores an empty list of names as an empty list of numbers.
      if (sizeOf(metadata.shape ?? [0]) === 0) return [];
      if (!isText(metadata)) return null;
      return content(
        place,
        metadata,
        (address) => library.get_attribute_data(id, path, name, address),
        (at, length) => {
          const texts = textsAt(library, metadata, at, length);
          if (metadata.vlen) library.reclaim_vlen_memory(id, path, name, BigInt(at));
          return texts;
        },
      );
    },
    shapeOf(dataset) {
      const metadata = reading(dataset, () => library.get_dataset_metadata(id, dataset));
      return isNumeric(metadata) ? metadata.shape : null;
    },
    readNumbers(dataset) {
      const metadata = reading(dataset, () => library.get_dataset_metadata(id, dataset));
      const numbers = content(
        dataset,
        metadata,
        (address) => library.get_dataset_data(id, dataset, null, null, null, address),
        (at, length) => numbersAt(library, metadata, at, length),
      );
      if (numbers === null) throw damaged(`"${dataset}" in it holds values of an uncommon type`);
      return numbers;
    },
    readTexts(dataset) {
      const metadata = reading(dataset, () => library.get_dataset_metadata(id, dataset));
      if (!isText(metadata)) return null;
      return content(
        dataset,
        metadata,
        (address) => library.get_dataset_data(id, dataset, null, null, null, address),
        (at, length) => {
          const texts = textsAt(library, metadata, at, length);
          if (metadata.vlen) library.reclaim_vlen_memory(id, dataset, '', BigInt(at));
          return texts;
        },
      );
    },
  };
}
