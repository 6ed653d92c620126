import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { resultsOf, startSweep } from './sweepProcess.ts';

export interface FullDiskFigures {
  /** Writes of the sweep; each of them met a full disk once. */
  readonly writes: number;
  /** Sweeps that waited and went on by themselves, and those that were refused in words and gone on with by hand. */
  readonly waited: number;
  readonly refused: number;
  readonly wrong: readonly string[];
}

const preload = pathToFileURL(resolve('test/torture/fullDisk.mjs')).href;

/** Lets every write of a sweep in turn find a full disk, and the one after it; `step` takes every so manyth only. */
export async function fillAtEveryWrite(
  folder: string,
  samples: number,
  expected: string,
  step = 1,
): Promise<FullDiskFigures> {
  const counted = join(folder, 'writes');
  const counting = join(folder, 'counting');
  await startSweep({ out: counting, samples, env: { ...environment(counting), TORTURE_COUNT: counted } }).ended;
  const writes = Number(await readFile(counted, 'utf8'));
  let waited = 0;
  let refused = 0;
  const wrong: string[] = [];
  for (let failing = 0; failing < writes; failing += step) {
    const out = join(folder, `write-${failing}`);
    const own = join(folder, `writes-${failing}`);
    const env = { ...environment(out), TORTURE_FAIL: `${failing}:2`, TORTURE_COUNT: own };
    let end = await startSweep({ out, samples, env }).ended;
    // Records that come together are written together: another time there may be fewer writes.
    if (end.code === 0 && Number(await readFile(own, 'utf8')) <= failing) break;
    const isTold = /There is no room for ".+": the disk is full/.test(end.err);
    if (end.code === 0) waited++;
    else {
      refused++;
      end = await startSweep({ out, samples }).ended;
    }
    const results = end.code === 0 ? await resultsOf(out).catch(String) : `it ended with ${end.code}: ${end.err}`;
    if (results !== expected || !isTold)
      wrong.push(`write ${failing}: ${isTold ? results.slice(0, 300) : `it says "${end.err}"`}`);
    await rm(out, { recursive: true, force: true });
  }
  return { writes, waited, refused, wrong };
}

function environment(out: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${preload}`, TORTURE_FOLDER: out };
}

/** A sweep on a disk of 2 MiB that is full until it says so; null where this user may not mount one. Else what is wrong, if anything. */
export async function fillSmallDisk(
  folder: string,
  samples: number,
  expected: string,
): Promise<readonly string[] | null> {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  if (process.platform !== 'linux') return null;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) return null;
  try {
    const ballast = join(disk, 'ballast');
    const { bavail, bsize } = await statfs(disk);
    await writeFile(ballast, Buffer.alloc((bavail - 6) * bsize));
    const out = join(disk, 'out');
    const sweep = startSweep({ out, samples });
    const isWaiting = (): boolean => sweep.err().includes('The sweep waits and goes on by itself');
    for (let waits = 0; !isWaiting() && sweep.process.exitCode === null && waits < 600; waits++) await setTimeout(100);
    if (!isWaiting()) return [`it did not wait: ${(await sweep.ended).err}`];
    await setTimeout(1000);
    await rm(ballast);
    const { code, err } = await sweep.ended;
    if (code !== 0) return [`it ended with ${code}: ${err}`];
    return (await resultsOf(out)) === expected ? [] : ['its results differ'];
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
}
