import type { ResultOf, Task } from '../../shared/api/tasks.ts';
import type { Calibration } from '../../shared/conversion/calibration.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Simulation, SweepSettings } from '../../shared/sweep/plan.ts';

/** Gives a task to the workers. */
export type RunTask = <T extends Task>(
  task: T,
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<ResultOf<T>>;

/** What one simulation must have measured before it can be converted. Throws conversion Problems. */
export async function prepareCalibration(
  run: RunTask,
  settings: SweepSettings,
  simulation: Simulation,
  signal: AbortSignal | undefined,
): Promise<Calibration> {
  const { calibrations, problems } = await run({ kind: 'prepare', settings, simulations: [simulation] }, { signal });
  const [problem] = problems;
  if (problem !== null && problem !== undefined) throw new WorkbenchError(problem);
  return calibrations[0]!;
}
