import type { Evaluation, OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { type Shard, shardsOf } from '../../shared/sweep/shards.ts';
import type { ResultsStore } from '../store/resultsStore.ts';
import type { EvaluateRequest } from './engine.ts';
import type { Pool } from './pool.ts';
import { countSimulated } from './simulationProgress.ts';
import { collectResults, simulationsOf } from './sweepResults.ts';

export interface SweepRequest {
  readonly settings: SweepSettings;
  /** The same files as opened: labels and class names. */
  readonly files: OpenedFiles;
  /** Where finished shards are kept; null for a run that leaves nothing behind. */
  readonly store: Pick<ResultsStore, 'finished' | 'append'> | null;
  readonly provenance: Omit<Provenance, 'engine'>;
}

export interface SweepOutcome {
  readonly record: RunRecord;
  /** Shards finished, and all there are: fewer after an abort. */
  readonly finished: number;
  readonly total: number;
}

/**
 * Runs a sweep: the analog network and the preparations first, then the shards in the order of the plan, each on disk before it counts.
 * An abort before the first shard throws the Problem cancelled, or the reason of the signal where nothing is kept.
 */
export async function runSweep(
  pool: Pool,
  evaluate: (request: EvaluateRequest) => Promise<Evaluation>,
  { settings, files, store, provenance }: SweepRequest,
  watch: Watch,
): Promise<SweepOutcome> {
  const { labels, classNames, model, data } = files;
  if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: data.path });
  const plan = planSweep(settings);
  const shards = shardsOf(plan);
  const stop = stopBy(watch.signal);
  const total = shards.length;

  const [{ calibrations, notes, analogWork, works, engine }, analog] = await Promise.all([
    pool.run({ kind: 'prepare', settings, simulations: plan.simulations }, { signal: stop.signal }),
    evaluate({ model, data, withOutputs: false, backend: 'portable' }),
  ]).catch((error: unknown) => {
    if (watch.signal?.aborted && store !== null)
      throw new WorkbenchError({ area: 'run', kind: 'cancelled', finished: 0, total });
    throw error;
  });

  const recordWith = (tallyOf: (simulation: string) => Tally | null): RunRecord => ({
    schema: 2,
    settings,
    provenance: { ...provenance, engine },
    analog: {
      correct: countEqual(labels, analog.predictions),
      predictions: analog.predictions,
      work: analogWork,
    },
    labels,
    classNames,
    cells: plan.cells.map((cell) => ({
      ...cell,
      tally: tallyOf(plan.simulations[cell.simulation]!.id),
      notes: notes[cell.simulation]!,
      work: works[cell.simulation]!,
    })),
  });
  await watch.onPrepared?.(recordWith(() => null));
  const results = collectResults(plan, store?.finished ?? []);
  const left = shards.filter((shard) => !results.has(shard));
  const count = countSimulated(plan, shards, left, watch);

  async function simulate(shard: Shard): Promise<void> {
    const simulations = simulationsOf(plan, shard);
    const own = simulations.map((simulation) => calibrations[plan.simulations.indexOf(simulation)]!);
    const { from, count: samples } = shard;
    const analogClasses = analog.predictions.slice(from, from + samples);
    const tallies = await pool.run(
      {
        kind: 'simulate',
        settings,
        simulations,
        calibrations: own,
        steps: plan.steps,
        from,
        count: samples,
        analogClasses,
      },
      { signal: stop.signal, onProgress: (done) => count(shard, done) },
    );
    const found = simulations.map(({ id }, index) => ({ simulation: id, tally: tallies[index]! }));
    await store?.append(found);
    results.add(found);
    count(shard, samples);
  }

  const work = left.map(simulate);
  await Promise.all(work).catch(async (error: unknown) => {
    const isCancelled = watch.signal?.aborted === true;
    stop.abort();
    await Promise.allSettled(work);
    if (!isCancelled) throw error; // After a cancel, what is finished counts.
  });

  const record = recordWith((simulation) => results.wholeOf(simulation));
  return { record, finished: shards.filter((shard) => results.has(shard)).length, total };
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
