import { randomUUID } from 'node:crypto';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { CallSlurm } from './slurmCommands.ts';

/** A name that no other job has. */
export function uniqueJobName(): string {
  return `spikebench-${randomUUID().slice(0, 8)}`;
}

/**
 * The number of the job with this name, from the queue, or from the accounts where there are any; null where Slurm knows of none. Throws the
 * Problems slurmMissing and slurmRefused.
 */
export async function findJob(call: CallSlurm, name: string): Promise<string | null> {
  const queued = await call('squeue', [`--name=${name}`, '--states=all', '--noheader', '--format=%F']);
  const past = [
    '--noheader',
    '--parsable2',
    '--allocations',
    `--name=${name}`,
    '--starttime=now-30days',
    '--format=JobID',
  ];
  return firstNumber(queued) ?? firstNumber(await call('sacct', past).catch(withoutAccounts));
}

function withoutAccounts(error: unknown): string {
  if (error instanceof WorkbenchError) return '';
  throw error;
}

function firstNumber(text: string): string | null {
  return /^\s*(\d+)\b/m.exec(text)?.[1] ?? null;
}
