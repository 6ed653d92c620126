import { createEngine } from '../../src/main/engine/engine.ts';
import { forkChildren } from '../../src/main/engine/fork.ts';
import type { SweepOutcome } from '../../src/main/engine/runSweep.ts';
import type { Progress } from '../../src/shared/api/engineViews.ts';
import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import { childProcesses, mainThreadTime, memoryOf, processorTime } from './processes.ts';
import { type Flags, openSweep, type Subject } from './workloads.ts';

/** A run through the real engine on some worker processes: the phase in which samples are simulated. */
export interface WorkersRow {
  readonly network: string;
  readonly preset: string;
  readonly encoding: string;
  readonly workers: number;
  readonly samples: number;
  /** By the clock on the wall, on whatever cores were free. */
  readonly samplesPerSecond: number;
  /** Processor time of all workers, loading of the network included. */
  readonly processorMillisecondsPerSample: number;
  /**
   * What the workers would do with a core each: their samples per second of processor time, times the part of the time in which they
   * computed, waits for a core left out.
   */
  readonly undisturbedPerSecond: number;
  /** Most that any of them held, in MB, from its start: calibration and analog network included. */
  readonly peakMegabytes: number;
}

export interface Scaling {
  readonly alone: WorkersRow;
  readonly together: WorkersRow;
  /** Together over alone. */
  readonly byWall: number;
  readonly undisturbed: number;
  /** Both gave the same record, every tally included. */
  readonly equal: boolean;
}

/** One worker against `workers`, in turns, the best of each. */
export async function measureScaling(
  entry: string,
  subject: Subject,
  flags: Flags,
  workers: number,
  rounds: number,
): Promise<Scaling> {
  const alone: Measured[] = [];
  const together: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    alone.push(await measureWorkers(entry, subject, flags, 1));
    together.push(await measureWorkers(entry, subject, flags, workers));
  }
  const tallies = new Set([...alone, ...together].map(({ outcome }) => JSON.stringify(outcome.record.cells)));
  const [one, many] = [bestOf(alone), bestOf(together)];
  return {
    alone: one,
    together: many,
    byWall: many.samplesPerSecond / one.samplesPerSecond,
    undisturbed: many.undisturbedPerSecond / one.undisturbedPerSecond,
    equal: tallies.size === 1,
  };
}

function bestOf(measured: readonly Measured[]): WorkersRow {
  const [first, ...others] = measured.map(({ row }) => row);
  return others.reduce(
    (best, row) => ({
      ...row,
      samplesPerSecond: Math.max(best.samplesPerSecond, row.samplesPerSecond),
      undisturbedPerSecond: Math.max(best.undisturbedPerSecond, row.undisturbedPerSecond),
      processorMillisecondsPerSample: Math.min(best.processorMillisecondsPerSample, row.processorMillisecondsPerSample),
      peakMegabytes: Math.max(best.peakMegabytes, row.peakMegabytes),
    }),
    first!,
  );
}

interface Measured {
  readonly row: WorkersRow;
  readonly outcome: SweepOutcome;
}

/** Readings of the workers at one moment. */
interface Reading {
  readonly time: number;
  readonly workers: ReadonlyMap<number, { readonly running: number; readonly waiting: number; readonly all: number }>;
}

export async function measureWorkers(
  entry: string,
  subject: Subject,
  flags: Flags,
  workers: number,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Measured> {
  const others = new Set(childProcesses());
  const read = (): Reading => ({
    time: performance.now(),
    workers: new Map(
      childProcesses()
        .filter((process) => !others.has(process))
        .map((process) => [process, { ...mainThreadTime(process), all: processorTime(process) }]),
    ),
  });
  const engine = createEngine(workers, forkChildren(entry));
  try {
    const request = await openSweep(engine, subject, flags);
    let start: Reading | null = null;
    const outcome = await engine.sweep(request, {
      onProgress(progress) {
        if (progress.phase === 'simulate') start ??= read();
        onProgress(progress);
      },
    });
    const end = read();
    const { settings, cells } = outcome.record;
    const samples = settings.data.count;
    return {
      outcome,
      row: {
        network: subject.name,
        preset: cells[0]!.preset,
        encoding: encodingName(cells[0]!.encoding),
        workers,
        samples,
        ...compareReadings(start!, end, samples),
        peakMegabytes: Math.max(...[...end.workers.keys()].map((process) => memoryOf(process).peak)),
      },
    };
  } finally {
    engine.close();
  }
}

function compareReadings(start: Reading, end: Reading, samples: number) {
  const wall = end.time - start.time;
  const none = { running: 0, waiting: 0, all: 0 };
  const spent = [...end.workers].map(([process, now]) => {
    const before = start.workers.get(process) ?? none;
    return {
      running: now.running - before.running,
      waiting: now.waiting - before.waiting,
      all: now.all - before.all,
    };
  });
  const sum = (of: (worker: (typeof spent)[number]) => number): number =>
    spent.reduce((total, worker) => total + of(worker), 0);
  const busy = sum(({ running, waiting }) => running / (wall - waiting));
  return {
    samplesPerSecond: (samples / wall) * 1000,
    processorMillisecondsPerSample: sum(({ all }) => all) / samples,
    undisturbedPerSecond: (samples / sum(({ running }) => running)) * 1000 * busy,
  };
}
