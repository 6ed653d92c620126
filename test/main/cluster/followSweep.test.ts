import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { shardName, shardSuffix } from '../../../src/main/cluster/shardFile.ts';
import { followSweep } from '../../../src/main/cluster/slurm/followSweep.ts';
import { createSlurmCalls } from '../../../src/main/cluster/slurm/slurmCommands.ts';
import { parseSlurmSettings } from '../../../src/main/cluster/slurm/slurmSettings.ts';
import { readSlurmState, type SlurmState } from '../../../src/main/cluster/slurm/slurmState.ts';
import { type ClusterProgress, clusterWords } from '../../../src/shared/api/clusterViews.ts';
import { partitionSweep } from '../../../src/shared/sweep/partition.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { type FakeSlurm, installFakeSlurm } from './fakeSlurm.ts';
import { settings } from './syntheticSweep.ts';

const shards = partitionSweep(planSweep(settings), 4);
const launcher = { node: '/opt/node 20/bin/node', runner: '/opt/spikebench.mjs' };

let folder: string;
let slurm: FakeSlurm;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
  slurm = installFakeSlurm(folder, ['sbatch', 'squeue', 'sacct', 'scancel', 'ssh']);
  slurm.answers('sbatch', ['101\n', '102\n', '103\n', '104\n']);
  slurm.answers('sacct', [{ text: 'Slurm accounting storage is disabled', fails: 1 }]);
  slurm.answers('scancel', ['']);
  onTestFinished(async () => {
    slurm.remove();
    await rm(folder, { recursive: true });
  });
});

const nothing = (): void => {};
const sweepFolder = (): string => join(folder, 'sweep');

/** Puts the results of shards on the disk. */
function finish(numbers: readonly number[]): void {
  mkdirSync(join(sweepFolder(), 'shards'), { recursive: true });
  for (const number of numbers) {
    writeFileSync(join(sweepFolder(), 'shards', `${shardName(shards[number - 1]!)}${shardSuffix}`), '');
  }
}

interface Story {
  /** What happens before each look at the queue after the first: the next of these. */
  readonly steps?: readonly (() => void)[];
  readonly before?: SlurmState | null;
  readonly given?: Readonly<Record<string, unknown>>;
  readonly leaves?: boolean;
}

async function follow({ steps = [], before = null, given = {}, leaves = false }: Story) {
  const told: string[] = [];
  const progress: ClusterProgress[] = [];
  const controller = new AbortController();
  const left = [...steps];
  const parsed = parseSlurmSettings({ poll: 0.05, ...given }, '--slurm');
  const files = await followSweep(
    createSlurmCalls(parsed.ssh ?? null),
    { folder: sweepFolder(), shards, settings: parsed, launcher, before },
    {
      signal: controller.signal,
      leaves: () => leaves,
      onProgress(made) {
        progress.push(made);
        const words = made.trouble ?? clusterWords(made);
        if (words !== told.at(-1)) told.push(words);
        const step = left.shift();
        step?.();
        if (steps.length > 0 && step === undefined) controller.abort();
      },
    },
  );
  return { files, told, progress };
}

const arraysSent = (): readonly (string | undefined)[] =>
  slurm.calls('sbatch').map((args) => args.find((word) => word.startsWith('--array=')));
const lines = (job: number, ...states: readonly string[]): string =>
  states.map((state, index) => `${job}_${index + 1}|${state}|None\n`).join('');

test('a sweep is sent as one array, followed, and ends with the files of its shards', async () => {
  slurm.answers('squeue', [
    '101_[1-4%2]|PENDING|Resources\n',
    lines(101, 'RUNNING', 'RUNNING', 'PENDING', 'PENDING'),
    lines(101, 'COMPLETED', 'COMPLETED', 'RUNNING', 'CONFIGURING'),
    lines(101, 'COMPLETED', 'COMPLETED', 'COMPLETING', 'RUNNING'),
  ]);
  const { files, told } = await follow({
    given: { throttle: 2, partition: 'short' },
    steps: [nothing, nothing, () => finish([1, 2]), nothing, () => finish([3, 4]), nothing],
  });
  expect(arraysSent()).toEqual(['--array=1-4%2']);
  expect(files).toHaveLength(4);
  expect(told).toEqual([
    '4 shards: 4 waiting',
    '4 shards: 2 running, 2 waiting',
    '4 shards: 2 finished, 1 running, 1 waiting',
    '4 shards: 2 finished, 2 running',
    '4 shards: 4 finished',
  ]);
  expect(await readSlurmState(sweepFolder())).toMatchObject({ jobs: [{ id: '101', numbers: [1, 2, 3, 4] }] });
});

