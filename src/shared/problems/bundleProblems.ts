import { assertNever } from '../assertNever.ts';

/** Problems of bundles of results. */
export type BundleProblem = { readonly area: 'bundle' } & (
  | { readonly kind: 'notABundle'; readonly file: string; readonly reason: string }
  | { readonly kind: 'unfinishedRun'; readonly folder: string; readonly finished: number; readonly cells: number }
  | {
      readonly kind: 'fileNotInBundle';
      readonly what: 'model' | 'data';
      readonly name: string;
      readonly sha256: string;
    }
  | { readonly kind: 'bundleTooLarge'; readonly bytes: number; readonly most: number }
);

export function describeBundleProblem(problem: BundleProblem): string {
  switch (problem.kind) {
    case 'notABundle':
      return `"${problem.file}" is not a bundle of Spikebench that can be replayed: ${problem.reason}.`;
    case 'unfinishedRun':
      return `"${problem.folder}" holds ${problem.finished} of ${problem.cells} cells. Finish the run first (--resume).`;
    case 'fileNotInBundle':
      return `The bundle was made without its ${problem.what === 'model' ? 'model' : 'data'} "${problem.name}" (SHA-256 ${problem.sha256.slice(0, 12)}…). Name the file with --${problem.what}.`;
    case 'bundleTooLarge':
      return `The bundle would hold ${Math.ceil(problem.bytes / 2 ** 20)} MB, and a zip file ${problem.most / 2 ** 20} MB at most. Leave out --with-data.`;
    default:
      return assertNever(problem);
  }
}
