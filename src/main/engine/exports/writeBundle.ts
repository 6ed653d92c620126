import type { Readable } from 'node:stream';
import JSZip from 'jszip';

/** A file of a bundle: its bytes, or a stream of them that is read when its turn comes. */
export interface BundleEntry {
  readonly path: string;
  readonly content: Uint8Array | Readable;
}

/** Endings of files that are compressed already. */
const packed = /\.(gz|npz|keras|zip|png|pdf)$/i;

/**
 * Writes a zip archive piece by piece: `write` resolves when the next piece may come, so that no more than a piece is held. All files are of
 * 1980, so that equal content gives equal bytes.
 */
export function writeBundle(
  entries: readonly BundleEntry[],
  write: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const zip = new JSZip();
  const date = new Date(Date.UTC(1980, 0, 1));
  for (const { path, content } of entries) {
    const compression = packed.test(path) ? 'STORE' : 'DEFLATE';
    zip.file<'uint8array' | 'stream'>(path, content, { date, createFolders: false, compression });
  }
  const stream = zip.generateInternalStream({
    type: 'uint8array',
    streamFiles: true,
    compressionOptions: { level: 6 },
  });
  return new Promise((resolve, reject) => {
    let writing = Promise.resolve();
    stream.on('data', (piece) => {
      stream.pause();
      writing = writing.then(() => write(piece)).then(() => void stream.resume());
      writing.catch(reject);
    });
    stream.on('error', reject);
    stream.on('end', () => void writing.then(() => resolve(), reject));
    stream.resume();
  });
}
