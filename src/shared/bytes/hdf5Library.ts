import { File, ready } from 'h5wasm';

/** The HDF5 library compiled to WebAssembly, with a file system in memory. The other files of this folder see h5wasm through here. */
export type Hdf5Library = Awaited<typeof ready>;
/** Type and extent of a dataset or an attribute. */
export type Hdf5Metadata = ReturnType<Hdf5Library['get_dataset_metadata']>;

let silenced = false;
let filesMade = 0;

/** Starts the library, once. It prints every error of a broken file; here the stream that it prints to becomes the null device. */
export async function startHdf5(): Promise<Hdf5Library> {
  const library = await ready;
  if (!silenced) {
    const files: object = library.FS;
    if (hasStreams(files)) {
      files.close(files.getStream(2));
      library.FS.open('/dev/null', 'w');
    }
    silenced = true;
  }
  return library;
}

/** Emscripten's file system has `getStream`, its type declarations have not. */
function hasStreams(files: object): files is { getStream(number: number): unknown; close(stream: unknown): void } {
  return 'getStream' in files && typeof files.getStream === 'function' && 'close' in files;
}

/** A path in the library's file system that no other open file has. */
export function newPath(): string {
  return `/${filesMade++}.h5`;
}

/** Opens a new file at a path of the library's file system, for writing in the oldest layout that holds the content, as h5py does. */
export function createFile(path: string): File {
  return new File(path, 'w', { libver: ['earliest', 'latest'] });
}

/** Lends zeroed memory of the library to `use`; its address is null where there is not as much. */
export function withMemory<T>(library: Hdf5Library, length: number, use: (address: number | null) => T): T {
  /* oxlint-disable no-underscore-dangle -- the names that Emscripten gives */
  const address = library._malloc(Math.max(1, length));
  try {
    library.HEAPU8.fill(0, address, address + length);
    return use(address === 0 ? null : address);
  } finally {
    library._free(address);
  }
  /* oxlint-enable no-underscore-dangle */
}
