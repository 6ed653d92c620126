import { WorkbenchError } from '../problems/problems.ts';

/** The error for a file that is something else; `found` says what, in words that follow a colon. */
export function notADataset(file: string, found: string): WorkbenchError {
  return new WorkbenchError({ area: 'dataset', kind: 'notADataset', file, found });
}

/** The error for a file that is broken or contradicts itself; `reason` follows a colon. */
export function damaged(file: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'dataset', kind: 'damagedDataset', file, reason });
}
