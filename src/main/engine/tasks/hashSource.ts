import { createHash } from 'node:crypto';
import type { ByteSource } from '../../../shared/bytes/byteSource.ts';

const pieceSize = 4 * 1024 * 1024;

/** Hexadecimal SHA-256 of the whole content. */
export async function hashSource(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < source.byteLength; start += pieceSize) {
    hash.update(await source.slice(start, Math.min(source.byteLength, start + pieceSize)));
  }
  return hash.digest('hex');
}

/** SHA-256 of a file; of several files that are one data set, that of their names and hashes in the order of the names. */
export async function hashSources(sources: readonly ByteSource[]): Promise<string> {
  const [first, ...others] = sources;
  if (first !== undefined && others.length === 0) return hashSource(first);
  const hash = createHash('sha256');
  for (const source of sources.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${await hashSource(source)}  ${source.name}\n`);
  }
  return hash.digest('hex');
}
