import type { HandlersOf } from './handlerParts.ts';
import { listFolder } from './listFolder.ts';
import type { Session } from './session.ts';

export function createFileHandlers({ host, allowed }: Session): HandlersOf<'files'> {
  return {
    'files.choose': async ({ purpose }) => ({ path: await host.choosePath(purpose) }),
    'files.list': ({ folder, purpose }) => listFolder(allowed, folder, purpose),
  };
}
