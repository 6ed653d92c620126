import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { CallSlurm } from './slurmCommands.ts';

/** What Slurm says of a task of a job array, in the terms of a sweep. */
export type TaskState =
  | { readonly kind: 'waiting' | 'running' | 'ended' | 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A task of a job array: "123_4". */
export type TaskId = `${string}_${number}`;

/**
 * The states of the tasks of some jobs, from the queue, and from the accounts where the queue has forgotten them. Tasks that both have
 * forgotten are absent. Throws the Problems slurmMissing, slurmRefused, slurmUnreadable.
 */
export async function queryTasks(call: CallSlurm, jobs: readonly string[]): Promise<ReadonlyMap<TaskId, TaskState>> {
  if (jobs.length === 0) return new Map();
  const list = jobs.join(',');
  const args = [`--jobs=${list}`, '--array', '--states=all', '--noheader', '--format=%i|%T|%r'];
  const queued = await call('squeue', args).catch((error: unknown) => {
    // A controller that has forgotten the jobs refuses to list them.
    if (isRefusal(error) && /invalid job id/i.test(error.message)) return '';
    throw error;
  });
  const states = parseTasks('squeue', queued);
  // Clusters without accounting have no sacct that answers: then the queue is all there is.
  const accounts = ['--noheader', '--parsable2', '--allocations', `--jobs=${list}`, '--format=JobID,State,ExitCode'];
  const past = await call('sacct', accounts).catch((error: unknown) => {
    if (error instanceof WorkbenchError) return '';
    throw error;
  });
  return new Map([...parseTasks('sacct', past), ...states]);
}

function isRefusal(error: unknown): error is WorkbenchError {
  return error instanceof WorkbenchError && error.problem.kind === 'slurmRefused';
}

/** States in lines such as "123_4|RUNNING|None" or "123_[5-7,9%2]|PENDING|". Throws the Problem slurmUnreadable where no line is one. */
export function parseTasks(command: string, text: string): ReadonlyMap<TaskId, TaskState> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const states = new Map<TaskId, TaskState>();
  let understood = 0;
  for (const line of lines) {
    const [id = '', state = '', detail = ''] = line.trim().split('|');
    const match = /^(\d+)_(?:(\d+)|\[([\d,-]+)(?:%\d+)?\])$/.exec(id);
    const isJob = /^\d+$/.test(id) && state !== '';
    if (match === null && !isJob) continue;
    understood++;
    if (match === null) continue;
    const [, job, task, tasks] = match;
    const numbers = task === undefined ? expandTasks(tasks!) : [Number(task)];
    for (const number of numbers) states.set(`${job!}_${number}`, stateOf(state, detail.trim()));
  }
  if (lines.length > 0 && understood === 0) {
    const output = lines[0]!.slice(0, 200);
    throw new WorkbenchError({ area: 'cluster', kind: 'slurmUnreadable', command, output });
  }
  return states;
}

/** More tasks than any array has; a range that is longer is not one. */
const mostTasks = 4_000_000;

/** The numbers in "1-3,7". */
function expandTasks(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return to >= from && to - from < mostTasks ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
  });
}

/** `state` as in "CANCELLED by 1000" or, cut off, "OUT_OF_ME+"; `detail`: reason of the queue or exit code of the accounts. */
function stateOf(state: string, detail: string): TaskState {
  const name = state.trim().split(' ')[0]!.replace('+', '');
  const exit = /^(\d+):(\d+)$/.exec(detail);
  switch (name) {
    case 'PENDING':
    case 'CONFIGURING':
    case 'REQUEUED':
    case 'REQUEUE_FED':
    case 'REQUEUE_HOLD':
    case 'RESV_DEL_HOLD':
    case 'SPECIAL_EXIT':
      return { kind: 'waiting' };
    case 'RUNNING':
    case 'COMPLETING':
    case 'RESIZING':
    case 'SIGNALING':
    case 'STAGE_OUT':
    case 'STOPPED':
    case 'SUSPENDED':
      return { kind: 'running' };
    case 'COMPLETED':
      return { kind: 'ended' };
    case 'CANCELLED':
      return { kind: 'cancelled' };
    case 'TIMEOUT':
      return { kind: 'failed', reason: 'It reached its time limit' };
    case 'OUT_OF_MEMORY':
    case 'OUT_OF_ME':
      return { kind: 'failed', reason: 'It needed more memory than it was given' };
    case 'NODE_FAIL':
    case 'BOOT_FAIL':
      return { kind: 'failed', reason: 'Its node failed' };
    case 'PREEMPTED':
    case 'REVOKED':
      return { kind: 'failed', reason: 'It was taken off its node' };
    case 'DEADLINE':
      return { kind: 'failed', reason: 'It could not end before its deadline' };
    case 'FAILED':
      return { kind: 'failed', reason: exit === null ? 'It failed' : `It failed with exit code ${exit[1]}` };
    default:
      return { kind: 'failed', reason: `It ended as ${name}` };
  }
}
