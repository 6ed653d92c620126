import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from '../store/files.ts';

/** A file that was taken in, or why not. */
export type Received = { readonly path: string } | { readonly status: number; readonly words: string };

/** Bytes of the largest file that is taken. */
const most = 4 * 2 ** 30;
/** Names that models and data sets have; nothing that a system would run or show. */
const taken =
  /^[^/\\:*?"<>|\p{Cc}.][^/\\:*?"<>|\p{Cc}]{0,150}\.(keras|h5|hdf5|npz|csv|gz|idx\d?|idx\d-ubyte)$|^[\w.-]{1,150}-idx\d-ubyte$/iu;

/** Keeps a file that was dropped on a browser's window, which does not tell where it is, under a free name in `folder`. */
export async function receiveFile(request: IncomingMessage, name: string, folder: string): Promise<Received> {
  if (!taken.test(name)) {
    return { status: 415, words: `"${name}" is neither a Keras model (.keras, .h5) nor a data set (.npz, .csv, IDX).` };
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (!(announced <= most)) return { status: 413, words: `"${name}" is larger than ${most / 2 ** 30} GiB.` };
  const draft = join(folder, `.${randomBytes(8).toString('hex')}.draft`);
  try {
    await mkdir(folder, { recursive: true });
    await pipeline(request, limitBytes(most), createWriteStream(draft, { flags: 'wx' }));
    const path = await freePath(folder, name);
    await rename(draft, path);
    return { path };
  } catch (error) {
    await rm(draft, { force: true });
    return { status: 507, words: `"${name}" cannot be kept: ${reasonOf(error)}.` };
  }
}

function limitBytes(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      if (seen > limit) done(new Error(`it is larger than ${limit / 2 ** 30} GiB`));
      else done(null, chunk);
    },
  });
}

async function freePath(folder: string, name: string): Promise<string> {
  const ending = extname(name);
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${name.slice(0, name.length - ending.length)}-${number}${ending}`);
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!isTaken) return path;
  }
}
