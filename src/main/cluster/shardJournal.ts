import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { tallySchema } from '../../shared/results/runRecordSchema.ts';
import { openJournal, readJournal } from '../store/journal.ts';
import type { PartialResult } from '../store/resultsStore.ts';

/**
 * What is finished of a shard before all of it is. Every process writes a journal of its own and reads those of others before it, so
 * that one that was killed is gone on with, and two that compute the same shard at once do no harm.
 */
export interface ShardJournal {
  /** From processes before this one. */
  readonly finished: readonly PartialResult[];
  /** Path that no other process uses, for a file that is being written. */
  readonly draft: string;
  append(results: readonly PartialResult[]): Promise<void>;
  close(): Promise<void>;
  /** Deletes all journals of the shard, once its result is whole. */
  clear(): Promise<void>;
}

const suffix = '.partial.jsonl';
const resultSchema = z.object({ simulation: z.string(), tally: tallySchema });

/** Opens a journal for the shard of that name. Throws the Problems notWritable, diskFull, fileUnreadable. */
export async function openShardJournal(folder: string, name: string): Promise<ShardJournal> {
  const isOfShard = (file: string): boolean => file.startsWith(`${name}.`) && file.endsWith(suffix);
  const list = async (): Promise<readonly string[]> => (await readdir(folder)).filter(isOfShard);
  const finished: PartialResult[] = [];
  for (const file of await list()) finished.push(...resultsIn(await readJournal(join(folder, file))));

  const host = hostname().replaceAll(/[^\w-]/g, '_');
  const own = join(folder, `${name}.${host}-${process.pid}-${randomBytes(4).toString('hex')}`);
  const { journal } = await openJournal(`${own}${suffix}`);
  return {
    finished,
    draft: `${own}.draft`,
    append: (results) => journal.append(results),
    close: () => journal.close(),
    async clear() {
      for (const file of await list()) await rm(join(folder, file), { force: true });
    },
  };
}

/** Records of another version are none. */
function resultsIn(records: readonly unknown[]): readonly PartialResult[] {
  return records.flatMap((record) => {
    const { data } = resultSchema.safeParse(record);
    return data === undefined ? [] : [data];
  });
}
