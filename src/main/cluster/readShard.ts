import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { tallySchema } from '../../shared/results/runRecordSchema.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { fileProblem } from '../store/files.ts';
import {
  resultStart,
  sha256,
  type ShardCommon,
  shardCommonSchema,
  shardEndSchema,
  type ShardHead,
  shardHeadSchema,
} from './shardFile.ts';

/** The file of a shard, found whole; its results stay on the disk until they are wanted. */
export interface StoredShard {
  readonly file: string;
  readonly head: ShardHead;
  readonly common: ShardCommon;
  /** SHA-256 of all that says nothing of the machine: the same for a shard that ran twice. */
  readonly content: string;
  readonly results: readonly StoredResult[];
}

/** Where in the file the result of one simulation over a run of samples stands. */
export interface StoredResult {
  readonly simulation: string;
  readonly from: number;
  readonly count: number;
  /** In bytes. */
  readonly start: number;
  readonly length: number;
}

const chunkBytes = 1 << 20;
/** More than the end of any shard has. */
const endBytes = 1024;

/** Reads a shard's file once from start to end and checks every byte of it. Throws the Problems damagedShard, fileMissing, fileUnreadable. */
export async function readShard(file: string): Promise<StoredShard> {
  const handle = await open(file).catch((error: unknown) => {
    throw fileProblem(file, error);
  });
  try {
    return await scan(file, handle);
  } catch (error) {
    if (error instanceof WorkbenchError) throw error;
    throw error instanceof SyntaxError ? damaged(file, 'a line of it is not JSON') : fileProblem(file, error);
  } finally {
    await handle.close();
  }
}

async function scan(file: string, handle: FileHandle): Promise<StoredShard> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - endBytes), Math.min(size, endBytes));
  const endStart = size - tail.length + tail.lastIndexOf('\n', tail.length - 2) + 1;
  if (tail.at(-1) !== 10 || endStart === 0) throw damaged(file, 'it has no end');
  const end = parse(file, shardEndSchema, tail.toString('utf8', endStart - size + tail.length), 'it has no end');

  const content = createHash('sha256');
  const results: StoredResult[] = [];
  let head: ShardHead | null = null;
  let common: ShardCommon | null = null;
  for await (const { start, bytes } of linesOf(handle, endStart)) {
    if (head === null) {
      if (sha256(bytes) !== end.head) throw damaged(file, 'its head was changed');
      head = parse(file, shardHeadSchema, bytes.toString('utf8'), 'its head is not one of this version');
      continue;
    }
    content.update(bytes);
    if (common === null) {
      common = parse(file, shardCommonSchema, bytes.toString('utf8'), 'its second line is not one of this version');
    } else {
      const match = resultStart.exec(bytes.toString('latin1', 0, 200));
      if (match === null) throw damaged(file, 'a line of it is no result');
      const [, simulation, from, count] = match;
      results.push({ simulation: simulation!, from: Number(from), count: Number(count), start, length: bytes.length });
    }
  }
  if (head === null || common === null) throw damaged(file, 'it has no head');
  if (content.digest('hex') !== end.content || results.length !== end.results) throw damaged(file, 'it was changed');
  return { file, head, common, content: end.content, results };
}

/** The lines of a file up to `end`, line ends included. `bytes` are valid until the next one is asked for. */
async function* linesOf(handle: FileHandle, end: number): AsyncGenerator<{ start: number; bytes: Buffer }> {
  let buffer = Buffer.allocUnsafe(chunkBytes);
  let filled = 0;
  let start = 0;
  for (let position = 0; position < end;) {
    const wanted = Math.min(buffer.length - filled, end - position);
    const { bytesRead } = await handle.read(buffer, filled, wanted, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    filled += bytesRead;
    let from = 0;
    for (let next = buffer.indexOf(10, from); next !== -1 && next < filled; next = buffer.indexOf(10, from)) {
      yield { start: start + from, bytes: buffer.subarray(from, next + 1) };
      from = next + 1;
    }
    const rest = buffer.subarray(from, filled);
    if (from === 0 && filled === buffer.length) {
      const larger = Buffer.allocUnsafe(2 * buffer.length);
      rest.copy(larger);
      buffer = larger;
    } else {
      buffer.copyWithin(0, from, filled);
    }
    start += from;
    filled = rest.length;
  }
}

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, start);
  return bytes.subarray(0, bytesRead);
}

/** The tally in the line of a result. Throws the Problem damagedShard. */
export function parseResult(file: string, line: string): Tally {
  const at = line.indexOf('"tally":') + 8;
  return parse(file, tallySchema, line.slice(at, line.lastIndexOf('}')), 'a result of it is not one of this version');
}

function parse<Schema extends z.ZodType>(file: string, schema: Schema, text: string, reason: string): z.infer<Schema> {
  const { data, success } = schema.safeParse(JSON.parse(text));
  if (!success) throw damaged(file, reason);
  return data;
}

function damaged(file: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'cluster', kind: 'damagedShard', file, reason });
}
