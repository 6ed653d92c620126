import { File, ready } from 'h5wasm';

/** The HDF5 library compiled to WebAssembly, with a file system in memory. The other files of this folder see h5wasm through here. */
export type Hdf5Library = Awaited<typeof ready>;
/** Type and extent of a dataset or an attribute. */
export type Hdf5Metadata = ReturnType<Hdf5Library['get_dataset_metadata']>;

let isStarted = false;
let filesMade = 0;
/** Bytes that the library's memory may grow to; what it already has stays. */
let heapLimit = Infinity;

/** Starts the library, once. It prints every error of a broken file; here the stream that it prints to becomes the null device. */
export async function startHdf5(): Promise<Hdf5Library> {
  const library = await ready;
  if (!isStarted) {
    const files: object = library.FS;
    if (hasStreams(files)) {
      files.close(files.getStream(2));
      library.FS.open('/dev/null', 'w');
    }
    boundHeap(library);
    isStarted = true;
  }
  return library;
}

/** Lets the library's memory grow to `bytes` at most from now on. Where it may not grow, the library fails as without memory. */
export function limitHeap(bytes: number): void {
  heapLimit = bytes;
}

/**
 * A forged size can make the library ask for up to 2 GiB, and it has no setting for less. All its memory comes through the one place where
 * a WebAssembly memory grows, so the bound stands there; the memory of other modules is left alone.
 */
function boundHeap(library: Hdf5Library): void {
  const { prototype } = WebAssembly.Memory;
  const grow = Reflect.get(prototype, 'grow');
  prototype.grow = function growWithinBound(this: WebAssembly.Memory, pages: number): number {
    const isOurs = this.buffer === library.HEAPU8.buffer;
    if (isOurs && this.buffer.byteLength + pages * pageSize > heapLimit)
      throw new RangeError('The HDF5 library may not grow');
    return grow.call(this, pages);
  };
}

const pageSize = 65_536;

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
