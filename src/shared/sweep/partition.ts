import { pieceCost, startCosts } from './pieceCost.ts';
import type { SweepPlan } from './plan.ts';
import { shardId } from './shardId.ts';
import { type Shard, shardsOf } from './shards.ts';

/** What one machine computes of a sweep: some of its pieces of work, in the order of the plan. */
export interface SweepShard {
  /** Of what is computed and nothing else. */
  readonly id: string;
  /** From 1 to `of`. */
  readonly number: number;
  readonly of: number;
  readonly pieces: readonly Shard[];
  /** Estimated cost in samples times networks times steps, with what it takes to begin. */
  readonly cost: number;
}

/**
 * Cuts a sweep into `of` shards of about the same cost, none of them empty, by a rule that knows the plan and nothing else. A shard is
 * a run of consecutive pieces, so that it needs few of the encodings and few of the samples; durations and readouts are never cut.
 * Throws a RangeError where there are fewer pieces than shards.
 */
export function partitionSweep(plan: SweepPlan, of: number): readonly SweepShard[] {
  const pieces = shardsOf(plan);
  if (!(of >= 1 && of <= pieces.length)) {
    throw new RangeError(`A sweep of ${pieces.length} pieces cannot be cut into ${of} shards.`);
  }
  const work = { pieces, costs: pieces.map((piece) => pieceCost(plan, piece)), starts: startCosts(plan), of };
  return cut(work, smallestCap(work)).map(({ from, to, cost }, index) => {
    const own = pieces.slice(from, to);
    return { id: shardId(plan, own), number: index + 1, of, pieces: own, cost };
  });
}

/** The most shards that a sweep can be cut into. */
export function mostShards(plan: SweepPlan): number {
  return shardsOf(plan).length;
}

interface Work {
  readonly pieces: readonly Shard[];
  /** [piece] */
  readonly costs: readonly number[];
  /** [group] */
  readonly starts: readonly number[];
  readonly of: number;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/** The smallest cost that no shard has to exceed, to the whole unit. */
function smallestCap(work: Work): number {
  let low = 0;
  let high = Math.ceil(cut({ ...work, of: 1 }, Infinity)[0]!.cost);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cut(work, middle).every(({ cost }) => cost <= middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Runs of pieces, each as long as the cap allows while enough pieces stay for the others; the last one takes what is left. */
function cut({ pieces, costs, starts, of }: Work, cap: number): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  let cost = 0;
  for (const [index, { group }] of pieces.entries()) {
    const more = (isFirst: boolean): number =>
      costs[index]! + (isFirst || pieces[index - 1]!.group !== group ? starts[group]! : 0);
    const isLast = runs.length === of - 1;
    const mustEnd = pieces.length - index === of - 1 - runs.length;
    if (index > from && !isLast && (mustEnd || cost + more(false) > cap)) {
      runs.push({ from, to: index, cost });
      from = index;
      cost = 0;
    }
    cost += more(index === from);
  }
  return [...runs, { from, to: pieces.length, cost }];
}
