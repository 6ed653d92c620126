import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniform } from '../../src/shared/random.ts';
import { fillAtEveryWrite, fillSmallDisk } from './fullDisks.ts';
import { sleepAll, stopEveryWorker, stopOneWorker } from './hanging.ts';
import { killSweeps } from './killing.ts';
import { resultsOf, startSweep } from './sweepProcess.ts';

/**
 * Small sweeps under random kills, full disks and workers that never answer; whatever happens to them, they end with the bytes of an
 * undisturbed one: `npm run torture`, with `--kills N`, `--of-set N` (kills before a set of results comes to its end), `--seed N` and `--step N` (every so manyth write only) for shorter ones. Linux only.
 */

const wanted = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? usual : Number(process.argv[at + 1]);
};
const kills = wanted('kills', 210);
const seed = wanted('seed', 1);
const step = wanted('step', 1);
const killsOfSet = wanted('of-set', 5);
const samples = { kills: 24, disk: 8 };

const began = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'spikebench-torture-'));
// Nothing here is the user's.
process.env['SPIKEBENCH_HOME'] = join(folder, 'home');
const faults: string[] = [];

const undisturbed = async (name: string, count: number): Promise<{ results: string; ms: number }> => {
  const start = performance.now();
  const { code, err } = await startSweep({ out: join(folder, name), samples: count }).ended;
  if (code !== 0 || err !== '') throw new Error(`The undisturbed sweep ended with ${code}: ${err}`);
  return { results: await resultsOf(join(folder, name)), ms: performance.now() - start };
};

const report = (what: string, wrong: readonly string[] | null): void => {
  const words = wrong === null ? 'not possible for this user' : wrong.length === 0 ? 'same bytes' : 'WRONG';
  console.log(`${what}: ${words}`);
  for (const fault of wrong ?? []) console.log(`  ${fault}`);
  faults.push(...(wrong ?? []));
};

try {
  const long = await undisturbed('undisturbed', samples.kills);
  const short = await undisturbed('undisturbed-short', samples.disk);
  console.log(`undisturbed: ${(long.ms / 1000).toFixed(2)} s, seed ${seed}`);

  let draws = 0;
  const killed = await killSweeps({
    folder,
    samples: samples.kills,
    kills,
    killsOfSet,
    expected: long.results,
    usualTime: long.ms,
    random: () => uniform('drawing', seed, 0, 0, draws++),
    onSet: ({ sets, wrong }) => process.stderr.isTTY && process.stderr.write(`\r${sets} sets, ${wrong.length} wrong`),
  });
  const { main, worker, both } = killed.kills;
  report(
    `SIGKILL: ${main + worker + both} (program ${main}, worker ${worker}, both ${both}) over ${killed.sets} sets of results`,
    killed.wrong,
  );

  const full = await fillAtEveryWrite(folder, samples.disk, short.results, step);
  report(
    `full disk at each of ${full.writes} writes${step === 1 ? '' : `, every ${step}th`}: ${full.waited} waited and went on, ${full.refused} were refused and gone on with`,
    full.wrong,
  );
  report('full disk of 2 MiB, room made later', await fillSmallDisk(folder, samples.disk, short.results));
  const patience = Math.ceil(long.ms / 1000);
  const hang = { folder, samples: samples.kills, expected: long.results, patience };
  report(`a worker that stops answering, with a patience of ${patience} s`, await stopOneWorker(hang));
  report('workers that never answer, then --resume', await stopEveryWorker({ ...hang, samples: samples.disk }));
  // More patience here: a worker that has just begun is to be ready after the sleep, before it runs out.
  report(
    `all of it asleep for ${6 * patience} s, with a patience of ${3 * patience} s`,
    await sleepAll({ ...hang, patience: 3 * patience }),
  );
  console.log(`${Math.round((performance.now() - began) / 1000)} s, ${faults.length} faults`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = faults.length === 0 ? 0 : 1;
