/** Random access to bytes, wherever they are: a file, memory, an entry of an archive. */
export interface ByteSource {
  /** Name shown to people. */
  readonly name: string;
  readonly byteLength: number;
  /** Bytes from `start` up to, not including, `end`; both within the length. */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The whole content in memory. */
export function readAll(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  return source.slice(0, source.byteLength);
}

export function bytesInMemory(name: string, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    name,
    byteLength: bytes.byteLength,
    slice: (start, end) => Promise.resolve(bytes.slice(start, end)),
  };
}
