import { childProcesses, memoryOf } from './processes.ts';
import { measureWorkers, type WorkersRow } from './workers.ts';
import type { Subject } from './workloads.ts';

/** All test images through the real engine. */
export interface LongRun extends WorkersRow {
  /** From the first task to the record, in s. */
  readonly seconds: number;
  /** The same with a core for each worker: the simulation from processor time, the preparation before it as it was. */
  readonly undisturbedSeconds: number;
  readonly accuracy: number;
  readonly analogAccuracy: number;
  /** Resident memory of the largest worker in MB, where so many samples were done. */
  readonly memory: readonly { readonly samples: number; readonly megabytes: number }[];
  /** Resident memory at the end over that after a tenth of the samples. */
  readonly growth: number;
}

export async function measureLongRun(
  worker: string,
  subject: Subject,
  samples: number,
  workers: number,
): Promise<LongRun> {
  const memory: { samples: number; megabytes: number }[] = [];
  const before = new Set(childProcesses());
  const start = performance.now();
  const flags = { preset: 'rueckauer', encoding: 'constant-current', limit: String(samples) };
  const { row, outcome } = await measureWorkers(worker, subject, flags, workers, ({ phase, done }) => {
    if (phase !== 'simulate' || done === 0 || done < (memory.length * samples) / 20) return;
    const processes = childProcesses().filter((process) => !before.has(process));
    memory.push({ samples: done, megabytes: Math.max(...processes.map((process) => memoryOf(process).resident)) });
  });
  const seconds = (performance.now() - start) / 1000;
  const { analog, cells } = outcome.record;
  const tenth = memory.find((reading) => reading.samples >= samples / 10)!;
  return {
    ...row,
    seconds,
    undisturbedSeconds: seconds - samples / row.samplesPerSecond + samples / row.undisturbedPerSecond,
    accuracy: cells[0]!.tally!.readouts[0]!.correct.at(-1)! / row.samples,
    analogAccuracy: analog.correct / row.samples,
    memory,
    growth: memory.at(-1)!.megabytes / tenth.megabytes,
  };
}
