import { assertNever } from '../assertNever.ts';

/** Problems of a run in progress or of its stored results. */
export type RunProblem = { readonly area: 'run' } & (
  | { readonly kind: 'workerLost'; readonly task: string; readonly attempts: number; readonly reason: string }
  | { readonly kind: 'differentSweep'; readonly folder: string; readonly difference: string }
  | { readonly kind: 'resultsExist'; readonly folder: string }
  | { readonly kind: 'folderInUse'; readonly folder: string; readonly reason: string; readonly lock: string }
  | { readonly kind: 'newerResults'; readonly folder: string; readonly version: number }
  | { readonly kind: 'notARecord'; readonly file: string; readonly reason: string }
  | { readonly kind: 'noGpu'; readonly reason: string | null }
  | { readonly kind: 'cancelled'; readonly finished: number; readonly total: number }
);

export function describeRunProblem(problem: RunProblem): string {
  switch (problem.kind) {
    case 'workerLost':
      return `A worker process ended ${problem.attempts} times while it worked on ${problem.task}: ${problem.reason}.`;
    case 'differentSweep':
      return `"${problem.folder}" holds the results of another sweep (${problem.difference}). Choose another --out folder.`;
    case 'resultsExist':
      return `"${problem.folder}" already holds results. Add --resume to go on with them, or choose another --out folder.`;
    case 'folderInUse':
      return `"${problem.folder}" is in use: ${problem.reason}. Wait for its end, or choose another --out folder. If that process is gone, remove "${problem.lock}".`;
    case 'newerResults':
      return `"${problem.folder}" holds results of a newer Spikebench (layout ${problem.version}). Update Spikebench to go on with them, or choose another --out folder.`;
    case 'notARecord':
      return `"${problem.file}" is not a run record of Spikebench: ${problem.reason}.`;
    case 'noGpu':
      return `No window offers a GPU${problem.reason === null ? '' : `: ${problem.reason}`}. Choose the CPU, or open Spikebench in a browser with WebGPU.`;
    case 'cancelled':
      return `Cancelled with ${problem.finished} of ${problem.total} shards finished. Run the same command with --resume to go on.`;
    default:
      return assertNever(problem);
  }
}
