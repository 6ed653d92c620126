import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';
import { WorkbenchError } from '../../shared/problems/problems.ts';

export interface Toast {
  readonly level: 'note' | 'problem';
  readonly text: string;
  /** A way out or back: undo, open, retry. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Words that come and go at the lower edge. Few: what stays belongs into its view. */
export const toasts = new ToastQueue<Toast>({ maxVisibleToasts: 3 });

/** Says that something is done. */
export function note(text: string, action?: Toast['action']): void {
  toasts.add({ level: 'note', text, ...(action === undefined ? {} : { action }) }, { timeout: 5000 });
}

/** Says what went wrong, until it is closed. */
export function showProblem(error: unknown): void {
  toasts.add({ level: 'problem', text: wordsOf(error) });
}

/** Runs what a person asked for and shows what went wrong. Resolves to whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isAbort(error)) showProblem(error);
    return false;
  }
}

/** An error in words for people. */
export function wordsOf(error: unknown): string {
  if (error instanceof WorkbenchError) return error.message;
  return `Something went wrong that should not: ${error instanceof Error ? error.message : String(error)}`;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
