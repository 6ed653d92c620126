import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figure, type FigureFlags } from '../../../src/main/cli/figureCommand.ts';
import type { Output } from '../../../src/main/cli/output.ts';
import type { RunChoice } from '../../../src/main/cli/readRun.ts';
import { table, type TableFlags } from '../../../src/main/cli/tableCommand.ts';
import { encodeRunRecord } from '../../../src/shared/export/runJson.ts';
import { parseStrictCsv } from '../../shared/export/strictCsv.ts';
import { everyEncoding, exampleRecord } from '../../shared/results/exampleRecord.ts';
import { runCommand, withFolder } from './commandLine.ts';

const record = exampleRecord({
  encodings: everyEncoding.slice(0, 2),
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }, { kind: 'membranePotential' }],
  steps: 20,
  samples: 100,
});

/** A folder of results, as a sweep leaves it. */
async function withResults(work: (folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await writeFile(join(folder, 'run.json'), encodeRunRecord(record));
    await work(folder);
  });
}

function listen(): { readonly output: Output; readonly printed: string[] } {
  const printed: string[] = [];
  return { printed, output: { print: (text) => void printed.push(text), say: (line) => void printed.push(line) } };
}

const all = (folder: string): RunChoice => ({ folder, run: null, cells: null, readouts: null });
const noTable: TableFlags = {
  format: null,
  columns: null,
  at: null,
  energy: null,
  seeds: null,
  out: null,
  asJson: false,
};
const noFigure: FigureFlags = {
  chart: null,
  preset: null,
  format: null,
  dotsPerInch: null,
  height: null,
  timeAxis: null,
  range: null,
  at: null,
  energy: null,
  out: null,
  asJson: false,
};

test('figure writes the format that the file is named for, and says its size and facts', async () => {
  await withResults(async (folder) => {
    const { output, printed } = listen();
    for (const [ending, start] of [
      ['svg', '<svg width="241pt"'],
      ['pdf', '%PDF-1.4'],
      ['png', '\u0089PNG'],
    ] as const) {
      const out = join(folder, 'new', `x.${ending}`);
      await figure(all(folder), { ...noFigure, dotsPerInch: '50', out }, output);
      expect((await readFile(out)).subarray(0, start.length).toString('latin1')).toBe(start);
    }
    expect(printed[0]).toMatch(
      /x\.svg: 85 × \d+ mm, Accuracy against simulated time\ncnn\.keras on digits\.npz \(test\), n = 100/,
    );
  });
});

test('cells, readouts and height are those asked for', async () => {
  await withResults(async (folder) => {
    const { output, printed } = listen();
    const out = join(folder, 'x.svg');
    const choice = { ...all(folder), cells: 'poisson', readouts: 'spike-count' };
    await figure(
      choice,
      { ...noFigure, height: '200', preset: 'two-column', timeAxis: 'log', asJson: true, out },
      output,
    );
    const svg = await readFile(out, 'utf8');
    expect(svg).toMatch(/^<svg width="505pt" height="200pt"/);
    expect(svg).toContain('× 0.8');
    expect(svg).not.toMatch(/constant current<|membrane potential</);
    expect(JSON.parse(printed[0]!)).toMatchObject({
      file: out,
      preset: 'two-column',
      heightPoints: 200,
      facts: { n: 100 },
    });
    await figure({ ...choice, cells: 'poisson threshold=1' }, { ...noFigure, chart: 'confusion', out }, output);
    await figure({ ...choice, cells: 'poisson' }, { ...noFigure, chart: 'difference', out }, output);
  });
});

