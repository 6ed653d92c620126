import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { reasonOf } from './files.ts';

/** A file that is written piece by piece, and is there only when it is whole. */
export interface PieceWriter {
  /** Throws the Problem notWritable. */
  write(text: string): Promise<void>;
  /** Puts the file in its place. Throws the Problem notWritable. */
  finish(): Promise<void>;
  /** Leaves no trace of it, unless it is finished. */
  abandon(): Promise<void>;
}

const pieceCharacters = 1 << 20;

/** Writes a file as `writeFileAtomically` does, whatever its size. Throws the Problem notWritable. */
export async function createPieceWriter(path: string): Promise<PieceWriter> {
  const draft = `${path}.${process.pid}.draft`;
  const report = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw new WorkbenchError({ area: 'file', kind: 'notWritable', path, reason: reasonOf(error) });
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
