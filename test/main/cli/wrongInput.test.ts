import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNpz } from '../../../src/shared/bytes/npz.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

/** One line on stderr, nothing on stdout, and the exit code. */
async function expectRefusal(args: readonly string[], code: number, line: string | RegExp): Promise<void> {
  const ended = await runCommand(...args);
  expect(ended).toMatchObject({ code, out: '' });
  expect(ended.err.split('\n')).toHaveLength(2);
  if (typeof line === 'string') expect(ended.err).toBe(`${line}\n`);
  else expect(ended.err).toMatch(line);
}

test.each<[string, readonly string[], string | RegExp]>([
  [
    'a threshold of 0',
    ['run', demoModel, '--data', demoData, '--threshold', '0'],
    '--threshold "0" is not possible: it wants a number above 0 and up to 1000000.',
  ],
  [
    'a threshold that is no number',
    ['run', demoModel, '--data', demoData, '--threshold', 'abc'],
    '--threshold "abc" is not possible: it wants a number above 0 and up to 1000000.',
  ],
  [
    'an unknown preset',
    ['run', 'a.keras', '--data', 'd', '--preset', 'x'],
    /^--preset "x" is not possible: it wants one of calibrated, /,
  ],
  ['no data', ['run', demoModel], '--data is missing: name the data set.'],
  [
    'no folder for a sweep',
    ['sweep', demoModel, '--data', demoData],
    '--out is missing: name the folder for the results.',
  ],
  ['no model', ['run'], "missing required argument 'model'. Add --help to see what is possible."],
  ['an unknown flag', ['run', 'a.keras', '--treshold', '1'], /^unknown option '--treshold'.*--threshold.*--help/],
  ['an unknown command', ['walk'], /^unknown command 'walk'/],
])('%s is refused with exit code 2', async (_, args, line) => {
  await expectRefusal(args, 2, line);
});

test('a missing file is named', async () => {
  await expectRefusal(['inspect', 'no/such.keras'], 1, 'There is no file "no/such.keras". Check the path.');
  await expectRefusal(
    ['evaluate', demoModel, '--data', 'no/such.npz'],
    1,
    'There is no file "no/such.npz". Check the path.',
  );
});

test('text renamed to .keras, and a truncated archive, are not models', () =>
  withFolder(async (folder) => {
    const text = join(folder, 'text.keras');
    await writeFile(text, 'This is a letter, not a network.');
    await expectRefusal(
      ['run', text, '--data', demoData],
      1,
      /^"text\.keras" is not a Keras model: .*text.*Save the model/,
    );
    const half = join(folder, 'half.keras');
    const bytes = await readFile(demoModel);
    await writeFile(half, bytes.subarray(0, bytes.length / 2));
    await expectRefusal(['run', half, '--data', demoData], 1, /^"half\.keras" is (damaged|not a Keras model): /);
  }));

test('data of the wrong shape, and labels beyond the classes, are named', () =>
  withFolder(async (folder) => {
    const wide = join(folder, 'wide.npz');
    await writeFile(wide, await npzOf([2, 5, 5], [0, 1]));
    await expectRefusal(
      ['run', demoModel, '--data', wide],
      1,
      '"wide.npz" has samples of shape (5, 5), but the model takes (28, 28, 1).',
    );
    const beyond = join(folder, 'beyond.npz');
    await writeFile(beyond, await npzOf([2, 28, 28], [0, 12]));
    await expectRefusal(
      ['run', demoModel, '--data', beyond],
      1,
      '"beyond.npz": sample 1 has the label 12, but the model has 10 classes (0 to 9).',
    );
  }));

test('a sweep file says which of its keys is wrong', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'sweep.json');
    await writeFile(file, JSON.stringify({ model: 'm.keras', data: 'd.npz', treshold: 1 }));
    await expectRefusal(['sweep', file], 2, /^There is no setting "sweep\.json: treshold"\. Known: model, data, /);
    await writeFile(file, JSON.stringify({ model: 'm.keras', data: 'd.npz', threshold: [1, 0], out: 'o' }));
    await expectRefusal(['sweep', file], 2, /^sweep\.json: threshold "1,0" is not possible: it wants a number above 0/);
    await writeFile(file, '{');
    await expectRefusal(['sweep', file], 1, `"${file}" cannot be read: it is not a JSON object.`);
  }));

describeWithReference('with reference models', () => {
  test('a model of an LSTM is refused by the name of its layer', async () => {
    const model = referencePath('layers/unsupported/lstm.keras');
    await expectRefusal(['run', model, '--data', demoData], 1, /^"lstm\.keras" cannot be converted: layer "lstm.*LSTM/);
  });
});

/** Images of zeros as an .npz of x and y. */
function npzOf(shape: readonly number[], labels: readonly number[]): Promise<Uint8Array> {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return writeNpz(
    new Map([
      ['x', { dtype: 'uint8', shape, data: new Uint8Array(size) }],
      ['y', { dtype: 'int32', shape: [labels.length], data: Int32Array.from(labels) }],
    ]),
  );
}
