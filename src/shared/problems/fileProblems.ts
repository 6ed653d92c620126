import { assertNever } from '../assertNever.ts';

/** Problems of files as such, whatever they hold. `path` is what the user named. */
export type FileProblem = { readonly area: 'file' } & (
  | { readonly kind: 'fileMissing'; readonly path: string }
  | { readonly kind: 'fileUnreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'fileChanged'; readonly path: string }
  | { readonly kind: 'notAFile'; readonly path: string }
  | { readonly kind: 'readingTooLong'; readonly path: string; readonly seconds: number }
  /** `gigabytes`: the limit; null where the memory of JavaScript ran out before. */
  | { readonly kind: 'readingTooLarge'; readonly path: string; readonly gigabytes: number | null }
  | { readonly kind: 'notWritable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'diskFull'; readonly path: string; readonly reason: 'full' | 'quota' }
);

export function describeFileProblem(problem: FileProblem): string {
  switch (problem.kind) {
    case 'fileMissing':
      return `There is no file "${problem.path}". Check the path.`;
    case 'fileUnreadable':
      return `"${problem.path}" cannot be read: ${problem.reason}.`;
    case 'fileChanged':
      return `"${problem.path}" was changed while it was in use. Start again.`;
    case 'notAFile':
      return `"${problem.path}" is a folder, not a file. Name the file itself.`;
    case 'readingTooLong':
      return `Reading "${problem.path}" took longer than ${problem.seconds} s and was stopped. The file may be broken: save or copy it again.`;
    case 'readingTooLarge': {
      const amount =
        problem.gigabytes === null ? 'more memory than there is' : `more than ${problem.gigabytes} GiB of memory`;
      return `Reading "${problem.path}" took ${amount} and was stopped. The file may be broken: save or copy it again.`;
    }
    case 'notWritable':
      return `"${problem.path}" cannot be written: ${problem.reason}.`;
    case 'diskFull':
      return problem.reason === 'full'
        ? `There is no room for "${problem.path}": the disk is full. Make room on it.`
        : `There is no room for "${problem.path}": your quota of the disk is used up. Make room on it.`;
    default:
      return assertNever(problem);
  }
}
