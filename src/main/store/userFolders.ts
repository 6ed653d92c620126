import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Spikebench keeps what belongs to the user rather than to a project. */
export interface UserFolders {
  /** Settings, recent projects, log. */
  readonly settings: string;
  /** Where new projects go unless another place is chosen. */
  readonly projects: string;
}

/** The customary places of the platform; SPIKEBENCH_HOME replaces both, for tests and portable installations. */
export function userFolders(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): UserFolders {
  const { SPIKEBENCH_HOME } = env;
  if (SPIKEBENCH_HOME !== undefined && SPIKEBENCH_HOME !== '') {
    return { settings: join(SPIKEBENCH_HOME, 'settings'), projects: join(SPIKEBENCH_HOME, 'projects') };
  }
  return { settings: join(settingsBase(env, platform, home), 'spikebench'), projects: join(home, 'Spikebench') };
}

/** Where the log is. */
export function logFolder({ settings }: UserFolders): string {
  return join(settings, 'log');
}

function settingsBase(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_CONFIG_HOME'];
  return xdg === undefined || xdg === '' ? join(home, '.config') : xdg;
}
