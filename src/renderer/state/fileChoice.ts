import { z } from 'zod';
import { create } from 'zustand';
import { dropPath } from '../../shared/api/bridge.ts';
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

/**
 * Paths of files that were dropped on the window. A browser does not tell them: it sends the files to the server, which keeps them. Throws an
 * Error in words where a file is not taken.
 */
export async function pathsOf(files: Iterable<File>): Promise<readonly string[]> {
  const bridge = electronBridge();
  if (bridge !== undefined) return [...files].map((file) => bridge.pathOf(file)).filter((path) => path !== '');
  return Promise.all([...files].map(sendFile));
}

async function sendFile(file: File): Promise<string> {
  const address = `${dropPath}?name=${encodeURIComponent(file.name)}`;
  const answer = await fetch(address, { method: 'PUT', body: file });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return keptFile.parse(await answer.json()).path;
}

const keptFile = z.object({ path: z.string() });
