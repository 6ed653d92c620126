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
  /** Texts are written with variable length, as h5py does. */
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array | readonly string[];
  /** Stored in pieces packed with gzip; for numbers alone. */
  readonly compress?: boolean;
}

/** Most values of a piece of a compressed array: readers unpack a piece at a time. */
const mostInPiece = 2 ** 18;

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
    else writeArray(into, name, array);
  }
  for (const [name, group] of Object.entries(content.groups ?? {})) writeGroup(into.create_group(name), group);
}

function writeArray(into: Target, name: string, { shape, data, compress = false }: Hdf5Array): void {
  const common = { name, shape: [...shape] };
  if (!ArrayBuffer.isView(data)) into.create_dataset({ ...common, data: [...data], dtype: 'S' });
  else if (!compress || shape.length === 0) into.create_dataset({ ...common, data });
  else into.create_dataset({ ...common, data, chunks: pieceShape(shape), compression: 'gzip' });
}

/** Whole rows of the first axes as long as they fit. */
function pieceShape(shape: readonly number[]): number[] {
  const piece = [...shape];
  for (let axis = 0; axis < piece.length; axis++) {
    const inner = piece.slice(axis + 1).reduce((product, extent) => product * extent, 1);
    piece[axis] = Math.max(1, Math.min(piece[axis]!, Math.floor(mostInPiece / inner)));
    if (piece[axis]! > 1) break;
  }
  return piece;
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
