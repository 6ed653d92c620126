import type { Watch } from '../../shared/api/engineViews.ts';
import { type EngineAgreement, joinAgreements } from '../../shared/simulation/engineAgreement.ts';
import type { Simulation, SweepSettings } from '../../shared/sweep/plan.ts';
import { runsOf } from '../../shared/sweep/shards.ts';
import { prepareCalibration, type RunTask } from './prepareCalibration.ts';

/** One cell, whose spikes are to be compared between engines. */
export interface VerificationRequest {
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  readonly steps: number;
}

/** Samples that a worker compares in one go. */
const samplesAtATime = 10;

/** Simulates the samples of a cell on every engine of the workers behind `run`: [engine]. Throws conversion Problems. */
export async function verifyCell(
  run: RunTask,
  { settings, simulation, steps }: VerificationRequest,
  { signal, onProgress }: Pick<Watch, 'signal' | 'onProgress'> = {},
): Promise<readonly EngineAgreement[]> {
  const calibration = await prepareCalibration(run, settings, simulation, signal);
  const total = settings.data.count;
  let done = 0;
  onProgress?.({ phase: 'simulate', done, total });
  const parts = await Promise.all(
    runsOf(total, samplesAtATime).map(async ({ from, count }) => {
      const question = { about: 'verify', settings, simulation, calibration, steps, from, count } as const;
      const part = await run({ kind: 'view', question }, { signal });
      if (!isAgreement(part)) throw new Error('A comparison of engines was answered by something else');
      done += count;
      onProgress?.({ phase: 'simulate', done, total });
      return part;
    }),
  );
  return parts[0]!.map((_, engine) => joinAgreements(parts.map((part) => part[engine]!)));
}

function isAgreement(answer: object): answer is readonly EngineAgreement[] {
  return Array.isArray(answer);
}
