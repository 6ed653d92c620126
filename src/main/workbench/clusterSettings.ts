import { join } from 'node:path';
import type { ClusterField, ClusterSettingsView, ClusterView } from '../../shared/api/clusterViews.ts';
import { type CallSlurm, createSlurmCalls } from '../cluster/slurm/slurmCommands.ts';
import { parseSlurmSettings, readSlurmFileIfThere, type SlurmSettings } from '../cluster/slurm/slurmSettings.ts';
import type { Launcher } from '../cluster/slurm/submitShards.ts';
import { findInstallation } from '../installation.ts';
import { writeFileAtomically } from '../store/files.ts';
import type { HandlersOf } from './handlerParts.ts';
import { whyNoSlurm } from './clusterRun.ts';
import type { Session } from './session.ts';

/** File in the folder of a project with the settings of its cluster; people may add those that the window does not show. */
const fileName = 'slurm.json';

/** The settings of the open project's cluster. Throws setting Problems. */
export async function readClusterSettings(session: Session): Promise<SlurmSettings> {
  return parseSlurmSettings(await readSlurmFileIfThere(pathOf(session)), fileName);
}

/** What a run on the cluster needs. */
export interface Cluster {
  readonly slurm: SlurmSettings;
  readonly call: CallSlurm;
  readonly launcher: Launcher;
}

export async function clusterOf(session: Session): Promise<Cluster> {
  const slurm = await readClusterSettings(session);
  // Electron is no Node: the nodes need one of their own.
  const node = process.versions['electron'] === undefined ? process.execPath : 'node';
  const launcher = { node, runner: findInstallation().cli };
  return { slurm, call: createSlurmCalls(slurm.ssh ?? null), launcher };
}

export function createClusterHandlers(session: Session): HandlersOf<'cluster'> {
  return {
    'cluster.describe': () => describe(session),
    async 'cluster.save'({ settings }) {
      const { state } = session.requireProject();
      if (state.isReadOnly) return describe(session);
      const kept = await readSlurmFileIfThere(pathOf(session));
      const shown = Object.entries(settings).filter(([, value]) => value.trim() !== '');
      const hidden = Object.entries(kept).filter(([key]) => !Object.hasOwn(settings, key));
      const all = Object.fromEntries([...hidden, ...shown.map(([key, value]) => [key, value.trim()])]);
      parseSlurmSettings(all, fileName);
      await writeFileAtomically(pathOf(session), `${JSON.stringify(all, null, 2)}\n`);
      return describe(session);
    },
  };
}

async function describe(session: Session): Promise<ClusterView> {
  const stored = await readSlurmFileIfThere(pathOf(session));
  const { ssh } = parseSlurmSettings(stored, fileName);
  const textOf = (field: ClusterField): string => {
    const value = stored[field];
    const text = Array.isArray(value) ? value.join(', ') : value;
    return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
  };
  const settings: ClusterSettingsView = {
    shards: textOf('shards'),
    partition: textOf('partition'),
    account: textOf('account'),
    time: textOf('time'),
    memory: textOf('memory'),
    cpus: textOf('cpus'),
    throttle: textOf('throttle'),
    modules: textOf('modules'),
  };
  return { problem: await whyNoSlurm(createSlurmCalls(ssh ?? null)), settings, host: ssh ?? null };
}

function pathOf(session: Session): string {
  return join(session.requireProject().folder, fileName);
}
