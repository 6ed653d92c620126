import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedFiles, Watch } from '../../shared/api/engineViews.ts';
import { mergeTallies } from '../../shared/metrics/mergeTallies.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import type { SweepShard } from '../../shared/sweep/partition.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import { runsOf } from '../../shared/sweep/shards.ts';
import { type Engine, evaluationRun, overlaps } from '../engine/engine.ts';
import { simulationsOfShards } from '../engine/prepareSimulations.ts';
import type { PartialResult } from '../store/resultsStore.ts';
import { createPieceWriter } from '../store/writePieces.ts';
import { makeFolder } from './makeFolder.ts';
import { readShard } from './readShard.ts';
import { type SampleRun, type ShardCommon, shardLines, shardName, shardSuffix } from './shardFile.ts';
import { openShardJournal } from './shardJournal.ts';

export interface ShardRequest {
  readonly plan: SweepPlan;
  readonly shard: SweepShard;
  readonly files: OpenedFiles;
  readonly folder: string;
  readonly provenance: Omit<Provenance, 'engine'>;
}

/** A shard that is whole on the disk. */
export interface ComputedShard {
  readonly file: string;
  /** It was there before. */
  readonly wasThere: boolean;
  /** Simulations without a result, by words that say why. */
  readonly failures: readonly string[];
}

/**
 * Computes a shard into a file of its own in the folder, or goes on with what earlier processes have finished of it. Throws the Problem
 * cancelled after an abort, and those of sweeps.
 */
export async function computeShard(
  engine: Pick<Engine, 'sweep'>,
  request: ShardRequest,
  watch: Watch,
): Promise<ComputedShard> {
  const { plan, shard, files, folder, provenance } = request;
  await makeFolder(folder);
  const name = shardName(shard);
  const file = join(folder, `${name}${shardSuffix}`);
  if (await isWhole(file)) return { file, wasThere: true, failures: [] };

  const journal = await openShardJournal(folder, name);
  const results: PartialResult[] = [...journal.finished];
  try {
    const { record, finished, total, backend } = await engine.sweep(
      {
        settings: plan.settings,
        files,
        provenance,
        only: shard.pieces,
        store: {
          finished: journal.finished,
          async append(found) {
            await journal.append(found);
            results.push(...found);
          },
        },
      },
      watch,
    );
    if (watch.signal?.aborted === true && finished < total) {
      throw new WorkbenchError({ area: 'run', kind: 'cancelled', finished, total });
    }
    const { id, number, of } = shard;
    const common = commonOf(plan, shard, record);
    const { settings } = plan;
    const head = { format: 'spikebench shard', schema: 1, id, number, of, settings } as const;
    const writer = await createPieceWriter(file, journal.draft);
    try {
      const lines = shardLines(
        { ...head, provenance: record.provenance, backend },
        common,
        joinResults(plan, shard, results),
      );
      for (const line of lines) await writer.write(line);
      await writer.finish();
    } finally {
      await writer.abandon();
    }
    const failures = Object.values(common.simulations).flatMap(({ failure }) => failure ?? []);
    await journal.clear();
    return { file, wasThere: false, failures };
  } finally {
    await journal.close();
  }
}

/** Whether the result is there already; a damaged one is deleted. */
async function isWhole(file: string): Promise<boolean> {
  try {
    await readShard(file);
    return true;
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    await rm(file, { force: true });
    return false;
  }
}

function commonOf(plan: SweepPlan, { pieces }: SweepShard, record: RunRecord): ShardCommon {
  const own = simulationsOfShards(plan, pieces);
  const outcomes = new Map(record.cells.map((cell) => [cell.simulation, cell]));
  const samples = runsOf(plan.settings.data.count, evaluationRun)
    .filter((run) => pieces.some(overlaps(run)))
    .map(({ from, count }): SampleRun => {
      const to = from + count;
      return { from, labels: record.labels.slice(from, to), predictions: record.analog.predictions.slice(from, to) };
    });
  return {
    classNames: record.classNames,
    analogWork: record.analog.work,
    samples,
    simulations: Object.fromEntries(
      own.map((index) => {
        const { failure, notes, work } = outcomes.get(index)!;
        return [plan.simulations[index]!.id, { failure, notes, work }];
      }),
    ),
  };
}

/** What the shard counted, in the order of the plan's simulations, consecutive runs of samples put together. */
function* joinResults(
  plan: SweepPlan,
  { pieces }: SweepShard,
  results: readonly PartialResult[],
): Generator<PartialResult, void, undefined> {
  const parts = new Map<string, Map<number, Tally>>();
  for (const { simulation, tally } of results) {
    const known = parts.get(simulation);
    if (known === undefined) parts.set(simulation, new Map([[tally.from, tally]]));
    else known.set(tally.from, tally);
  }
  for (const index of simulationsOfShards(plan, pieces)) {
    const { id } = plan.simulations[index]!;
    const inOrder = [...(parts.get(id)?.values() ?? [])].toSorted((a, b) => a.from - b.from);
    let run: Tally[] = [];
    for (const tally of inOrder) {
      const last = run.at(-1);
      if (last !== undefined && last.from + last.count !== tally.from) {
        yield { simulation: id, tally: mergeTallies(run) };
        run = [];
      }
      run.push(tally);
    }
    if (run.length > 0) yield { simulation: id, tally: mergeTallies(run) };
  }
}
