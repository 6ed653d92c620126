import type { ShardPhase, ShardProgress } from '../../../shared/api/clusterViews.ts';
import { assertNever } from '../../../shared/assertNever.ts';
import type { SweepShard } from '../../../shared/sweep/partition.ts';
import type { SlurmState } from './slurmState.ts';
import type { TaskId, TaskState } from './taskStates.ts';

/** Looks after which a task that ended, or is forgotten, and left no result counts as failed: files take a while to show on other machines. */
const graceLooks = 3;

/** What is known of the shards of a sweep on a cluster, and which have to be sent again. */
export interface ShardTracker {
  /** Takes in what is on the disk and what Slurm says. */
  update(finished: ReadonlySet<number>, states: ReadonlyMap<TaskId, TaskState>): void;
  /** Shards that have to be sent, for the first time or again. */
  toSend(): readonly number[];
  /** Shards were sent as a job. */
  sent(job: string, numbers: readonly number[]): void;
  progress(): readonly ShardProgress[];
  /** The job that a shard is, or was last, a task of; null before the first. */
  jobOf(number: number): string | null;
  /** Whether nothing is left to wait for or to send. */
  readonly isSettled: boolean;
}

interface Shard {
  readonly number: number;
  readonly id: string;
  phase: ShardPhase | 'unsent';
  job: string | null;
  attempts: number;
  reason: string | null;
  missed: number;
  /** It was sent before this window: however that ended, it may be sent anew. */
  isInherited: boolean;
}

/** A tracker of shards of which some may have been sent before; each is sent `most` times at the most from now on. */
export function createShardTracker(
  shards: readonly SweepShard[],
  jobs: SlurmState['jobs'],
  most: number,
): ShardTracker {
  const known = new Map<number, Shard>(
    shards.map(({ number, id }) => [
      number,
      { number, id, phase: 'unsent', job: null, attempts: 0, reason: null, missed: 0, isInherited: false },
    ]),
  );
  const send = (job: string, numbers: readonly number[]): void => {
    for (const number of numbers) {
      const shard = known.get(number);
      if (shard === undefined) continue;
      shard.phase = 'waiting';
      shard.job = job;
      shard.attempts = shard.isInherited ? 1 : shard.attempts + 1;
      shard.missed = 0;
      shard.isInherited = false;
    }
  };
  for (const { id, numbers } of jobs) send(id, numbers);
  for (const shard of known.values()) {
    shard.isInherited = shard.job !== null;
    shard.attempts = Math.min(shard.attempts, 1);
  }

  function fail(shard: Shard, reason: string): void {
    shard.reason = reason;
    shard.phase = shard.isInherited || shard.attempts < most ? 'unsent' : 'failed';
  }

  function hear(shard: Shard, state: TaskState | undefined): void {
    const kind = state?.kind ?? 'ended';
    if (kind !== 'ended') shard.missed = 0;
    switch (kind) {
      case 'waiting':
      case 'running':
        shard.phase = kind;
        break;
      case 'ended':
        if (++shard.missed >= graceLooks) {
          fail(shard, state === undefined ? 'Slurm has forgotten it' : 'It ended without a result');
        }
        break;
      case 'cancelled':
        shard.phase = shard.isInherited ? 'unsent' : 'cancelled';
        shard.reason = 'It was cancelled on the cluster';
        break;
      case 'failed':
        fail(shard, state?.kind === 'failed' ? state.reason : 'It failed');
        break;
      default:
        assertNever(kind);
    }
  }

  const isOpen = ({ phase }: Shard): boolean => phase === 'unsent' || phase === 'waiting' || phase === 'running';

  return {
    update(finished, states) {
      for (const shard of known.values()) {
        if (finished.has(shard.number)) {
          shard.phase = 'finished';
          shard.reason = null;
        } else if (shard.phase === 'finished') {
          shard.phase = 'unsent'; // its file is gone
        } else if (shard.job !== null && (shard.phase === 'waiting' || shard.phase === 'running')) {
          hear(shard, states.get(`${shard.job}_${shard.number}`));
        }
      }
    },
    toSend: () => [...known.values()].filter(({ phase }) => phase === 'unsent').map(({ number }) => number),
    sent: send,
    progress: () =>
      [...known.values()].map(({ number, id, phase, attempts, reason }) => ({
        number,
        id,
        phase: phase === 'unsent' ? 'waiting' : phase,
        attempts,
        reason,
      })),
    jobOf: (number) => known.get(number)?.job ?? null,
    get isSettled() {
      return ![...known.values()].some(isOpen);
    },
  };
}
