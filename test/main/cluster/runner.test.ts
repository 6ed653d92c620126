import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoData, demoModel } from '../cli/commandLine.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spikebench-'));
  const packed = spawnSync(process.execPath, ['scripts/packRunner.mjs'], { encoding: 'utf8' });
  expect(packed.stderr).toBe('');
  mkdirSync(join(folder, 'node'));
  copyFileSync('dist/spikebench-runner.mjs', join(folder, 'node/runner.mjs'));
  copyFileSync(demoModel, join(folder, 'node/model.keras'));
  copyFileSync(demoData, join(folder, 'node/data.npz'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether a process can be cut off from the network here. */
const cutOff = spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n'] : [];

/** Runs the runner in a folder with nothing but its files: no environment, no packages, no network. */
function run(...args: readonly string[]): void {
  const words = ['-i', ...cutOff, process.execPath, 'runner.mjs', ...args];
  const { status, stderr } = spawnSync('env', words, { cwd: join(folder, 'node'), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

test('one file computes shards and merges them to the bytes of an installed Spikebench', () => {
  const sweep = ['sweep', 'model.keras', '--data', 'data.npz', '--limit', '20', '--duration', '10'];
  const grid = [...sweep, '--preset', 'rueckauer', '--encoding', 'constant-current,poisson', '--calibration', '50'];
  for (const number of [2, 1]) run(...grid, '--shard', `${number}/2`, '--out', 'shards', '--workers', '1');
  run('merge', 'shards', '--out', 'merged');
  run('run', 'model.keras', '--data', 'data.npz', '--limit', '2', '--duration', '5', '--workers', '1');
  const cli = join(process.cwd(), 'scripts/cli.mjs');
  const here = spawnSync(process.execPath, [cli, ...grid, '--out', 'here', '--workers', '1'], {
    cwd: join(folder, 'node'),
    encoding: 'utf8',
  });
  expect(here.stderr).toBe('');
  for (const name of ['results.csv', 'run.json', 'accuracy-against-time.svg']) {
    expect(readFileSync(join(folder, 'node/merged', name), 'utf8')).toBe(
      readFileSync(join(folder, 'node/here', name), 'utf8'),
    );
  }
}, 240_000);
