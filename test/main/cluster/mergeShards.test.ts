import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { computeShard } from '../../../src/main/cluster/computeShard.ts';
import { findShardFiles, readShards } from '../../../src/main/cluster/findShards.ts';
import { mergeShards } from '../../../src/main/cluster/mergeShards.ts';
import { readShard } from '../../../src/main/cluster/readShard.ts';
import { sha256 } from '../../../src/main/cluster/shardFile.ts';
import type { Engine } from '../../../src/main/engine/engine.ts';
import { writeResults } from '../../../src/main/store/writeResults.ts';
import { mostShards, partitionSweep } from '../../../src/shared/sweep/partition.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { filesOf, provenance, settings, syntheticEngine } from './syntheticSweep.ts';

let folder: string;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
});
afterAll(() => rm(folder, { recursive: true }));
const newFolder = async (): Promise<string> => {
  const path = join(folder, String(made++));
  await mkdir(path);
  return path;
};

const resultNames = ['results.csv', 'run.json', 'accuracy-against-time.svg'] as const;
const readResults = (path: string): Promise<readonly string[]> =>
  Promise.all(resultNames.map((name) => readFile(join(path, name), 'utf8')));

interface Wanted {
  readonly asked?: SweepSettings;
  readonly number: number;
  readonly of: number;
  readonly out: string;
  readonly engine?: Pick<Engine, 'sweep'>;
  readonly from?: Partial<typeof provenance>;
}

async function compute({ asked = settings, number, of, out, engine = syntheticEngine(), from = {} }: Wanted) {
  const plan = planSweep(asked);
  const shard = partitionSweep(plan, of)[number - 1]!;
  const request = { plan, shard, files: filesOf(asked), folder: out, provenance: { ...provenance, ...from } };
  return computeShard(engine, request, {});
}

async function merge(paths: readonly string[]): Promise<readonly string[]> {
  const out = await newFolder();
  await mergeShards(await readShards(paths), out, { version: '1.0.0' });
  return readResults(out);
}

/** What one machine writes. */
async function atOnce(asked: SweepSettings, failing: number | null = null): Promise<readonly string[]> {
  const out = await newFolder();
  const request = { settings: asked, files: filesOf(asked), store: null, provenance };
  const { record } = await syntheticEngine(failing).sweep(request, {});
  await writeResults(out, record);
  return readResults(out);
}

const anySettings = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(510)),
    seeds: fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 3 }),
    thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 2 }),
  })
  .map(({ count, ...axes }) => ({ ...settings, ...axes, data: { ...settings.data, count } }));

test('any cut into shards, computed in any order with any repeats, merges to the bytes of one machine', async () => {
  await fc.assert(
    fc.asyncProperty(anySettings, fc.nat(), fc.infiniteStream(fc.nat()), async (asked, wanted, draws) => {
      const draw = (most: number): number => draws.next().value! % most;
      const of = 1 + (wanted % Math.min(12, mostShards(planSweep(asked))));
      const left = Array.from({ length: of }, (_, index) => index + 1);
      const folders = [await newFolder(), await newFolder()] as const;
      while (left.length > 0) {
        const [number] = left.splice(draw(left.length), 1);
        await compute({ asked, number: number!, of, out: folders[draw(2)]! });
        if (draw(3) === 0) await compute({ asked, number: 1 + draw(of), of, out: folders[draw(2)]! });
      }
      const some = folders.toSorted(() => draw(2) - 0.5);
      expect(await merge(some)).toEqual(await atOnce(asked));
    }),
    { numRuns: 25 },
  );
});

test('a shard goes on from what a killed process has finished of it, and leaves one file', async () => {
  const out = await newFolder();
  let appended = 0;
  const real = syntheticEngine();
  const killed: Pick<Engine, 'sweep'> = {
    sweep: (request, watch) =>
      real.sweep(
        {
          ...request,
          store: {
            ...request.store!,
            async append(results) {
              if (++appended > 3) throw new Error('killed');
              await request.store!.append(results);
            },
          },
        },
        watch,
      ),
  };
  await expect(compute({ number: 2, of: 3, out, engine: killed })).rejects.toThrow('killed');
  const [journal] = await readdir(out);
  expect(journal).toMatch(/^shard-2-of-3-[0-9a-f]{12}\..+\.partial\.jsonl$/);
  await appendFile(join(out, journal!), '{"sha256":"torn');

  const simulated: string[] = [];
  const counting: Pick<Engine, 'sweep'> = {
    sweep: (request, watch) =>
      real.sweep(
        {
          ...request,
          store: {
            ...request.store!,
            async append(results) {
              simulated.push(...results.map(({ simulation, tally }) => `${simulation} ${tally.from}`));
              await request.store!.append(results);
            },
          },
        },
        watch,
      ),
  };
  const { file, wasThere } = await compute({ number: 2, of: 3, out, engine: counting });
  expect(wasThere).toBe(false);
  expect(await readdir(out)).toHaveLength(1);
  const whole = await newFolder();
  const { file: undisturbed } = await compute({ number: 2, of: 3, out: whole });
  expect(await readFile(file, 'utf8')).toBe(await readFile(undisturbed, 'utf8'));
  const pieces = partitionSweep(planSweep(settings), 3)[1]!.pieces;
  const all = pieces.reduce((sum, { group }) => sum + planSweep(settings).groups[group]!.length, 0);
  expect(simulated).toHaveLength(all - 3);
  expect(await compute({ number: 2, of: 3, out })).toMatchObject({ wasThere: true });
});

