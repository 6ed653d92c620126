import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, fileProblem, syncFolder, writeProblem } from './files.ts';

/**
 * A file to which records are only ever added, one line of JSON each: {"sha256": the first 16 digits over the text of the record,
 * "record": …}. A record counts as written once it is on the disk.
 */
export interface Journal {
  /**
   * Adds records together; resolves when they are on the disk. Throws the Problems diskFull and notWritable, and then none of them is in
   * the file: what was written in part is cut off before anything else is added.
   */
  append(records: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** What a journal held when it was opened. */
export interface JournalContent {
  readonly records: readonly unknown[];
  /** Lines at the end that were not written whole, or not by us; they have been cut off. */
  readonly droppedLines: number;
}

/** Opens a journal to add to it, after cutting off what a crash has left torn. Throws the Problems fileUnreadable, diskFull and notWritable. */
export async function openJournal(path: string): Promise<{ journal: Journal; content: JournalContent }> {
  const { records, end, rest } = await readWhole(path);
  const handle = await reportWriting(path, async () => {
    if (rest.length > 0) await truncate(path, end);
    const opened = await open(path, 'a');
    if (end === 0) await syncFolder(dirname(path)); // A file that is new has to be found after a power cut.
    return opened;
  });
  const droppedLines = rest.split('\n').filter((line) => line.length > 0).length;
  return { journal: createJournal(path, handle, end), content: { records, droppedLines } };
}

/** The whole records of a journal, which may be growing meanwhile; none where there is no file. Throws the Problem fileUnreadable. */
export async function readJournal(path: string): Promise<readonly unknown[]> {
  return (await readWhole(path)).records;
}

/** Whole records, where they end, and what stands behind them. */
async function readWhole(path: string): Promise<{ records: readonly unknown[]; end: number; rest: string }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw fileProblem(path, error);
  });
  const records: unknown[] = [];
  let end = 0;
  for (let next = lineEnd(bytes, end); next > 0; next = lineEnd(bytes, end)) {
    const record = parseLine(bytes.toString('utf8', end, next - 1));
    if (record === undefined) break;
    records.push(record);
    end = next;
  }
  return { records, end, rest: bytes.toString('utf8', end) };
}

function createJournal(path: string, handle: FileHandle, end: number): Journal {
  let whole = end;
  let isTorn = false;
  let last: Promise<void> = Promise.resolve();
  /** What goes to the disk at its next visit: all records that came while it was busy. */
  let next: { text: string; readonly written: Promise<void> } | null = null;

  async function write(bytes: Buffer): Promise<void> {
    if (isTorn) await handle.truncate(whole);
    isTorn = true; // until all of it is on the disk
    try {
      await handle.appendFile(bytes);
      await handle.datasync();
    } catch (error) {
      await handle.truncate(whole).then(
        () => (isTorn = false),
        () => {}, // is tried again before the next record
      );
      throw error;
    }
    isTorn = false;
    whole += bytes.length;
  }

  function begin(): Promise<void> {
    const { text } = next!;
    next = null;
    return reportWriting(path, () => write(Buffer.from(text)));
  }

  return {
    append(records) {
      next ??= { text: '', written: last.then(begin, begin) };
      next.text += records.map(formatLine).join('');
      last = next.written;
      return last;
    },
    async close() {
      await last.catch(() => {});
      await handle.close();
    },
  };
}

const between = '","record":';
const before = '{"sha256":"';

function formatLine(record: object): string {
  const text = JSON.stringify(record);
  return `${before}${checksum(text)}${between}${text}}\n`;
}

/** The record of a line; undefined where the line is not what `formatLine` writes. */
function parseLine(line: string): unknown {
  const [head, ...tail] = line.split(between);
  const text = tail.join(between).slice(0, -1);
  if (head !== `${before}${checksum(text)}` || !line.endsWith('}')) return undefined;
  return JSON.parse(text) as unknown;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Position behind the line break that ends the line at `start`; 0 where there is none. */
function lineEnd(bytes: Buffer, start: number): number {
  return bytes.indexOf('\n', start) + 1;
}

async function reportWriting<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw writeProblem(path, error);
  }
}
