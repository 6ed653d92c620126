import { create } from 'zustand';
import type { RequestOf } from '../../shared/api/requests.ts';
import { request } from './connection.ts';
import { electronBridge } from './portTransport.ts';
import { useWorkbench } from './workbenchStore.ts';

/** What is looked for: decides which entries fit. */
export type FilePurpose = RequestOf<'files.list'>['purpose'];

interface PendingChoice {
  readonly purpose: FilePurpose;
  readonly answer: (path: string | null) => void;
}

/** The choice that the picker of the window is open for. */
export const usePendingChoice = create<{ readonly pending: PendingChoice | null }>(() => ({ pending: null }));

/** Lets the user choose a file or folder, in the system's dialog where there is one; null after a cancel. */
export async function choosePath(purpose: FilePurpose): Promise<string | null> {
  if (useWorkbench.getState().app?.host.dialogs === 'native') {
    const { path } = await request('files.choose', { purpose });
    return path;
  }
  return new Promise((resolve) => {
    const answer = (path: string | null): void => {
      usePendingChoice.setState({ pending: null });
      resolve(path);
    };
    usePendingChoice.setState({ pending: { purpose, answer } });
  });
}

/** Paths of files that were dropped on the window. A browser does not tell them. */
export function pathsOf(files: Iterable<File>): readonly string[] {
  const bridge = electronBridge();
  return bridge === undefined ? [] : [...files].map((file) => bridge.pathOf(file)).filter((path) => path !== '');
}
