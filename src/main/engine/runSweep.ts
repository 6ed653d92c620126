import type { Evaluation, OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import type { Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import { sweepSettingsSchema } from '../../shared/results/runRecordSchema.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { type Shard, shardsOf } from '../../shared/sweep/shards.ts';
import type { ResultsStore } from '../store/resultsStore.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
import { collectFailures } from './cellFaults.ts';
import type { EvaluateRequest } from './engine.ts';
import { enginesOf } from './enginesOf.ts';
import type { GpuDesk } from './gpu/gpuDesk.ts';
import { gpuSimulator } from './gpu/gpuSimulator.ts';
import { inParallel } from './inParallel.ts';
import type { Pool } from './pool.ts';
import { prepareSimulations } from './prepareSimulations.ts';
import { runShard, type ShardRunner } from './runShard.ts';
import { countSimulated } from './simulationProgress.ts';
import { poolSimulator } from './simulator.ts';
import { collectResults } from './sweepResults.ts';

export interface SweepRequest {
  readonly settings: SweepSettings;
  /** The same files as opened: labels and class names. */
  readonly files: OpenedFiles;
  /** Where finished shards are kept; null for a run that leaves nothing behind. */
  readonly store: Pick<ResultsStore, 'finished' | 'append'> | null;
  /** Notes are those of before, where the sweep is gone on with. */
  readonly provenance: Omit<Provenance, 'engine'>;
  /** The shards to simulate; all of the plan unless told. Of what they do not need nothing is prepared, and the record is empty there. */
  readonly only?: readonly Shard[] | undefined;
}

/** What simulates. */
export interface Machines {
  readonly pool: Pool;
  readonly gpu: Pick<GpuDesk, 'run'>;
}

export interface SweepOutcome {
  readonly record: RunRecord;
  /** Shards finished, and all there are: fewer after an abort. */
  readonly finished: number;
  readonly total: number;
  /** What computed the analog network. */
  readonly backend: string;
}

/**
 * Runs a sweep: the analog network and the preparations first, then the shards in the order of the plan, each on disk before it counts.
 * An abort before the first shard throws the Problem cancelled, or the reason of the signal where nothing is kept.
 */
export async function runSweep(
  { pool, gpu }: Machines,
  evaluate: (request: EvaluateRequest) => Promise<Evaluation>,
  { settings: asked, files, store, provenance: { notes: before = [], ...provenance }, only }: SweepRequest,
  watch: Watch,
): Promise<SweepOutcome> {
  const { labels, classNames, model, data } = files;
  if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: data.path });
  // Keys in the order of the schema, as settings have that were read from a file: the record is the same bytes either way.
  const settings: SweepSettings = sweepSettingsSchema.parse(asked);
  const plan = planSweep(settings);
  const shards = only ?? shardsOf(plan);
  const stop = stopBy(watch.signal);
  const total = shards.length;

  const [{ calibrations, notes, problems, analogWork, works, engine }, analog] = await Promise.all([
    prepareSimulations(pool, plan, shards, stop.signal),
    evaluate({ model, data, withOutputs: false, backend: 'portable', only }),
  ]).catch((error: unknown) => {
    if (watch.signal?.aborted && store !== null)
      throw new WorkbenchError({ area: 'run', kind: 'cancelled', finished: 0, total });
    throw error;
  });
  const unconvertible = problems.filter((problem) => problem !== null);
  if (only === undefined && unconvertible.length === problems.length) throw new WorkbenchError(unconvertible[0]!);
  const failures = collectFailures(plan, watch);
  for (const [index, problem] of problems.entries()) {
    if (problem !== null) failures.add(plan.simulations[index]!, describeProblem(problem));
  }

  const happened = [...before];
  const engines = enginesOf(engine, store?.finished ?? []);
  const recordWith = (tallyOf: (simulation: string) => Tally | null): RunRecord => ({
    schema: 2,
    settings,
    provenance: { ...provenance, engine: engines.words(), ...(happened.length === 0 ? {} : { notes: happened }) },
    analog: {
      correct: countEqual(labels, analog.predictions),
      predictions: analog.predictions,
      work: analogWork,
    },
    labels,
    classNames,
    cells: plan.cells.map((cell) => {
      const { id } = plan.simulations[cell.simulation]!;
      const tally = tallyOf(id);
      const failure = tally === null ? failures.reasonOf(id) : null;
      return { ...cell, tally, failure, notes: notes[cell.simulation]!, work: works[cell.simulation]! };
    }),
  });
  const whenRoom = whenThereIsRoom((standstill) => watch.onStandstill?.(standstill), stop.signal);
  await whenRoom(async () => watch.onPrepared?.(recordWith(() => null)));
  const results = collectResults(plan, store?.finished ?? []);
  const left = shards.filter((shard) => !results.has(shard));
  const count = countSimulated(plan, shards, left, watch);

  const note = (text: string): void => {
    happened.push(text);
    watch.onNote?.(text);
  };
  const simulator = settings.engine === 'webgpu' ? gpuSimulator(gpu, pool, note) : poolSimulator(pool);
  const runner: ShardRunner = {
    simulator,
    failures,
    signal: stop.signal,
    taskOf: ({ from, count: samples }, simulations) => ({
      kind: 'simulate',
      settings,
      simulations,
      calibrations: simulations.map((simulation) => calibrations[plan.simulations.indexOf(simulation)]!),
      steps: plan.steps,
      from,
      count: samples,
      analogClasses: analog.predictions.slice(from, from + samples),
    }),
  };

  /** Simulates what the shard lacks, and takes what can be had of it where one of its networks is faulty. */
  async function simulate(shard: Shard): Promise<void> {
    const wanted = results.missingOf(shard).filter(({ id }) => failures.reasonOf(id) === null);
    const found = wanted.length === 0 ? [] : await runShard(runner, shard, wanted, (done) => count(shard, done));
    if (found.length > 0) await whenRoom(async () => store?.append(found));
    results.add(found);
    if (engines.add(found)) watch.onEngine?.(engines.latest());
    count(shard, shard.count);
  }

  await inParallel(left, simulator.width, simulate, () => stop.abort()).catch((error: unknown) => {
    if (watch.signal?.aborted !== true) throw error; // After a cancel, what is finished counts.
  });

  const record = recordWith((simulation) => results.wholeOf(simulation));
  const finished = shards.filter((shard) => results.has(shard)).length;
  return { record, finished, total, backend: analog.backend };
}

/** A controller that follows the user's signal and can also be aborted by us. */
function stopBy(signal: AbortSignal | undefined): AbortController {
  const stop = new AbortController();
  if (signal?.aborted) stop.abort(signal.reason);
  signal?.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  return stop;
}

function countEqual(labels: readonly number[], predictions: readonly number[]): number {
  return labels.filter((label, sample) => label === predictions[sample]).length;
}
