import type { OpenedFiles } from '../../../shared/api/engineViews.ts';
import type { SimulateTask } from '../../../shared/api/tasks.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { tallySchema } from '../../../shared/results/runRecordSchema.ts';
import type { SweepPlan, SweepSettings } from '../../../shared/sweep/plan.ts';
import { planSweep } from '../../../shared/sweep/planSweep.ts';
import { simulatedBy } from '../../../shared/sweep/simulatedBy.ts';
import type { Pool } from '../pool.ts';
import type { Machines } from '../runSweep.ts';
import { GpuFault } from './gpuFault.ts';
import { gpuRunner } from './gpuSimulator.ts';

/** The same samples on the CPU and on the GPU. Speeds are samples times networks times steps a second. */
export interface EngineComparison {
  readonly samples: number;
  readonly networks: number;
  readonly steps: number;
  readonly cpu: { readonly workers: number; readonly stepsPerSecond: number };
  readonly gpu: GpuMeasurement;
}

export type GpuMeasurement =
  | {
      readonly isThere: true;
      readonly name: string;
      readonly stepsPerSecond: number;
      /** `same`: every count is. `predictions`: every class after the last step is. */
      readonly agreement: 'same' | 'predictions' | 'none';
    }
  /** In words, without a stop at the end. */
  | { readonly isThere: false; readonly reason: string };

/** A rough calibration is as fast to simulate as a good one. */
const calibrationSamples = 20;
/** s that a worker may take. */
const budget = 2;
const fewestSamples = 2;
/** As many as a shard has. */
const mostSamples = 50;
const mostNetworks = 12;
/** ms that the GPU has at least; beyond, it is not faster. */
const gpuPatience = 30_000;

/** Simulates a few samples of a sweep's first group, on a worker and on the GPU, after one sample that loads the networks. Throws conversion Problems. */
export async function compareEngines(
  { pool, gpu }: Machines,
  asked: SweepSettings,
  { data }: Pick<OpenedFiles, 'data'>,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<EngineComparison> {
  const samples = Math.min(asked.calibration.samples, calibrationSamples);
  const settings = { ...simulatedBy(asked, 'simd'), calibration: { ...asked.calibration, samples } };
  const plan = planSweep(settings);
  const taskOf = await prepareFirstGroup(pool, plan, signal);
  const networks = taskOf(1).simulations.length;

  await pool.run(taskOf(1), { signal });
  const [oneSeconds] = await timed(() => pool.run(taskOf(1), { signal }));
  const fitting = Math.floor(budget / Math.max(oneSeconds, 1e-6));
  const count = Math.min(data.count, mostSamples, Math.max(fewestSamples, fitting));
  const [cpuSeconds, counted] = await timed(() => pool.run(taskOf(count), { signal }));

  const work = count * networks * plan.steps;
  return {
    samples: count,
    networks,
    steps: plan.steps,
    cpu: { workers: pool.size, stepsPerSecond: (work / cpuSeconds) * pool.size },
    gpu: await measureGpu(),
  };

  async function measureGpu(): Promise<GpuMeasurement> {
    const runOn = gpuRunner(gpu, pool);
    const limit = Math.max(gpuPatience, 10_000 * cpuSeconds);
    const late = AbortSignal.timeout(limit);
    const both = signal === undefined ? late : AbortSignal.any([late, signal]);
    try {
      await runOn(taskOf(1), { signal: both });
      const [seconds, { tallies, engine }] = await timed(() => runOn(taskOf(count), { signal: both }));
      return {
        isThere: true,
        name: engine ?? '',
        stepsPerSecond: work / seconds,
        agreement: agreementOf(tallies, counted),
      };
    } catch (error) {
      if (signal?.aborted === true) throw error;
      if (late.aborted) return { isThere: false, reason: `it was not done within ${Math.round(limit / 1000)} s` };
      if (error instanceof GpuFault) return { isThere: false, reason: error.words };
      throw error;
    }
  }
}

/** Makes the tasks that run the first samples through the networks of the first group that convert. */
async function prepareFirstGroup(
  pool: Pool,
  plan: SweepPlan,
  signal: AbortSignal | undefined,
): Promise<(count: number) => SimulateTask> {
  const { settings, steps } = plan;
  const wanted = plan.groups[0]!.slice(0, mostNetworks).map((index) => plan.simulations[index]!);
  const { calibrations, problems } = await pool.run({ kind: 'prepare', settings, simulations: wanted }, { signal });
  const good = wanted.map((_, index) => index).filter((index) => problems[index] === null);
  if (good.length === 0) throw new WorkbenchError(problems.find((problem) => problem !== null)!);
  return (count) => ({
    kind: 'simulate',
    settings,
    simulations: good.map((index) => wanted[index]!),
    calibrations: good.map((index) => calibrations[index]!),
    steps,
    from: 0,
    count,
    analogClasses: Array.from({ length: count }, () => 0),
  });
}

function agreementOf(found: readonly Tally[], wanted: readonly Tally[]): 'same' | 'predictions' | 'none' {
  if (inOrder(found) === inOrder(wanted)) return 'same';
  const classes = (tallies: readonly Tally[]): string =>
    JSON.stringify(tallies.map(({ readouts }) => readouts.map(({ predictions }) => predictions)));
  return classes(found) === classes(wanted) ? 'predictions' : 'none';
}

/** As text, keys in the order of the schema: what a window sent has them so. */
function inOrder(tallies: readonly Tally[]): string {
  return JSON.stringify(tallies.map((tally) => tallySchema.parse(tally)));
}

async function timed<Result>(work: () => Promise<Result>): Promise<readonly [seconds: number, Result]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}
