import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { resultsOf, send, startSweep, type SweepProcess } from './sweepProcess.ts';

export interface HangPlan {
  readonly folder: string;
  readonly samples: number;
  readonly expected: string;
  /** Seconds of silence after which a worker counts as hanging: long enough for one to start on this machine as busy as it is. */
  readonly patience: number;
}

/** A worker that stops answering in the middle is replaced. What is wrong, if anything. */
export async function stopOneWorker({ folder, samples, expected, patience }: HangPlan): Promise<readonly string[]> {
  const out = join(folder, 'hanging-once');
  const sweep = startSweep({ out, samples, env: { SPIKEBENCH_PATIENCE: String(patience) } });
  await firstRecord(sweep, out);
  const worker = sweep.workers()[0];
  if (worker === undefined || !send(worker, 'SIGSTOP')) return ['there was no worker to stop'];
  const { code, err } = await sweep.ended;
  if (code !== 0 || !err.includes('gave no sign of life')) return [`it ended with ${code}: ${err}`];
  return (await resultsOf(out)) === expected ? [] : ['its results differ'];
}

/** Workers that never answer again fail their cells, in words; going on with the sweep later gives the same results. */
export async function stopEveryWorker({ folder, samples, patience }: HangPlan): Promise<readonly string[]> {
  const more = ['--workers', '1', '--encoding', 'constant-current', '--threshold', '0.8,1'];
  const whole = join(folder, 'one-encoding');
  await startSweep({ out: whole, samples, more }).ended;
  const out = join(folder, 'hanging-always');
  const sweep = startSweep({ out, samples, env: { SPIKEBENCH_PATIENCE: String(patience) }, more });
  await firstRecord(sweep, out);
  const stopped = new Set<number>();
  while (sweep.process.exitCode === null) {
    for (const worker of sweep.workers()) if (!stopped.has(worker) && send(worker, 'SIGSTOP')) stopped.add(worker);
    await setTimeout(5);
  }
  const { code, err } = await sweep.ended;
  if (code !== 1 || !/2 of 2 cells failed; --resume tries them again/.test(err))
    return [`it ended with ${code}: ${err}`];
  const again = await startSweep({ out, samples, more }).ended;
  if (again.code !== 0) return [`it went on and ended with ${again.code}: ${again.err}`];
  return (await resultsOf(out)) === (await resultsOf(whole)) ? [] : ['its results differ'];
}

/** A machine that sleeps for longer than workers may be silent wakes up to a sweep that goes on. */
export async function sleepAll({ folder, samples, expected, patience }: HangPlan): Promise<readonly string[]> {
  const out = join(folder, 'sleeping');
  const sweep = startSweep({ out, samples, env: { SPIKEBENCH_PATIENCE: String(patience) } });
  await firstRecord(sweep, out);
  send(-sweep.pid, 'SIGSTOP');
  await setTimeout(2000 * patience);
  send(-sweep.pid, 'SIGCONT');
  const { code, err } = await sweep.ended;
  if (code !== 0 || err !== '') return [`it ended with ${code}: ${err}`];
  return (await resultsOf(out)) === expected ? [] : ['its results differ'];
}

async function firstRecord({ process }: SweepProcess, out: string): Promise<void> {
  while (process.exitCode === null) {
    const text = await readFile(join(out, 'journal.jsonl'), 'utf8').catch(() => '');
    if (text.includes('\n')) return;
    await setTimeout(5);
  }
}
