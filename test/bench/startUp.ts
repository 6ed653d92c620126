import { spawn } from 'node:child_process';
import { createEngine } from '../../src/main/engine/engine.ts';
import { forkChildren } from '../../src/main/engine/fork.ts';
import { endedChildrenTime } from './processes.ts';
import { commandLine, type Flags, openSweep, type Subject } from './workloads.ts';

/** From the start of a process to its first simulated sample. */
export interface StartUpRow {
  readonly what: string;
  /** By the clock on the wall, the least of all runs. */
  readonly seconds: number;
  /**
   * Processor time of all its processes, the least of all runs; null where it is not known. They work one after the other, so that on a
   * machine that is not shared the time on the wall is no longer than this, but for waits for the disk.
   */
  readonly processorSeconds: number | null;
}

export async function measureStartUp(
  entries: Entries,
  cnn: Subject,
  demo: Subject,
  runs: number,
): Promise<readonly StartUpRow[]> {
  const annarchy = { preset: 'annarchy', encoding: 'IB', limit: '1', workers: '1' };
  const rueckauer = { preset: 'rueckauer', limit: '1', workers: '1' };
  const rows = [
    await leastOf(runs, `an engine of one worker, ${cnn.name}, annarchy`, () =>
      firstSample(entries.worker, cnn, annarchy),
    ),
  ];
  for (const subject of cnn === demo ? [demo] : [cnn, demo]) {
    for (const flags of [annarchy, rueckauer]) {
      const name = `spikebench run, whole process, ${subject.name}, ${flags.preset}${flags === rueckauer ? ' (calibrates on 500 images)' : ''}`;
      rows.push(await leastOf(runs, name, () => wholeRun(entries.cli, subject, flags)));
    }
  }
  return rows;
}

/** Scripts of the processes: the command line and the worker. */
export interface Entries {
  readonly cli: string;
  readonly worker: string;
}

type Run = Omit<StartUpRow, 'what'>;

async function leastOf(runs: number, what: string, start: () => Promise<Run>): Promise<StartUpRow> {
  const all: Run[] = [];
  for (let n = 0; n < runs; n++) all.push(await start());
  const processor = all.flatMap(({ processorSeconds }) => (processorSeconds === null ? [] : [processorSeconds]));
  return {
    what,
    seconds: Math.min(...all.map(({ seconds }) => seconds)),
    processorSeconds: processor.length === 0 ? null : Math.min(...processor),
  };
}

/** From the fork of a worker to its first simulated sample; files are opened, converted and loaded on the way. */
async function firstSample(worker: string, subject: Subject, flags: Flags): Promise<Run> {
  const start = performance.now();
  const engine = createEngine(1, forkChildren(worker));
  try {
    await engine.sweep(await openSweep(engine, subject, flags));
    return { seconds: (performance.now() - start) / 1000, processorSeconds: null };
  } finally {
    engine.close();
  }
}

/** `spikebench run` on one sample, from its start to its end. */
async function wholeRun(cli: string, subject: Subject, flags: Flags): Promise<Run> {
  const start = performance.now();
  const before = endedChildrenTime();
  const child = spawn(process.execPath, [cli, 'run', ...commandLine(subject, flags), '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`spikebench run ended with exit code ${code}`);
  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (endedChildrenTime() - before) / 1000,
  };
}
