import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { layerWeights } from '../../../src/shared/model/layerDetails.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { readCheckpoint } from '../../../src/main/store/trainingCheckpoint.ts';
import { readNetworkArgument } from '../../../src/main/cli/networkArgument.ts';
import { parseTrainingSettings } from '../../../src/main/cli/trainFlags.ts';
import { lineOf } from '../../shared/dataset/fakes.ts';
import { demoData, runCommand, start, withFolder } from './commandLine.ts';

/** A network that learns 240 digits in a few hundred short steps, with everything that is drawn. */
const tiny = {
  name: 'tiny',
  inputShape: [28, 28, 1],
  layers: [
    { kind: 'averagePooling', size: 4 },
    { kind: 'convolution', filters: 4, kernel: 3, batchNormalization: true, activation: 'relu' },
    { kind: 'dropout', rate: 0.2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 16, activation: 'qcfs' },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
};

const flags = (out: string, epochs: number) =>
  ['--data', demoData, '--limit', '400', '--epochs', String(epochs), '--shift', '1', '--out', out] as const;

async function weightsAt(path: string): Promise<readonly number[]> {
  const { layers } = await readModel(bytesInMemory('model.keras', Uint8Array.from(await readFile(path))));
  return layers.flatMap(({ operation }) => [
    ...layerWeights(operation).flatMap(({ values }) => [...values.data]),
    ...(operation.kind === 'activation' && operation.function.kind === 'relu'
      ? [operation.function.maxValue ?? 0]
      : []),
  ]);
}

/** Waits until a training has kept a state behind this many epochs. */
async function hasKept(out: string, epochs: number): Promise<void> {
  for (;;) {
    const kept = await readCheckpoint(out).catch(() => null);
    if (kept !== null && kept.state.history.length >= epochs) return;
    await setTimeout(20);
  }
}

describe('spikebench train', () => {
  test('killed in an epoch and resumed, it ends with the weights of a training without interruption', async () => {
    await withFolder(async (folder) => {
      const [architecture, whole, broken] = ['tiny.json', 'whole.keras', 'broken.keras'].map((name) =>
        join(folder, name),
      );
      await writeFile(architecture!, JSON.stringify(tiny));
      const undisturbed = runCommand('train', architecture!, ...flags(whole!, 12));
      const killed = start(['train', architecture!, ...flags(broken!, 12)]);
      await hasKept(broken!, 2);
      // The whole process group, worker included, in the middle of what it does.
      process.kill(-killed.pid, 'SIGKILL');
      await killed.ended;
      const kept = (await readCheckpoint(broken!))!.state.history.length;
      expect(kept).toBeGreaterThanOrEqual(2);
      expect(kept).toBeLessThan(12);

      const other = await runCommand('train', architecture!, ...flags(broken!, 13), '--resume');
      expect([other.code, other.err]).toEqual([1, expect.stringContaining('epochs 12 there, 13 here')]);

      const resumed = await runCommand('train', architecture!, ...flags(broken!, 12), '--resume', '--json');
      expect(resumed.code).toBe(0);
      const said: unknown = JSON.parse(resumed.out);
      expect(said).toMatchObject({ resumedAt: { epoch: kept + 1 }, bestEpoch: 12, test: { samples: 1000 } });
      expect((await undisturbed).code).toBe(0);
      expect(await weightsAt(broken!)).toEqual(await weightsAt(whole!));
      expect(await readCheckpoint(broken!)).toBe(null);
      // One row for each epoch, those before the kill included.
      expect((await readFile(`${broken!}.history.csv`, 'utf8')).trim().split('\n')).toHaveLength(13);
      expect(await readFile(`${broken!}.history.svg`, 'utf8')).toContain('Accuracy (%)');
    });
  }, 240_000);

  test('Ctrl-C keeps the checkpoint and exits with 130', async () => {
    await withFolder(async (folder) => {
      const out = join(folder, 'model.keras');
      const training = start(['train', 'notebook-mlp', ...flags(out, 9999)]);
      await hasKept(out, 1);
      process.kill(training.pid, 'SIGINT');
      const { code, err } = await training.ended;
      expect([code, err]).toEqual([130, expect.stringContaining('A checkpoint is kept of epoch')]);
      expect((await readCheckpoint(out))!.state.history.length).toBeGreaterThan(0);
    });
  });

  test('says what is wrong with a network or a value', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'network.json');
      const lineFor = async (content: string): Promise<string> => {
        await writeFile(file, content);
        return String(await lineOf(readNetworkArgument(file, {})));
      };
      expect(await lineFor('{"layers"')).toContain(`"${file}" does not describe a network: `);
      const layers = [{ kind: 'flatten' }, { kind: 'dense', units: 'ten' }, { kind: 'lstm' }];
      expect(await lineFor(JSON.stringify({ ...tiny, layers }))).toMatch(
        /layers\[1\]\.units: .*expected number.*; layers\[2\]\.kind: .*'convolution'/,
      );
      expect(await lineOf(readNetworkArgument('no-such-template', {}))).toContain('notebook-cnn, notebook-mlp');
      const settings = async (options: Readonly<Record<string, string>>): Promise<string> =>
        String(await lineOf(Promise.resolve().then(() => parseTrainingSettings(options))));
      expect(await settings({})).toBe('--epochs is missing: say how often to go through the training samples.');
      expect(await settings({ epochs: '1', learningRate: '0' })).toBe(
        '--learning-rate "0" is not possible: it wants a number above 0 and up to 1000.',
      );
      expect(await settings({ epochs: '1', schedule: 'linear' })).toBe(
        '--schedule "linear" is not possible: it wants constant, step, cosine.',
      );
    });
  });
});
