/**
 * Makes docs/presets.md: the accuracy of every preset after 4, 8, … 256 steps on the notebook's CNN and 1,000 MNIST test images. Run with
 * `node scripts/run.mjs scripts/presetTable.ts` in a checkout that has the reference data beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { presets } from '../src/shared/conversion/presets.ts';
import { presetNames } from '../src/shared/conversion/settings.ts';

const reference = process.env['SPIKEBENCH_REFERENCE'] ?? '../shared/reference';
const samples = 1000;
const times = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const names = presetNames.filter((name) => name !== 'rueckauer'); // the short name of rueckauer2017
const out = mkdtempSync(join(tmpdir(), 'spikebench-presets-'));

const settings = ['--limit', String(samples), '--duration', '256', '--readout', 'membrane-potential,spike-count'];
sweep(
  'rates',
  names.filter((name) => presets[name].method.family !== 'annarchy'),
  'constant-current',
);
sweep(
  'annarchy',
  names.filter((name) => presets[name].method.family === 'annarchy'),
  'IB',
);

const rows = ['rates', 'annarchy'].flatMap((part) => readCsv(join(out, part, 'results.csv')));
const analog = Number(rows[0]!['analog_accuracy']);
const tableRows = names.map((name) => {
  const best = presets[name].method.family === 'annarchy' ? 'spike-count' : 'membrane-potential';
  const own = rows.filter((row) => row['preset'] === name && row['readout'] === best);
  const accuracies = times.map((time) =>
    percent(Number(own.find((row) => row['time_ms'] === String(time))!['accuracy'])),
  );
  const spikes = Math.round(Number(own.find((row) => row['time_ms'] === '256')!['spikes_per_sample']));
  return `| ${name} | ${accuracies.join(' | ')} | ${spikes.toLocaleString('en')} |`;
});
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
writeFileSync(
  'docs/presets.md',
  `# Every preset on one network

The notebook's CNN (\`cnn_mnist.keras\`, saved by Keras 3.15.1), MNIST test images 0 to ${samples - 1}, calibrated on 500 training images without
their labels. Accuracy in % after a number of steps of 1 ms; the analog network has ${percent(analog)} %. Half-width of a 95 % Wilson
interval at these accuracies: about 0.6 points, so that differences of a few tenths say nothing. One network, one data set: not a ranking.

Input is a constant current, and classes are read from the membrane potential of output neurons that only add up; for the presets of
ANNarchy the input is its intrinsically bursting encoding, and the readout counts spikes, as in the notebook. \`few-spike\` and \`ttfs\`
decide once, after all windows of their layers (4 × 8 and 4 × 32 steps).

| preset | ${times.join(' | ')} | spikes to 256 |
|---|${times.map(() => '---:|').join('')}---:|
${tableRows.join('\n')}

Made by \`node scripts/run.mjs scripts/presetTable.ts\` with Spikebench ${version} on ${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.version}.
Accuracies do not depend on the machine.
`,
);
rmSync(out, { recursive: true });

function sweep(part: string, chosen: readonly string[], encoding: string): void {
  const model = join(reference, 'models/cnn_mnist.keras');
  const { status } = spawnSync(
    process.execPath,
    [
      'scripts/cli.mjs',
      'sweep',
      model,
      '--data',
      join(reference, 'mnist'),
      ...settings,
      '--encoding',
      encoding,
      '--preset',
      chosen.join(','),
      '--out',
      join(out, part),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the sweep ended with code ${status}`);
}

function readCsv(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const columns = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, i) => [columns[i]!, field])));
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
