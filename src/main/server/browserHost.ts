import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { WorkbenchHost } from '../workbench/host.ts';

/** The host that browsers see: no dialogs of the system, and files from the allowed folders only. */
export function createBrowserHost(allowed: readonly string[], assets: string): WorkbenchHost {
  const folders = allowed.length > 0 ? allowed : [homedir()];
  return {
    facts: { kind: 'browser', platform: platformName(process.platform), dialogs: 'listing' },
    allowedFolders: [...folders.map((folder) => resolve(folder)), resolve(assets, 'demo')],
    choosePath: async () => null,
    chooseSavePath: async () => null,
    reveal() {},
  };
}

/** The platform in the words of the contract. */
export function platformName(platform: NodeJS.Platform): WorkbenchHost['facts']['platform'] {
  if (platform === 'darwin') return 'mac';
  return platform === 'win32' ? 'windows' : 'linux';
}
