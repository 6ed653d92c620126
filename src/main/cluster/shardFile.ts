import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { CellRecord, Provenance, RunRecord } from '../../shared/results/runRecord.ts';
import { cellOutcomeSchema, provenanceSchema, sweepSettingsSchema } from '../../shared/results/runRecordSchema.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import type { PartialResult } from '../store/resultsStore.ts';

/**
 * The result of a shard, whole in one file of lines of JSON: the head, what all its simulations share, a line for each simulation and
 * run of consecutive samples, and an end with the SHA-256 of the head and of everything between. The lines between say nothing of the
 * machine: a shard that ran twice has the same ones.
 */

export interface ShardHead {
  readonly format: 'spikebench shard';
  readonly schema: 1;
  readonly id: string;
  readonly number: number;
  readonly of: number;
  readonly settings: SweepSettings;
  readonly provenance: Provenance;
  /** What computed the analog network: results of two such are not mixed. */
  readonly backend: string;
}

/** What a cell is besides its place in the plan and what was counted. */
export type SimulationOutcome = Pick<CellRecord, 'failure' | 'notes' | 'work'>;

export interface ShardCommon {
  readonly classNames: readonly string[];
  readonly analogWork: RunRecord['analog']['work'];
  /** Labels, and the classes that the analog network gives, in runs of consecutive samples counted from the first of the sweep. */
  readonly samples: readonly SampleRun[];
  /** By id of the simulation. */
  readonly simulations: Readonly<Record<string, SimulationOutcome>>;
}

export interface SampleRun {
  readonly from: number;
  readonly labels: readonly number[];
  readonly predictions: readonly number[];
}

const whole = z.int().nonnegative();
const wholes = z.array(whole);

export const shardHeadSchema = z.object({
  format: z.literal('spikebench shard'),
  schema: z.literal(1),
  id: z.string(),
  number: z.int().positive(),
  of: z.int().positive(),
  settings: sweepSettingsSchema,
  provenance: provenanceSchema,
  backend: z.string(),
});

export const shardCommonSchema = z.object({
  classNames: z.array(z.string()),
  analogWork: z.object({ macs: whole, additions: whole }).nullable(),
  samples: z.array(z.object({ from: whole, labels: wholes, predictions: wholes })),
  simulations: z.record(z.string(), cellOutcomeSchema),
});

export const shardEndSchema = z.object({
  end: z.literal(true),
  results: whole,
  head: z.string(),
  content: z.string(),
});

/** The line of one result begins so that its place can be told without reading the rest. */
export const resultStart = /^\{"simulation":"([^"]+)","from":(\d+),"count":(\d+),"tally":/;

/** The text of a shard's file, line by line; `results` in the order in which they shall stand. */
export function* shardLines(
  head: ShardHead,
  common: ShardCommon,
  results: Iterable<PartialResult>,
): Generator<string, void, undefined> {
  const first = lineOf(head);
  yield first;
  const content = createHash('sha256');
  const keep = (line: string): string => {
    content.update(line);
    return line;
  };
  yield keep(lineOf(common));
  let count = 0;
  for (const { simulation, tally } of results) {
    count++;
    yield keep(lineOf({ simulation, from: tally.from, count: tally.count, tally }));
  }
  yield lineOf({ end: true, results: count, head: sha256(first), content: content.digest('hex') });
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** "shard-03-of-40-1f3a0c9be2d4": names sort by number. */
export function shardName({ id, number, of }: Pick<ShardHead, 'id' | 'number' | 'of'>): string {
  return `shard-${String(number).padStart(String(of).length, '0')}-of-${of}-${id}`;
}

export const shardSuffix = '.shard.jsonl';

/** Folder in the folder of a sweep to which the shards of an executor go. */
export const shardsFolder = 'shards';

/** Where an executor finds the result of a shard. */
export function shardPath(folder: string, shard: Pick<ShardHead, 'id' | 'number' | 'of'>): string {
  return join(folder, shardsFolder, `${shardName(shard)}${shardSuffix}`);
}

/** Number, count and id in the name of a shard's file; null for other files. */
export function parseShardName(name: string): { number: number; of: number; id: string } | null {
  const match = /^shard-(\d+)-of-(\d+)-([0-9a-f]+)\.shard\.jsonl$/.exec(name);
  return match === null ? null : { number: Number(match[1]), of: Number(match[2]), id: match[3]! };
}
