import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** A Slurm of one node in a folder of its own: munged, slurmctld and slurmd, on ports of their own. */
export interface TestCluster {
  /** Environment in which sbatch and the others speak to it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  close(): Promise<void>;
}

const needed = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel'];

/** Why no Slurm can be started here, in words; null where one can. */
export function slurmMissing(): string | null {
  if (process.platform !== 'linux') return 'Slurm needs Linux';
  if (process.getuid?.() !== 0) return 'starting Slurm needs root';
  const missing = needed.find((command) => spawnSync('which', [command]).status !== 0);
  return missing === undefined ? null : `${missing} is not installed (apt-get install slurm-wlm munge)`;
}

/** Starts the daemons, and waits until the node takes jobs. */
export async function startSlurm(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'spikebench-slurm-'));
  chmodSync(folder, 0o755);
  for (const name of ['state', 'spool', 'munge']) mkdirSync(join(folder, name), { mode: 0o755 });
  const key = join(folder, 'munge.key');
  const socket = join(folder, 'munge', 'socket');
  writeFileSync(key, randomBytes(1024), { mode: 0o400 });
  chownSync(key, 0, 0);
  const config = join(folder, 'slurm.conf');
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  writeFileSync(config, configOf(folder, socket, port));
  writeFileSync(join(folder, 'cgroup.conf'), `CgroupPlugin=${cgroupPlugin()}\n`);
  const env = { ...process.env, SLURM_CONF: config };
  const daemons: ChildProcess[] = [];
  const start = (command: string, args: readonly string[]): void => {
    daemons.push(spawn(command, args, { env, stdio: 'ignore' }));
  };
  const close = async (): Promise<void> => {
    for (const daemon of daemons.toReversed()) await stop(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    start('munged', [
      '--foreground',
      '--force',
      `--key-file=${key}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, 'munged.pid')}`,
      `--log-file=${join(folder, 'munged.log')}`,
      `--seed-file=${join(folder, 'munged.seed')}`,
    ]);
    await until(() => spawnSync('munge', ['-n', `--socket=${socket}`]).status === 0, 'munged', folder);
    start('slurmctld', ['-D', '-i', '-f', config]);
    start('slurmd', ['-D', '-f', config, '-N', 'here']);
    const idle = (): boolean =>
      (spawnSync('sinfo', ['--noheader', '--format=%t'], { env }).stdout?.toString() ?? '').startsWith('idle');
    await until(idle, 'slurmctld', folder);
  } catch (error) {
    await close();
    throw error;
  }
  return { env, close };
}

/** Nothing here needs control groups; versions before 23.02 cannot do without a plugin for them. */
function cgroupPlugin(): string {
  const version = /(\d+)\.(\d+)/.exec(spawnSync('slurmd', ['-V']).stdout?.toString() ?? '');
  return Number(version?.[1] ?? 0) >= 23 ? 'disabled' : 'cgroup/v1';
}

function configOf(folder: string, socket: string, port: number): string {
  return `ClusterName=spikebench
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${port}
SlurmdPort=${port + 1}
SlurmUser=${userInfo().username}
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${socket}
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=200000,defer
ReturnToService=2
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
KillWait=2
InactiveLimit=0
NodeName=here NodeHostname=${hostname()} NodeAddr=127.0.0.1 CPUs=2 RealMemory=500 State=UNKNOWN
PartitionName=test Nodes=here Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
`;
}

async function stop(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  daemon.kill('SIGTERM');
  await Promise.race([ended, setTimeout(5000)]);
  if (daemon.exitCode === null && daemon.signalCode === null) daemon.kill('SIGKILL');
  await ended;
}

async function until(isReady: () => boolean, daemon: string, folder: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (isReady()) return;
    await setTimeout(200);
  }
  const logs = ['munged.log', 'slurmctld.log', 'slurmd.log'].map((name) => {
    try {
      return readFileSync(join(folder, name), 'utf8').split('\n').slice(-12).join('\n');
    } catch {
      return `${name}: none`;
    }
  });
  throw new Error(`${daemon} does not get ready:\n${logs.join('\n')}`);
}
