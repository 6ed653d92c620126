import { assertNever } from '../assertNever.ts';

/** A shard of a sweep as people find it again. */
export interface NamedShard {
  readonly number: number;
  readonly id: string;
}

/** Problems of shards of a sweep, and of the cluster that computes them. */
export type ClusterProblem = { readonly area: 'cluster' } & (
  | { readonly kind: 'noShards'; readonly folders: readonly string[] }
  | { readonly kind: 'damagedShard'; readonly file: string; readonly reason: string }
  | { readonly kind: 'otherSweep'; readonly file: string; readonly other: string; readonly difference: string }
  | {
      readonly kind: 'shardsConflict';
      readonly number: number;
      readonly of: number;
      readonly id: string;
      readonly first: string;
      readonly second: string;
    }
  | { readonly kind: 'shardsMissing'; readonly missing: readonly NamedShard[]; readonly of: number }
  /** `host`: where the command was to run; null: on this machine. */
  | { readonly kind: 'slurmMissing'; readonly command: string; readonly host: string | null }
  | { readonly kind: 'slurmRefused'; readonly command: string; readonly reason: string }
  | { readonly kind: 'slurmUnreadable'; readonly command: string; readonly output: string }
  | { readonly kind: 'wrongTemplate'; readonly file: string; readonly reason: string }
  | {
      readonly kind: 'shardsFailed';
      readonly shards: readonly NamedShard[];
      readonly of: number;
      readonly reason: string;
      readonly log: string | null;
    }
  | { readonly kind: 'jobDetached'; readonly finished: number; readonly of: number; readonly job: string }
  | { readonly kind: 'jobCancelled'; readonly finished: number; readonly of: number }
);

export function describeClusterProblem(problem: ClusterProblem): string {
  switch (problem.kind) {
    case 'noShards':
      return `There is no result of a shard in ${problem.folders.map((folder) => `"${folder}"`).join(', ')}. Run spikebench sweep with --shard first, or name the folder that it wrote to.`;
    case 'damagedShard':
      return `"${problem.file}" is not a whole result of a shard: ${problem.reason}. Delete it and run the shard again.`;
    case 'otherSweep':
      return `"${problem.file}" belongs to another sweep than "${problem.other}" (${problem.difference}). Merge them into different folders.`;
    case 'shardsConflict':
      return `Shard ${problem.number} of ${problem.of} (${problem.id}) has two different results, "${problem.first}" and "${problem.second}". One of them was not computed as it should be: find out which, and delete it.`;
    case 'shardsMissing':
      return `${countOf(problem.missing.length)} of ${problem.of} missing: ${listOf(problem.missing)}. Run them with --shard, and merge again.`;
    case 'slurmMissing':
      return `There is no Slurm ${problem.host === null ? 'on this machine' : `on "${problem.host}"`}: the command ${problem.command} was not found. Start Spikebench on a login node of the cluster, or name one with --slurm ssh=HOST.`;
    case 'slurmRefused':
      return `Slurm refused ${problem.command}: ${problem.reason}.`;
    case 'slurmUnreadable':
      return `${problem.command} answered what no Slurm does: "${problem.output}". Look whether a login script prints something.`;
    case 'wrongTemplate':
      return `"${problem.file}" cannot be the template of a job script: ${problem.reason}.`;
    case 'shardsFailed':
      return `${countOf(problem.shards.length)} of ${problem.of} failed for good: ${listOf(problem.shards)}. ${problem.reason}${problem.log === null ? '' : ` (log: "${problem.log}")`}. Mend it and run the same command with --resume.`;
    case 'jobDetached':
      return `Job ${problem.job} goes on without this window, with ${problem.finished} of ${problem.of} shards finished. Run the same command with --resume to follow it.`;
    case 'jobCancelled':
      return `Cancelled on the cluster, with ${problem.finished} of ${problem.of} shards finished. Run the same command with --resume to go on.`;
    default:
      return assertNever(problem);
  }
}

const mostNamed = 5;

function countOf(count: number): string {
  return count === 1 ? '1 shard' : `${count} shards`;
}

function listOf(shards: readonly NamedShard[]): string {
  const named = shards.slice(0, mostNamed).map(({ number, id }) => `${number} (${id})`);
  const more = shards.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
