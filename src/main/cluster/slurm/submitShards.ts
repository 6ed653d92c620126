import { join, resolve } from 'node:path';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { writeFileAtomically } from '../../store/files.ts';
import { planFileName } from '../../store/resultsStore.ts';
import { makeFolder } from '../makeFolder.ts';
import { shardsFolder } from '../shardFile.ts';
import { arrayList, writeJobScript } from './jobScript.ts';
import type { CallSlurm } from './slurmCommands.ts';
import type { SlurmSettings } from './slurmSettings.ts';
import { slurmFolder } from './slurmState.ts';

/** How Spikebench is started on a node. */
export interface Launcher {
  readonly node: string;
  readonly runner: string;
}

export interface Submission {
  /** Folder of the sweep, with its plan.json. */
  readonly folder: string;
  readonly settings: SlurmSettings;
  readonly launcher: Launcher;
  readonly shards: number;
  readonly numbers: readonly number[];
  /** Of the job, and of no other: where the answer is lost, the job is found by it. */
  readonly name: string;
}

/** Sends shards as one job array; gives the number of the job. Throws the Problems slurmMissing, slurmRefused, slurmUnreadable, notWritable. */
export async function submitShards(call: CallSlurm, submission: Submission): Promise<string> {
  const { folder, settings, numbers, name } = submission;
  const logs = join(resolve(folder), slurmFolder, 'logs');
  await makeFolder(logs);
  const script = join(resolve(folder), slurmFolder, 'job.sh');
  await writeFileAtomically(script, await scriptOf(submission));
  const answer = await call('sbatch', [
    '--parsable',
    `--array=${arrayList(numbers, settings.throttle)}`,
    `--job-name=${name}`,
    `--chdir=${process.cwd()}`,
    // A percent sign begins a placeholder.
    `--output=${logs.replaceAll('%', '%%')}/%A_%a.log`,
    script,
  ]);
  const job = /^(\d+)(;[\w.-]+)?$/.exec(answer.trim())?.[1];
  if (job === undefined) {
    const output = answer.trim().slice(0, 200);
    throw new WorkbenchError({ area: 'cluster', kind: 'slurmUnreadable', command: 'sbatch', output });
  }
  return job;
}

/** The job script of a submission. */
export function scriptOf({
  folder,
  settings,
  launcher,
  shards,
}: Omit<Submission, 'numbers' | 'name'>): Promise<string> {
  const plan = join(resolve(folder), planFileName);
  return writeJobScript(settings, {
    node: settings.node ?? launcher.node,
    runner: settings.runner === undefined ? launcher.runner : resolve(settings.runner),
    plan,
    out: join(resolve(folder), shardsFolder),
    shards,
  });
}

/** The file to which a task writes what it says. */
export function logOf(folder: string, job: string, number: number): string {
  return join(folder, slurmFolder, 'logs', `${job}_${number}.log`);
}
