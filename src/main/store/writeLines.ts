import { createPieceWriter } from './writePieces.ts';

/**
 * Writes a file from pieces of text as they are made, whole or not at all: however many there are, about a megabyte of them is in memory.
 * Throws the Problems notWritable and diskFull.
 */
export async function writeLinesAtomically(path: string, lines: Iterable<string>): Promise<void> {
  const writer = await createPieceWriter(path);
  try {
    for (const line of lines) await writer.write(line);
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
