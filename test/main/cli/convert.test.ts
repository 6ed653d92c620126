import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { readNir } from '../../../src/shared/nir/readNir.ts';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

const few = ['--data', demoData, '--limit', '10', '--duration', '10', '--calibration', '20'];

/** What `convert --to nir --json` prints, as far as the tests look. */
interface Report {
  readonly losses: readonly { readonly what: string }[];
  readonly analogAccuracy: number;
  readonly swappedAnalogAccuracy: number | null;
  readonly readers: readonly { readonly name: string; readonly curve: readonly number[] }[];
  readonly file: { readonly path: string; readonly bytes: number } | null;
}

test('a network with max pooling is refused as NIR, with the accuracy that the exchange would have, and written when told to', async () => {
  await withFolder(async (folder) => {
    const out = join(folder, 'digits.nir');
    const refused = await runCommand('convert', demoModel, ...few, '--to', 'nir', '--out', out, '--json');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('max pooling of spikes');
    const report = JSON.parse(refused.out) as Report;
    expect(report.losses.map(({ what }) => what)).toEqual(['max pooling of spikes']);
    expect(report.swappedAnalogAccuracy).not.toBe(null);
    expect(report.readers.map(({ name }) => name)).toEqual(['norse', 'spikingjelly', 'sinabs']);
    expect(report.readers.every(({ curve }) => curve.length === 10)).toBe(true);
    expect(report.file).toBe(null);
    await expect(stat(out)).rejects.toThrow('ENOENT');

    const allowed = await runCommand('convert', demoModel, ...few, '--to', 'nir', '--out', out, '--approximate');
    expect(allowed).toMatchObject({ code: 0, err: '' });
    expect(allowed.out).toContain('Average pooling stands for max pooling');
    const graph = await readNir(bytesInMemory('digits.nir', new Uint8Array(await readFile(out))));
    expect([...graph.nodes.values()].map(({ type }) => type)).toContain('SumPool2d');
    expect(graph.metadata['lost']).toBe('max pooling of spikes');
  });
});

test('a batch-normalised network leaves as .keras without normalisation, and classifies as before', async () => {
  await withFolder(async (folder) => {
    const out = join(folder, 'folded.keras');
    const model = demoModel.replace('digits-cnn', 'digits-batchnorm');
    const {
      code,
      out: said,
      err,
    } = await runCommand('convert', model, ...few, '--to', 'keras', '--out', out, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { accuracy, notes } = JSON.parse(said) as { accuracy: { same: number; samples: number }; notes: string[] };
    expect(accuracy.same).toBe(accuracy.samples);
    expect(notes[0]).toMatch(/^Folded into weights and biases: "conv2d_batch_normalization"/);
    const graph = await readModel(bytesInMemory('folded.keras', new Uint8Array(await readFile(out))));
    expect(graph.layers.filter(({ operation }) => operation.kind === 'batchNormalization')).toEqual([]);
  });
});

test.each([
  [['--to', 'onnx'], '"onnx"'],
  [['--to', 'nir', '--profile', 'c'], '"c"'],
  [['--to', 'nir', '--readout', 'time-to-first-spike'], 'spike-count or membrane-potential'],
])('%j is a wrong value', async (flags, words) => {
  const { code, err } = await runCommand('convert', demoModel, ...few, ...flags, '--out', 'never.nir');
  expect(code).toBe(2);
  expect(err).toContain(words);
});