test.each([
  ['TIMEOUT', 'It reached its time limit'],
  ['NODE_FAIL', 'Its node failed'],
  ['OUT_OF_MEMORY', 'It needed more memory than it was given'],
  ['FAILED', 'It failed'],
  ['PREEMPTED', 'It was taken off its node'],
  ['BOOT_FAIL', 'Its node failed'],
  ['DEADLINE', 'It could not end before its deadline'],
  ['LAUNCH_FAILED', 'It ended as LAUNCH_FAILED'],
])('a shard that ended as %s is sent again, alone, and not for ever', async (state, reason) => {
  finish([1, 2, 4]);
  slurm.answers('squeue', [`101_3|${state}|NonZeroExitCode\n`, `102_3|${state}|NonZeroExitCode\n`]);
  const error: unknown = await follow({ given: { attempts: 2 } }).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(`1 shard of 4 failed for good: 3 (${shards[2]!.id}). ${reason}. Mend it and run`);
  expect(arraysSent()).toEqual(['--array=3', '--array=3']);
});

test('a task that Slurm puts back into the queue itself is waited for, not sent again', async () => {
  slurm.answers('squeue', [
    lines(101, 'NODE_FAIL', 'RUNNING', 'RUNNING', 'RUNNING').replace('NODE_FAIL', 'REQUEUED'),
    lines(101, 'REQUEUE_HOLD', 'SUSPENDED', 'RUNNING', 'RUNNING'),
  ]);
  await follow({ steps: [nothing, nothing, nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(arraysSent()).toEqual(['--array=1-4']);
});

test('a task that somebody cancelled is not sent again, the others go on', async () => {
  slurm.answers('squeue', [lines(101, 'CANCELLED', 'RUNNING', 'RUNNING', 'RUNNING')]);
  await expect(follow({ steps: [nothing, nothing, () => finish([2, 3, 4]), nothing] })).rejects.toThrow(
    `1 shard of 4 failed for good: 1 (${shards[0]!.id}). It was cancelled on the cluster.`,
  );
  expect(arraysSent()).toEqual(['--array=1-4']);
});

test('a task that ended without a result is given time to show it, then sent again', async () => {
  finish([1, 2]);
  slurm.answers('squeue', [
    '101_3|COMPLETED|None\n101_4|COMPLETED|None\n',
    '101_3|COMPLETED|None\n101_4|COMPLETED|None\n',
    '101_4|COMPLETED|None\n',
    '102_4|RUNNING|None\n',
  ]);
  await follow({ steps: [nothing, () => finish([3]), nothing, nothing, () => finish([4]), nothing, nothing] });
  expect(arraysSent()).toEqual(['--array=3-4', '--array=4']);
});

test('what the queue has forgotten is looked up in the accounts', async () => {
  slurm.answers('squeue', [{ text: 'slurm_load_jobs error: Invalid job id specified', fails: 1 }]);
  slurm.answers('sacct', [
    '101_1|TIMEOUT|0:0\n101_2|CANCELLED by 1000|0:0\n101_3|OUT_OF_ME+|0:125\n101_4|FAILED|3:0\n',
    '102_1|TIMEOUT|0:0\n102_3|OUT_OF_MEMORY|0:125\n102_4|FAILED|3:0\n',
  ]);
  const { progress } = await catchProgress({ given: { attempts: 2 } });
  expect(arraysSent()).toEqual(['--array=1-4', '--array=1,3-4']);
  expect(progress.at(-1)!.shards.map(({ phase, reason }) => [phase, reason])).toEqual([
    ['failed', 'It reached its time limit'],
    ['cancelled', 'It was cancelled on the cluster'],
    ['failed', 'It needed more memory than it was given'],
    ['failed', 'It failed with exit code 3'],
  ]);
});

async function catchProgress(story: Story): Promise<{ progress: readonly ClusterProgress[] }> {
  const progress: ClusterProgress[] = [];
  const parsed = parseSlurmSettings({ poll: 0.05, ...story.given }, '--slurm');
  await followSweep(
    createSlurmCalls(null),
    { folder: sweepFolder(), shards, settings: parsed, launcher, before: null },
    { signal: new AbortController().signal, leaves: () => false, onProgress: (made) => progress.push(made) },
  ).catch(() => {});
  return { progress };
}

test('the log of a shard that failed for good is quoted', async () => {
  finish([1, 2, 3]);
  slurm.answers('squeue', ['101_4|FAILED|NonZeroExitCode\n']);
  const log = join(sweepFolder(), 'slurm/logs/101_4.log');
  mkdirSync(join(sweepFolder(), 'slurm/logs'), { recursive: true });
  writeFileSync(log, 'Loading nodejs/20\nThere is no file "a.keras". Check the path.\n\n');
  await expect(follow({ given: { attempts: 1 } })).rejects.toThrow(
    `It failed: There is no file "a.keras". Check the path (log: "${log}"). Mend it`,
  );
});

test('a job that was sent before is picked up, and only what failed is sent', async () => {
  const before: SlurmState = {
    schema: 1,
    shards: 4,
    settings: parseSlurmSettings({}, '--slurm'),
    jobs: [
      { id: '77', numbers: [1, 2, 3, 4], submitted: '2026-11-24T00:00:00Z' },
      { id: '78', numbers: [2], submitted: '2026-11-24T01:00:00Z' },
    ],
  };
  finish([1]);
  slurm.answers('squeue', ['77_2|FAILED|None\n78_2|RUNNING|None\n77_3|RUNNING|None\n77_4|TIMEOUT|None\n']);
  await follow({ before, steps: [nothing, () => finish([2, 3, 4]), nothing] });
  expect(slurm.calls('squeue')[0]).toContain('--jobs=77,78');
  expect(arraysSent()).toEqual(['--array=4']);
});

test('what was cancelled or failed for good before is sent anew when the sweep is gone on with', async () => {
  const before: SlurmState = {
    schema: 1,
    shards: 4,
    settings: parseSlurmSettings({}, '--slurm'),
    jobs: [{ id: '77', numbers: [1, 2, 3, 4], submitted: '2026-11-24T00:00:00Z' }],
  };
  slurm.answers('squeue', ['77_1|CANCELLED|None\n77_2|FAILED|None\n77_3|RUNNING|None\n77_4|RUNNING|None\n']);
  const given = { attempts: 1 };
  await follow({ before, given, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(arraysSent()).toEqual(['--array=1-2']);
});

test('a job whose number was lost with the program that sent it is found by its name, not sent twice', async () => {
  slurm.answers('squeue', ['', lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  slurm.answers('sbatch', [{ text: 'it says nothing', fails: 1 }]);
  await expect(follow({})).rejects.toThrow('Slurm refused sbatch');
  const before = await readSlurmState(sweepFolder());
  const name = slurm
    .calls('sbatch')[0]!
    .find((word) => word.startsWith('--job-name='))!
    .slice('--job-name='.length);
  expect(before).toMatchObject({ jobs: [], sending: { name, numbers: [1, 2, 3, 4] } });

  const looks = slurm.calls('squeue').length;
  const running = lines(205, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING');
  slurm.answers('squeue', [...Array.from({ length: looks }, () => ''), '205\n205\n', running]);
  await follow({ before, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(slurm.calls('squeue')[looks]).toContain(`--name=${name}`);
  expect((await readSlurmState(sweepFolder()))?.jobs).toMatchObject([{ id: '205', numbers: [1, 2, 3, 4] }]);
  expect(slurm.calls('sbatch')).toHaveLength(1);
});

test('a job that never reached Slurm is sent when the sweep is gone on with', async () => {
  const sending = { name: 'spikebench-0a1b2c3d', numbers: [1, 2, 3, 4], submitted: '2026-11-24T00:00:00Z' };
  const before = { schema: 1 as const, shards: 4, settings: parseSlurmSettings({}, '--slurm'), jobs: [], sending };
  slurm.answers('squeue', ['', lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  await follow({ before, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(arraysSent()).toEqual(['--array=1-4']);
  const state = await readSlurmState(sweepFolder());
  expect(state).toMatchObject({ jobs: [{ id: '101' }] });
  expect(state?.sending).toBeUndefined();
});

test('after an abort the job is cancelled, or left', async () => {
  slurm.answers('squeue', [lines(101, 'RUNNING', 'RUNNING', 'PENDING', 'PENDING')]);
  await expect(follow({ steps: [nothing, () => finish([1])] })).rejects.toThrow(
    'Cancelled on the cluster, with 1 of 4 shards finished.',
  );
  expect(slurm.calls('scancel')).toEqual([['101']]);
  await expect(follow({ steps: [nothing, nothing], leaves: true })).rejects.toThrow(
    /Job 10\d goes on without this window, with 1 of 4 shards finished/,
  );
  expect(slurm.calls('scancel')).toHaveLength(1);
});

test('an answer that no Slurm gives is quoted', async () => {
  slurm.answers('sbatch', ['Welcome to the cluster!\n101\n']);
  await expect(follow({})).rejects.toThrow('sbatch answered what no Slurm does: "Welcome to the cluster!\n101"');
  slurm.answers('sbatch', ['101;cluster2\n']);
  slurm.answers('squeue', ['Have a nice day\n', lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  const { told } = await follow({ steps: [nothing, nothing, nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(told[1]).toBe(
    'squeue answered what no Slurm does: "Have a nice day". Look whether a login script prints something.',
  );
  expect(told.at(-1)).toBe('4 shards: 4 finished');
});

test('a controller that does not answer for a while is no end', async () => {
  const away = { text: 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n', fails: 1 };
  slurm.answers('squeue', [away, away, lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  const { told } = await follow({ steps: [nothing, nothing, nothing, nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(told[1]).toMatch(/^Slurm refused squeue: .*Unable to contact slurm controller/);
  expect(arraysSent()).toHaveLength(1);
});

test('what Slurm refuses is said in its words', async () => {
  slurm.answers('sbatch', [
    { text: 'sbatch: error: Batch job submission failed: Invalid partition name specified\n', fails: 1 },
  ]);
  await expect(follow({})).rejects.toThrow(
    'Slurm refused sbatch: Batch job submission failed: Invalid partition name specified.',
  );
});

test('where there is no Slurm, one line says so', async () => {
  process.env['PATH'] = join(folder, 'nothing');
  await expect(follow({})).rejects.toThrow('There is no Slurm on this machine: the command sbatch was not found.');
});

test('through ssh every word arrives as it was', async () => {
  slurm.answers('squeue', [lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  await follow({ given: { ssh: 'me@login.example' }, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  const words = slurm.calls('ssh')[0]!;
  expect(words.slice(0, 3)).toEqual(['-o', 'BatchMode=yes', 'me@login.example']);
  expect(words).toHaveLength(4);
  expect(slurm.calls('sbatch')[0]!.at(-1)).toBe(join(sweepFolder(), 'slurm/job.sh'));
  slurm.answers('sbatch', [{ text: 'sh: 1: sbatch: not found', fails: 127 }]);
  slurm.answers('squeue', [{ text: 'sh: 1: squeue: not found', fails: 127 }]);
  await rm(join(sweepFolder(), 'shards'), { recursive: true });
  await expect(follow({ given: { ssh: 'login2' } })).rejects.toThrow(
    /There is no Slurm on "login2": the command s\w+ was not found\./,
  );
});

test('the job script asks for what was set, loads modules, and quotes every word', async () => {
  slurm.answers('squeue', [lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  const given = {
    partition: 'short,long',
    account: 'neuro',
    time: '1-02:00:00',
    memory: '4G',
    cpus: '8',
    modules: 'nodejs/20, gcc',
    container: 'apptainer exec node.sif',
  };
  await follow({ given, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(await readFile(join(sweepFolder(), 'slurm/job.sh'), 'utf8')).toBe(
    [
      '#!/bin/bash',
      '# Written by Spikebench: one task of the array is one shard of the sweep.',
      '#SBATCH --partition=short,long',
      '#SBATCH --account=neuro',
      '#SBATCH --time=1-02:00:00',
      '#SBATCH --mem=4G',
      '#SBATCH --cpus-per-task=8',
      'set -eu',
      'module load nodejs/20',
      'module load gcc',
      `exec apptainer exec node.sif '/opt/node 20/bin/node' /opt/spikebench.mjs sweep ${sweepFolder()}/plan.json --out ${sweepFolder()}/shards --workers 8 --shard "$SLURM_ARRAY_TASK_ID/4"`,
      '',
    ].join('\n'),
  );
});

test('a template of one own takes the place of ours, and must hold the command', async () => {
  slurm.answers('squeue', [lines(101, 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING')]);
  const template = join(folder, 'job.template');
  await writeFile(template, '#!/bin/bash\n{{options}}\nsource setup.sh\nnice {{command}}\n');
  await follow({ given: { template }, steps: [nothing, () => finish([1, 2, 3, 4]), nothing] });
  expect(await readFile(join(sweepFolder(), 'slurm/job.sh'), 'utf8')).toMatch(/source setup\.sh\nnice '\/opt\/node/);
  await rm(join(sweepFolder(), 'shards'), { recursive: true });
  for (const [text, reason] of [
    ['#!/bin/bash\necho', 'it lacks {{command}}'],
    ['echo {{command}}', 'its first line must name a shell'],
    ['#!/bin/bash\n{{command}} {{time}}', 'there is no {{time}}'],
  ] as const) {
    await writeFile(template, text);
    await expect(follow({ given: { template } })).rejects.toThrow(`cannot be the template of a job script: ${reason}`);
  }
});
