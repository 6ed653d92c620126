import { durationWords } from '../results/runProgressWords.ts';

/** What the Run view shows of a sweep on a cluster. */
export interface ClusterProgress {
  /** Number of the latest job; null before the first. */
  readonly job: string | null;
  /** Shards in the order of their numbers. */
  readonly shards: readonly ShardProgress[];
  /** Why nothing is known at the moment, in words: Slurm does not answer; null where it does. */
  readonly trouble: string | null;
}

export interface ShardProgress {
  readonly number: number;
  readonly id: string;
  readonly phase: ShardPhase;
  /** How often it was sent. */
  readonly attempts: number;
  /** Why it failed last, in words; null where it did not. */
  readonly reason: string | null;
}

/** `failed`: for good; a shard that is sent again waits. */
export type ShardPhase = 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';

export const shardPhases = [
  'finished',
  'running',
  'waiting',
  'failed',
  'cancelled',
] as const satisfies readonly ShardPhase[];

/** "6 shards: 2 finished, 1 running, 3 waiting". */
export function clusterWords({ shards }: Pick<ClusterProgress, 'shards'>): string {
  const counts = shardPhases
    .map((phase) => [phase, shards.filter((shard) => shard.phase === phase).length] as const)
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => `${count} ${phase}`);
  return `${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}: ${counts.join(', ')}`;
}

/** Settings of a cluster that the window shows; slurm.json in the project's folder may hold more. */
export const clusterFields = [
  'shards',
  'partition',
  'account',
  'time',
  'memory',
  'cpus',
  'throttle',
  'modules',
] as const;
export type ClusterField = (typeof clusterFields)[number];

/** As typed; empty: left to Slurm. */
export type ClusterSettingsView = Readonly<Record<ClusterField, string>>;

/** Whether and how runs can go to a cluster. */
export interface ClusterView {
  /** Why none can, in words; null where one can. */
  readonly problem: string | null;
  readonly settings: ClusterSettingsView;
  /** The login node on which Slurm is called; null: this machine. */
  readonly host: string | null;
}

/** What a sweep of so many core-seconds costs on a cluster: "0.4 core-hours; 6 shards, about 4 min each, done about 12 min after the first begins". */
export function clusterPlanWords(coreSeconds: number, settings: ClusterSettingsView): string {
  const number = (text: string, usual: number): number => (Number(text) >= 1 ? Math.floor(Number(text)) : usual);
  const shards = number(settings.shards, usualShards);
  const each = coreSeconds / shards / number(settings.cpus, 1);
  const waves = Math.ceil(shards / Math.min(shards, number(settings.throttle, shards)));
  const hours = (coreSeconds / 3600).toPrecision(2);
  return `${hours} core-hours; ${shards} shards, about ${durationWords(each)} each, done ${durationWords(waves * each)} after they begin`;
}

/** Shards that a sweep is cut into unless told: more than most people have nodes, few enough to look at. */
export const usualShards = 40;

/** "Shard 3 (1f3a0c9be2d4): waiting, sent 2 times. It reached its time limit". */
export function shardWords({ number, id, phase, attempts, reason }: ShardProgress): string {
  const sent = attempts > 1 ? `, sent ${attempts} times` : '';
  return `Shard ${number} (${id}): ${phase}${sent}${reason === null ? '' : `. ${reason}`}`;
}
