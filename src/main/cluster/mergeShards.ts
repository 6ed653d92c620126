import { resultsCsvHead, resultsCsvRows } from '../../shared/export/resultsCsv.ts';
import { runRecordText } from '../../shared/export/runJson.ts';
import { trimTally } from '../../shared/metrics/growTally.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import type { CellRecord, RunRecord } from '../../shared/results/runRecord.ts';
import { makeFolder } from './makeFolder.ts';
import { createPieceWriter } from '../store/writePieces.ts';
import { isDrawable, type ResultFiles, resultPaths, writeDictionary, writeFigure } from '../store/writeResults.ts';
import { chooseShards, type ChosenShards } from './chooseShards.ts';
import type { StoredShard } from './readShard.ts';
import { createResultReader } from './resultReader.ts';
import type { SimulationOutcome } from './shardFile.ts';

/** What a merge made. */
export interface Merged {
  readonly files: ResultFiles;
  /** With trimmed tallies, without lists by sample; null where there are more cells than can be looked at. */
  readonly record: RunRecord | null;
  readonly cells: number;
  /** Cells without a result, since something stands against them. */
  readonly failed: number;
  readonly shards: number;
  /** Repeats of shards, and shards of other cuts, that were not needed. */
  readonly unused: number;
}

export interface MergeOptions {
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  /** Cells done, and all there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Puts the results of shards together into the files that one machine would have written, byte for byte, and writes them to a folder.
 * Holds one cell at a time. Throws the Problems of `chooseShards`, damagedShard, notWritable, diskFull.
 */
export async function mergeShards(
  found: readonly StoredShard[],
  folder: string,
  options: MergeOptions,
): Promise<Merged> {
  const { version, signal, onProgress } = options;
  const chosen = chooseShards(found, version);
  const { plan, shards } = chosen;
  const head = headOf(chosen);
  const outcomes = outcomesOf(chosen);
  await makeFolder(folder);
  const { csv, json } = resultPaths(folder);
  const reader = createResultReader(shards, plan.settings.data.count);
  const table = await createPieceWriter(csv);
  const text = await createPieceWriter(json);
  const keeps = isDrawable({ cells: plan.cells, settings: plan.settings });
  const cells: CellRecord[] = [];
  let failed = 0;
  let last: { readonly id: string; readonly tally: Tally | null } = { id: '', tally: null };
  try {
    await table.write(resultsCsvHead);
    await text.write(runRecordText.start(head));
    for (const [index, cell] of plan.cells.entries()) {
      signal?.throwIfAborted();
      const { id } = plan.simulations[cell.simulation]!;
      const { failure, notes, work } = outcomes.get(id)!;
      // Cells that differ in a seed which draws nothing stand behind each other and are one simulation.
      if (last.id !== id) last = { id, tally: await reader.read(id) };
      const { tally } = last;
      const record: CellRecord = { ...cell, tally, failure: tally === null ? failure : null, notes, work };
      if (tally !== null) await table.write([...resultsCsvRows(head, record, tally)].join(''));
      else failed++;
      await text.write(runRecordText.cell(record, index));
      if (keeps) cells.push({ ...record, tally: tally === null ? null : trimTally(tally) });
      onProgress?.(index + 1, plan.cells.length);
    }
    await text.write(runRecordText.end(plan.cells.length));
    await table.finish();
    await text.finish();
  } finally {
    await reader.close();
    await table.abandon();
    await text.abandon();
  }
  const record = keeps ? { ...head, cells } : null;
  await writeDictionary(folder);
  const figure = record === null ? null : await writeFigure(folder, record);
  const unused = found.length - shards.length;
  return { files: { csv, json, figure }, record, cells: plan.cells.length, failed, shards: shards.length, unused };
}

/** The record without its cells. */
function headOf({ plan, shards }: ChosenShards): RunRecord {
  const { count } = plan.settings.data;
  const labels = Array.from({ length: count }, () => 0);
  const predictions = Array.from({ length: count }, () => 0);
  for (const { common } of shards) {
    for (const run of common.samples) {
      for (const [index, label] of run.labels.entries()) labels[run.from + index] = label;
      for (const [index, prediction] of run.predictions.entries()) predictions[run.from + index] = prediction;
    }
  }
  const { classNames, analogWork } = shards[0]!.common;
  return {
    schema: 2,
    settings: settingsOf(shards),
    provenance: provenanceOf(shards),
    analog: {
      correct: labels.filter((label, sample) => label === predictions[sample]).length,
      predictions,
      work: analogWork,
    },
    labels,
    classNames,
    cells: [],
  };
}

/** The settings of all, with the paths that come first in the order of characters: shards need not have had the same ones. */
function settingsOf(shards: ChosenShards['shards']): RunRecord['settings'] {
  const pathsOf = ({ model, data }: RunRecord['settings']): string => `${model.path}\n${data.path}`;
  return shards
    .map(({ head }) => head.settings)
    .reduce((first, settings) => (pathsOf(settings) < pathsOf(first) ? settings : first));
}

/** Where the shards were made. Versions of Node and platforms change no result, so they may be several. */
function provenanceOf(shards: ChosenShards['shards']): RunRecord['provenance'] {
  const all = shards.map(({ head }) => head.provenance);
  const each = (values: readonly string[]): string => [...new Set(values)].toSorted().join(', ');
  const { spikebench, engine } = all[0]!;
  return {
    spikebench,
    node: each(all.map(({ node }) => node)),
    platform: each(all.map(({ platform }) => platform)),
    engine,
  };
}

/** What became of each simulation; a failure in any shard is one of the whole. */
function outcomesOf({ shards }: ChosenShards): ReadonlyMap<string, SimulationOutcome> {
  const outcomes = new Map<string, SimulationOutcome>();
  for (const { common } of shards) {
    for (const [simulation, outcome] of Object.entries(common.simulations)) {
      const known = outcomes.get(simulation);
      if (known === undefined || (known.failure === null && outcome.failure !== null)) {
        outcomes.set(simulation, outcome);
      }
    }
  }
  return outcomes;
}
