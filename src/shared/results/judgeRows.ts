import { holmAdjusted } from '../metrics/holm.ts';
import { mcNemarExact } from '../metrics/mcNemar.ts';
import type { Milliseconds } from '../units.ts';
import { classesAtTime } from './classesAtTime.ts';
import { groupRows } from './groupRows.ts';
import type { ResultRow } from './resultRows.ts';

/** `winner`: better than every other one; `tied`: best, or not shown to be worse than the best; `worse`: shown to be worse. */
export type Standing = 'winner' | 'tied' | 'worse';

/** Who has the highest accuracy, beyond chance. */
export interface Judgement {
  /** By key of row. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Holm-adjusted p value of the row against the best: by key of row; the best has none. */
  readonly p: ReadonlyMap<string, number>;
  /** Pairs that were compared. */
  readonly pairs: number;
}

/** Why nothing was judged: fewer than two outcomes, too many, or classes of samples that are not known. */
export type Unjudged = 'single' | 'many' | 'unknown';

/** More outcomes than this are too many pairs. */
const mostOutcomes = 300;
const level = 0.05;

/**
 * Compares the accuracies of all rows at a time on the same images: exact McNemar test for each pair, adjusted for all pairs by Holm at a
 * family-wise error of 5 %. Rows that share a simulation and a readout are one outcome.
 */
export function judgeRows(
  rows: readonly ResultRow[],
  labels: readonly number[],
  time: Milliseconds,
  timeStep: Milliseconds,
): Judgement | Unjudged {
  const outcomes = groupRows(rows, ({ cell, readoutIndex }) => `${cell.simulation}.${readoutIndex}`);
  if (outcomes.length < 2) return 'single';
  if (outcomes.length > mostOutcomes) return 'many';
  const hits: Uint8Array[] = [];
  for (const [row] of outcomes) {
    const classes = classesAtTime(row!, time, timeStep);
    if (classes === null) return 'unknown';
    hits.push(Uint8Array.from(classes, (found, sample) => (found === labels[sample] ? 1 : 0)));
  }
  const sums = hits.map((list) => list.reduce((sum, hit) => sum + hit, 0));
  const best = sums.indexOf(Math.max(...sums));
  const pairs = hits.flatMap((_, i) => hits.slice(i + 1).map((__, j) => [i, i + 1 + j] as const));
  const adjusted = holmAdjusted(pairs.map(([i, j]) => pairedP(hits[i]!, hits[j]!)));
  const againstBest = hits.map(() => 0);
  pairs.forEach(([i, j], at) => {
    if (i === best) againstBest[j] = adjusted[at]!;
    if (j === best) againstBest[i] = adjusted[at]!;
  });
  const isAlone = againstBest.every((p, i) => i === best || p <= level);
  const standings = new Map<string, Standing>();
  const p = new Map<string, number>();
  outcomes.forEach((members, i) => {
    const standing = i === best ? (isAlone ? 'winner' : 'tied') : againstBest[i]! <= level ? 'worse' : 'tied';
    for (const { key } of members) {
      standings.set(key, standing);
      if (i !== best) p.set(key, againstBest[i]!);
    }
  });
  return { standings, p, pairs: pairs.length };
}

function pairedP(first: Uint8Array, second: Uint8Array): number {
  let [onlyFirst, onlySecond] = [0, 0];
  for (let s = 0; s < first.length; s++) {
    if (first[s]! > second[s]!) onlyFirst++;
    else if (first[s]! < second[s]!) onlySecond++;
  }
  return mcNemarExact(onlyFirst, onlySecond);
}