test('table writes CSV with its dictionary, or prints what people read', async () => {
  await withResults(async (folder) => {
    const { output, printed } = listen();
    const out = join(folder, 'wide.csv');
    await table(all(folder), { ...noTable, format: 'wide-csv', at: '10ms', out }, output);
    const [head, ...rows] = parseStrictCsv(await readFile(out, 'utf8'));
    expect(rows).toHaveLength(8);
    expect(new Set(rows.map((row) => row[head!.indexOf('time_ms')]))).toEqual(new Set(['10']));
    const dictionary: unknown = JSON.parse(await readFile(join(folder, 'wide.columns.json'), 'utf8'));
    expect(dictionary).toMatchObject({ files: { 'wide.csv': head!.map((name) => ({ name })) } });
    await table(all(folder), { ...noTable, columns: 'encoding,accuracy' }, output);
    expect(printed.at(-1)).toContain('| Encoding | Accuracy (%) |');
    await table({ ...all(folder), readouts: 'spike-count' }, { ...noTable, asJson: true }, output);
    expect((JSON.parse(printed.at(-1)!) as { rows: unknown[] }).rows).toHaveLength(4);
  });
});

test('own constants of the energy come from a file, and change the energies', async () => {
  await withResults(async (folder) => {
    const { output, printed } = listen();
    const file = join(folder, 'chip.json');
    await writeFile(file, JSON.stringify({ spiking: { title: 'my chip', mac: 9, accumulate: 1000, neuronUpdate: 0 } }));
    const flags = { ...noTable, columns: 'energy_uj' };
    await table(
      { ...all(folder), cells: 'poisson threshold=1', readouts: 'spike-count' },
      { ...flags, energy: file },
      output,
    );
    const { tally } = record.cells[3]!;
    const energy = (tally!.synapticOperations.at(-1)! / 100) * 1e-3;
    expect(printed[0]).toContain(`| ${energy.toFixed(3)} |`);
    expect(printed[0]).toContain('constants of my chip');
    expect(printed[0]).toContain('no memory traffic');
  });
});

test.each([
  ['figure', { chart: 'pie' }, /--chart "pie".*accuracy-time/],
  ['figure', { preset: 'poster' }, /--preset "poster".*one-column/],
  ['figure', { dotsPerInch: '9' }, /--dpi "9".*from 36 to 2400/],
  ['figure', { chart: 'difference' }, /two rows, and there are 8/],
  ['figure', { energy: 'brain' }, /--energy "brain".*loihi/],
  ['table', { format: 'xls' }, /--format "xls".*latex/],
  ['table', { columns: 'accuracy,colour' }, /--columns "colour".*names among/],
  ['table', { at: '21' }, /--at "21".*from 1 to 20/],
  ['table', { seeds: 'some' }, /--seeds "some".*each or mean/],
] as const)('%s with %o names the flag, the value and what is possible', async (command, flags, words) => {
  await withResults(async (folder) => {
    const { output } = listen();
    const out = join(folder, 'x');
    await expect(
      command === 'figure'
        ? figure(all(folder), { ...noFigure, out, ...flags }, output)
        : table(all(folder), { ...noTable, ...flags }, output),
    ).rejects.toThrow(words);
  });
});

test('a folder without results, an unknown readout and a filter that nothing fits are named', async () => {
  await withResults(async (folder) => {
    const { output } = listen();
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(table(all(empty), noTable, output)).rejects.toThrow(/no file .*run\.json/);
    await expect(table({ ...all(folder), readouts: 'x' }, noTable, output)).rejects.toThrow(
      /--readout "x".*spike-count/,
    );
    await expect(table({ ...all(folder), cells: 'seed=9' }, noTable, output)).rejects.toThrow(/--cells "seed=9"/);
    await expect(table({ ...all(folder), run: 'x' }, noTable, output)).rejects.toThrow(/--run "x".*project/);
  });
});

test('the commands are there, with codes of their ends', async () => {
  await withResults(async (folder) => {
    const made = await runCommand('figure', folder, '--chart', 'pareto', '--out', join(folder, 'p.pdf'), '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(JSON.parse(made.out)).toMatchObject({ chart: 'pareto', format: 'pdf' });
    expect(await runCommand('table', folder, '--format', 'xls')).toMatchObject({ code: 2, out: '' });
    expect(await runCommand('table', join(folder, 'nowhere'))).toMatchObject({ code: 1, out: '' });
  });
});
