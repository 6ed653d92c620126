import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { codeOf, fileProblem, reasonOf } from './files.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';

/**
 * A file to which records are only ever added, one line of JSON each: {"sha256": the first 16 digits over the text of the record,
 * "record": …}. A record counts as written once it is on the disk.
 */
export interface Journal {
  /** Adds records together; resolves when they are on the disk. Throws the Problem notWritable. */
  append(records: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** What a journal held when it was opened. */
export interface JournalContent {
  readonly records: readonly unknown[];
  /** Lines at the end that were not written whole, or not by us; they have been cut off. */
  readonly droppedLines: number;
}

/** Opens a journal to add to it, after cutting off what a crash has left torn. Throws the Problems fileUnreadable and notWritable. */
export async function openJournal(path: string): Promise<{ journal: Journal; content: JournalContent }> {
  const { records, end, rest } = await readWhole(path);
  const handle = await reportWriting(path, async () => {
    if (rest.length > 0) await truncate(path, end);
    return open(path, 'a');
  });
  const droppedLines = rest.split('\n').filter((line) => line.length > 0).length;
  return { journal: createJournal(path, handle), content: { records, droppedLines } };
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

function createJournal(path: string, handle: FileHandle): Journal {
  let waiting = '';
  let last: Promise<void> = Promise.resolve();
  /** Writes what waits: one visit to the disk for all records that came while it was busy. */
  async function flush(): Promise<void> {
    const text = waiting;
    waiting = '';
    if (text === '') return;
    await reportWriting(path, async () => {
      await handle.appendFile(text);
      await handle.datasync();
    });
  }
  return {
    append(records) {
      waiting += records.map(formatLine).join('');
      last = last.then(flush);
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
    throw new WorkbenchError({ area: 'file', kind: 'notWritable', path, reason: reasonOf(error) });
  }
}
