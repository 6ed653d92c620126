import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayList } from '../../../src/main/cluster/slurm/jobScript.ts';
import { shellQuote } from '../../../src/main/cluster/slurm/shellQuote.ts';
import { parseSlurmSettings } from '../../../src/main/cluster/slurm/slurmSettings.ts';
import { parseTasks } from '../../../src/main/cluster/slurm/taskStates.ts';
import { estimateShards } from '../../../src/shared/sweep/estimateShards.ts';

test('a shell reads every quoted word as it was', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    fc.constantFrom('', "it's", '$(touch /tmp/x)', '`id`', 'a b', '; rm -rf x', '"', '\\', '\n', '-n', '*', '~', '#'),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`]);
      expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 20 },
  );
});

test('the list of an array expands to its numbers', () => {
  expect(arrayList([4, 1, 2, 9, 3], undefined)).toBe('1-4,9');
  expect(arrayList([7], 3)).toBe('7%3');
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (numbers) => {
      const tasks = parseTasks('squeue', `5_[${arrayList(numbers, 4)}]|PENDING|x`);
      expect([...tasks.keys()]).toEqual(numbers.toSorted((a, b) => a - b).map((number) => `5_${number}`));
    }),
  );
});

test.each([
  ['partition', 'short\n#SBATCH --exclusive', '--slurm partition'],
  ['account', 'a b', '--slurm account'],
  ['ssh', '-oProxyCommand=id', '--slurm ssh'],
  ['container', 'a\nb', '--slurm container'],
  ['time', 'soon', 'minutes, hours:minutes:seconds'],
  ['memory', '4 GB', 'a number with K, M, G or T'],
  ['shards', '0', '--slurm shards "0" is not possible'],
  ['modules', 'x;id', '--slurm modules'],
])('the setting %s is refused as "%s"', (key, value, words) => {
  expect(() => parseSlurmSettings({ [key]: value }, '--slurm')).toThrow(words);
});

test('a setting that there is not is named, with those that there are', () => {
  expect(() => parseSlurmSettings({ queue: 'short' }, '--slurm')).toThrow('no setting "--slurm queue". Known: shards');
});

test('shards end one wave after the other where few run at a time', () => {
  expect(estimateShards([10, 20, 10, 40], 10, 2)).toEqual([
    { number: 1, start: 0, end: 1 },
    { number: 2, start: 0, end: 2 },
    { number: 3, start: 1, end: 2 },
    { number: 4, start: 2, end: 6 },
  ]);
});
