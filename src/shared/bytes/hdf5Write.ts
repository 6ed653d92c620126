import { createFile, newPath, startHdf5 } from './hdf5Library.ts';

/** What to write as a group: attributes are text, arrays keep the type of their data, a text becomes a dataset of one text. */
export interface Hdf5Group {
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  readonly groups?: Readonly<Record<string, Hdf5Group>>;
  readonly datasets?: Readonly<Record<string, Hdf5Array | string>>;
}

/** Row-major; a shape of [] is a single value. */
export interface Hdf5Array {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array;
}

/** The bytes of an HDF5 file with this content; equal content gives equal bytes. */
export async function writeHdf5(content: Hdf5Group): Promise<Uint8Array<ArrayBuffer>> {
  const library = await startHdf5();
  const path = newPath();
  withStillClock(() => {
    const file = createFile(path);
    try {
      writeGroup(file, content);
    } finally {
      file.close();
    }
  });
  const bytes = new Uint8Array(library.FS.readFile(path));
  library.FS.unlink(path);
  return bytes;
}

type Target = Pick<ReturnType<typeof createFile>, 'create_attribute' | 'create_dataset' | 'create_group'>;

function writeGroup(into: Target, content: Hdf5Group): void {
  for (const [name, text] of Object.entries(content.attributes ?? {})) {
    into.create_attribute(name, typeof text === 'string' ? text : [...text]);
  }
  for (const [name, array] of Object.entries(content.datasets ?? {})) {
    if (typeof array === 'string') into.create_dataset({ name, data: array });
    else into.create_dataset({ name, data: array.data, shape: [...array.shape] });
  }
  for (const [name, group] of Object.entries(content.groups ?? {})) writeGroup(into.create_group(name), group);
}

/**
 * HDF5 notes in every dataset when it was made, and h5wasm cannot switch that off, as h5py does. So the clock stands at 1980, the first
 * year of zip, while `action` writes; nothing else runs meanwhile.
 */
function withStillClock(action: () => void): void {
  const { now } = Date;
  Date.now = () => Date.UTC(1980, 0, 1);
  try {
    action();
  } finally {
    Date.now = now;
  }
}
