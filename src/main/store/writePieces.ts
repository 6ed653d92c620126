import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { writeProblem } from './files.ts';

/** A file that is written piece by piece, and is there only when it is whole. */
export interface PieceWriter {
  /** Throws the Problems notWritable, diskFull. */
  write(text: string): Promise<void>;
  /** Puts the file in its place. Throws the Problems notWritable, diskFull. */
  finish(): Promise<void>;
  /** Leaves no trace of it, unless it is finished. */
  abandon(): Promise<void>;
}

const pieceCharacters = 1 << 20;

/** Writes a file as `writeFileAtomically` does, whatever its size, under the name `draft` until it is whole. Throws the Problems notWritable, diskFull. */
export async function createPieceWriter(path: string, draft = `${path}.${process.pid}.draft`): Promise<PieceWriter> {
  const report = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw writeProblem(path, error);
    }
  };
  let handle: FileHandle | null = await report(() => open(draft, 'w'));
  let waiting: string[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    const text = waiting.join('');
    waiting = [];
    characters = 0;
    if (text !== '') await report(async () => handle!.appendFile(text));
  }

  return {
    async write(text) {
      waiting.push(text);
      characters += text.length;
      if (characters >= pieceCharacters) await flush();
    },
    async finish() {
      await flush();
      await report(async () => {
        await handle!.sync();
        await handle!.close();
        handle = null;
        await rename(draft, path);
      });
    },
    async abandon() {
      if (handle === null) return;
      await handle.close().catch(() => {});
      handle = null;
      await rm(draft, { force: true });
    },
  };
}
