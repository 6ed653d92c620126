import type { Watch } from '../../shared/api/engineViews.ts';
import type { Calibration } from '../../shared/conversion/calibration.ts';
import { type DiagnosisTally, joinDiagnoses } from '../../shared/diagnosis/diagnosisTally.ts';
import { type Diagnosis, summarise } from '../../shared/diagnosis/summarise.ts';
import type { Readout } from '../../shared/simulation/readout.ts';
import type { Simulation, SweepSettings } from '../../shared/sweep/plan.ts';
import { runsOf } from '../../shared/sweep/shards.ts';
import { prepareCalibration, type RunTask } from './prepareCalibration.ts';

/** One cell, and how closely to look at it. */
export interface DiagnosisRequest {
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  /** Null: measured first. */
  readonly calibration: Calibration | null;
  readonly readout: Readout;
  /** Steps after which to measure, rising. */
  readonly times: readonly number[];
  /** Samples from the first one on. */
  readonly samples: number;
}

/** Samples that a worker looks at in one go: the same ones together on any number of workers, so that sums come out the same; few, so that progress is seen. */
const samplesAtATime = 10;

/** Diagnoses a cell on the workers behind `run`. Throws conversion Problems. */
export async function diagnoseCell(
  run: RunTask,
  { settings, simulation, calibration, readout, times, samples }: DiagnosisRequest,
  { signal, onProgress }: Pick<Watch, 'signal' | 'onProgress'> = {},
): Promise<Diagnosis> {
  const measured = calibration ?? (await prepareCalibration(run, settings, simulation, signal));
  const total = Math.min(samples, settings.data.count);
  let done = 0;
  onProgress?.({ phase: 'simulate', done, total });
  const parts = await Promise.all(
    runsOf(total, samplesAtATime).map(async ({ from, count }): Promise<DiagnosisTally> => {
      const question = {
        about: 'diagnose',
        settings,
        simulation,
        calibration: measured,
        readout,
        times,
        from,
        count,
      } as const;
      const part = await run({ kind: 'view', question }, { signal });
      if (!('cuts' in part)) throw new Error('A diagnosis was answered by something else');
      done += count;
      onProgress?.({ phase: 'simulate', done, total });
      return part;
    }),
  );
  return summarise(parts.reduce(joinDiagnoses));
}
