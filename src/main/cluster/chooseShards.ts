import { WorkbenchError } from '../../shared/problems/problems.ts';
import { describeDifference } from '../../shared/sweep/describeDifference.ts';
import { mostShards, partitionSweep, type SweepShard } from '../../shared/sweep/partition.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import type { StoredShard } from './readShard.ts';

/** Shards that are a whole sweep: one result for each. */
export interface ChosenShards {
  readonly plan: SweepPlan;
  /** In the order of their numbers. */
  readonly shards: readonly StoredShard[];
}

/**
 * Finds a whole sweep among results of shards, given in any order and with repeats. Where shards of several cuts are there, the one with
 * the fewest shards that is whole counts. Throws the Problems otherSweep, shardsConflict, shardsMissing, damagedShard.
 */
export function chooseShards(found: readonly StoredShard[], version: string): ChosenShards {
  const inOrder = found.toSorted((a, b) => compareTexts(a.file, b.file));
  const first = inOrder[0];
  if (first === undefined) throw new WorkbenchError({ area: 'cluster', kind: 'noShards', folders: [] });
  for (const shard of inOrder) {
    const difference = differenceBetween(shard, first, version);
    if (difference !== null) {
      throw new WorkbenchError({
        area: 'cluster',
        kind: 'otherSweep',
        file: shard.file,
        other: first.file,
        difference,
      });
    }
  }
  const plan = planSweep(first.head.settings);
  const cuts = [...new Set(inOrder.map(({ head }) => head.of))]
    .toSorted((a, b) => a - b)
    .map((of) => gather(plan, of, inOrder));
  const whole = cuts.find(({ missing }) => missing.length === 0);
  if (whole !== undefined) return { plan, shards: whole.shards };
  const nearest = cuts.reduce((best, cut) => (cut.missing.length < best.missing.length ? cut : best));
  const missing = nearest.missing.map(({ number, id }) => ({ number, id }));
  throw new WorkbenchError({ area: 'cluster', kind: 'shardsMissing', missing, of: nearest.of });
}

interface Cut {
  readonly of: number;
  readonly shards: readonly StoredShard[];
  readonly missing: readonly SweepShard[];
}

/** The results of one cut, each once. */
function gather(plan: SweepPlan, of: number, found: readonly StoredShard[]): Cut {
  const own = found.filter(({ head }) => head.of === of);
  if (of > mostShards(plan)) throw damaged(own[0]!, `the sweep cannot be cut into ${of} shards`);
  const wanted = partitionSweep(plan, of);
  const byNumber = new Map<number, StoredShard>();
  for (const shard of own) {
    const { number, id } = shard.head;
    if (wanted[number - 1]?.id !== id) throw damaged(shard, 'its id is not that of what it should compute');
    const other = byNumber.get(number);
    if (other === undefined) byNumber.set(number, shard);
    else if (other.content !== shard.content) {
      const { file: firstFile } = other;
      throw new WorkbenchError({
        area: 'cluster',
        kind: 'shardsConflict',
        number,
        of,
        id,
        first: firstFile,
        second: shard.file,
      });
    }
  }
  return {
    of,
    shards: wanted.flatMap(({ number }) => byNumber.get(number) ?? []),
    missing: wanted.filter(({ number }) => !byNumber.has(number)),
  };
}

/** In what a shard differs from another so that they cannot be of one sweep, in words; null where they agree. */
function differenceBetween({ head: ours }: StoredShard, { head: theirs }: StoredShard, version: string): string | null {
  if (ours.provenance.spikebench !== version) {
    return `made by Spikebench ${ours.provenance.spikebench}, this is ${version}`;
  }
  const { engine } = ours.provenance;
  if (engine !== theirs.provenance.engine)
    return `simulated by the engine ${engine} here, ${theirs.provenance.engine} there`;
  if (ours.backend !== theirs.backend)
    return `analog network computed by ${ours.backend} here, ${theirs.backend} there`;
  return describeDifference(theirs.settings, ours.settings);
}

function damaged({ file }: StoredShard, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'cluster', kind: 'damagedShard', file, reason });
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
