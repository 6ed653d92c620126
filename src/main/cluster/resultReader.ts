import { type FileHandle, open } from 'node:fs/promises';
import { mergeTallies } from '../../shared/metrics/mergeTallies.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { fileProblem } from '../store/files.ts';
import type { PartialResult } from '../store/resultsStore.ts';
import { parseResult, type StoredResult, type StoredShard } from './readShard.ts';

/** Reads what shards counted, one simulation at a time. */
export interface ResultReader {
  /** The tally over all `count` samples; null where some of them are in no shard. Throws the Problems damagedShard, fileUnreadable. */
  read(simulation: string): Promise<Tally | null>;
  /** Everything there is, also of simulations of which only a part is there. */
  readAll(): Promise<readonly PartialResult[]>;
  close(): Promise<void>;
}

/** Files that are open at a time: a sweep has more shards than a process may have files. */
const mostOpen = 64;

export function createResultReader(shards: readonly StoredShard[], count: number): ResultReader {
  const places = new Map<string, { readonly file: string; readonly result: StoredResult }[]>();
  for (const { file, results } of shards) {
    for (const result of results) {
      const place = { file, result };
      const known = places.get(result.simulation);
      if (known === undefined) places.set(result.simulation, [place]);
      else known.push(place);
    }
  }
  const handles = new Map<string, FileHandle>();

  async function handleOf(file: string): Promise<FileHandle> {
    const known = handles.get(file);
    if (known !== undefined) return known;
    for (const [oldest, handle] of handles) {
      if (handles.size < mostOpen) break;
      handles.delete(oldest);
      await handle.close();
    }
    const handle = await open(file);
    handles.set(file, handle);
    return handle;
  }

  async function talliesOf(simulation: string): Promise<readonly Tally[]> {
    const tallies: Tally[] = [];
    for (const { file, result } of places.get(simulation) ?? []) {
      const bytes = Buffer.allocUnsafe(result.length);
      try {
        await (await handleOf(file)).read(bytes, 0, result.length, result.start);
      } catch (error) {
        throw fileProblem(file, error);
      }
      tallies.push(parseResult(file, bytes.toString('utf8')));
    }
    return tallies;
  }

  return {
    async read(simulation) {
      const own = places.get(simulation) ?? [];
      if (own.reduce((sum, { result }) => sum + result.count, 0) !== count) return null;
      return mergeTallies(await talliesOf(simulation));
    },
    async readAll() {
      const all: PartialResult[] = [];
      for (const simulation of places.keys()) {
        for (const tally of await talliesOf(simulation)) all.push({ simulation, tally });
      }
      return all;
    },
    async close() {
      for (const handle of handles.values()) await handle.close();
      handles.clear();
    },
  };
}
