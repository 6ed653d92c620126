import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { fileProblem } from '../store/files.ts';
import { readShard, type StoredShard } from './readShard.ts';
import { parseShardName, shardsFolder } from './shardFile.ts';

/** Paths of the results of shards in folders, in their folder `shards`, or named themselves. Throws fileMissing, fileUnreadable. */
export async function findShardFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(filesAt));
  return [...new Set(found.flat())];
}

/** Reads all results of shards at these paths. Throws the Problems noShards, damagedShard, fileMissing, fileUnreadable. */
export async function readShards(paths: readonly string[]): Promise<readonly StoredShard[]> {
  const files = await findShardFiles(paths);
  if (files.length === 0) throw new WorkbenchError({ area: 'cluster', kind: 'noShards', folders: paths });
  const shards: StoredShard[] = [];
  for (const file of files) shards.push(await readShard(file));
  return shards;
}

async function filesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const inside = await listShards(join(path, shardsFolder)).catch(() => []);
    return [...(await listShards(path)), ...inside];
  } catch (error) {
    throw fileProblem(path, error);
  }
}

async function listShards(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => parseShardName(name) !== null).map((name) => join(folder, name));
}