test('a missing shard is named with its number and id', async () => {
  const out = await newFolder();
  for (const number of [1, 3, 5]) await compute({ number, of: 5, out });
  const shards = partitionSweep(planSweep(settings), 5);
  await expect(merge([out])).rejects.toThrow(
    `2 shards of 5 missing: 2 (${shards[1]!.id}), 4 (${shards[3]!.id}). Run them with --shard, and merge again.`,
  );
  await compute({ number: 2, of: 5, out });
  await expect(merge([out])).rejects.toThrow(`1 shard of 5 missing: 4 (${shards[3]!.id}).`);
});

test('two results of one shard that differ are refused by name', async () => {
  const [first, second] = [await newFolder(), await newFolder()];
  for (const number of [1, 2]) await compute({ number, of: 2, out: first });
  const { file } = await compute({ number: 2, of: 2, out: second });
  const lines = (await readFile(file, 'utf8')).split('\n');
  lines[2] = lines[2]!.replace(/"analogCorrect":(\d+)/, (_, count: string) => `"analogCorrect":${Number(count) + 1}`);
  const content = sha256(`${lines.slice(1, -2).join('\n')}\n`);
  lines[lines.length - 2] = lines.at(-2)!.replace(/"content":"[0-9a-f]+"/, `"content":"${content}"`);
  await writeFile(file, lines.join('\n'));
  const id = partitionSweep(planSweep(settings), 2)[1]!.id;
  const other = join(first, `shard-2-of-2-${id}.shard.jsonl`);
  await expect(merge([second, first])).rejects.toThrow(
    `Shard 2 of 2 (${id}) has two different results, "${other}" and "${file}".`,
  );
});

test('a shard with any byte changed, cut or added is named as damaged', async () => {
  const out = await newFolder();
  const { file } = await compute({ number: 1, of: 4, out });
  const whole = await readFile(file);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= change;
      await writeFile(file, damaged);
      await expect(readShard(file)).rejects.toThrow('is not a whole result of a shard');
      await writeFile(file, whole.subarray(0, at));
      await expect(readShard(file)).rejects.toThrow('is not a whole result of a shard');
    }),
    { numRuns: 60 },
  );
  await writeFile(file, Buffer.concat([whole, whole]));
  await expect(readShard(file)).rejects.toThrow('is not a whole result of a shard');
  await writeFile(file, whole.subarray(0, 100));
  expect(await compute({ number: 1, of: 4, out })).toMatchObject({ wasThere: false });
  expect(await readFile(file)).toEqual(whole);
});

test('shards of another sweep, version or engine are not mixed in', async () => {
  const [here, there] = [await newFolder(), await newFolder()];
  await compute({ number: 1, of: 2, out: here });
  await compute({ number: 2, of: 2, out: there, asked: { ...settings, seeds: [1, 3] } });
  await expect(merge([here, there])).rejects.toThrow(
    '(seeds 1, 2 there, 1, 3 here). Merge them into different folders.',
  );
  const newer = await newFolder();
  await compute({ number: 2, of: 2, out: newer, from: { spikebench: '2.0.0' } });
  await expect(merge([here, newer])).rejects.toThrow('made by Spikebench 2.0.0, this is 1.0.0');
});

test('machines may differ in what changes no result, and are all named', async () => {
  const out = await newFolder();
  await compute({ number: 1, of: 2, out, from: { node: '22.1.0' } });
  await compute({ number: 2, of: 2, out, from: { platform: 'darwin arm64' } });
  const [csv, json] = await merge([out]);
  expect(csv).toBe((await atOnce(settings))[0]);
  expect(json).toContain('"node": "20.0.0, 22.1.0",\n    "platform": "darwin arm64, linux x64",');
});

test('of two cuts the one that is whole counts', async () => {
  const out = await newFolder();
  for (const number of [1, 2, 3]) await compute({ number, of: 3, out });
  await compute({ number: 4, of: 7, out });
  expect(await merge([out])).toEqual(await atOnce(settings));
});

test('a simulation that fails in its shard is a failed cell of the whole, as on one machine', async () => {
  const out = await newFolder();
  for (const number of [1, 2, 3, 4]) await compute({ number, of: 4, out, engine: syntheticEngine(1) });
  expect(await merge([out])).toEqual(await atOnce(settings, 1));
});

test('shards are found in a folder, in its folder shards, and by name; nothing else is', async () => {
  const out = await newFolder();
  const { file } = await compute({ number: 1, of: 3, out: join(out, 'shards') });
  await copyFile(file, join(out, 'shard-copy.jsonl'));
  expect(await findShardFiles([out, file])).toEqual([file]);
  await expect(readShards([join(out, 'none')])).rejects.toThrow('There is no file');
  await expect(readShards([await newFolder()])).rejects.toThrow('There is no result of a shard in');
});
