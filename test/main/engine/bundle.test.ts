import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../src/main/engine/engine.ts';
import { forkChildren } from '../../../src/main/engine/fork.ts';
import { replayBundle, type ReplayReport } from '../../../src/main/engine/replayBundle.ts';
import { openByteSource } from '../../../src/main/store/files.ts';
import { writeResults } from '../../../src/main/store/writeResults.ts';
import type { OpenedFiles } from '../../../src/shared/api/engineViews.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { writeKeras } from '../../../src/shared/model/writeKeras.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { simulatedBy } from '../../../src/shared/sweep/simulatedBy.ts';
import { demoData, demoModel, runCommand, withFolder } from '../cli/commandLine.ts';

const worker = fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url));
const provenance = { spikebench: '0.0.0', node: '20', platform: 'a machine' };

describe('a bundle', () => {
  let engine: Engine;
  let folder: string;
  let bundle: Uint8Array<ArrayBuffer>;
  let record: RunRecord;
  let opened: OpenedFiles;

  beforeAll(async () => {
    engine = createEngine(1, forkChildren(worker));
    folder = await mkdtemp(join(tmpdir(), 'spikebench-bundle-'));
    opened = await engine.open(demoModel, { path: demoData, split: null, offset: 0, limit: 8, scaling: null });
    const settings = {
      model: opened.model,
      data: opened.data,
      presets: ['rueckauer'],
      changes: [{}],
      encodings: [{ kind: 'constantCurrent' }, { kind: 'poisson', maxRate: 500 }],
      thresholds: [1],
      readouts: [{ kind: 'membranePotential' }],
      durations: [8],
      seeds: [1],
      timeStep: 1,
      calibration: { split: 'train', samples: 20 },
    } as const;
    ({ record } = await engine.sweep({ settings, files: opened, store: null, provenance }));
    bundle = await bundleOf(record);
    expect(await bundleOf(record)).toEqual(bundle);
  }, 60_000);

  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function bundleOf(made: RunRecord): Promise<Uint8Array<ArrayBuffer>> {
    const place = await mkdtemp(join(folder, 'run-'));
    await writeResults(place, made);
    const out = join(place, 'bundle.zip');
    const work = { folder: place, out, model: null, data: null, withModel: true, withData: true, spikebench: '0.0.0' };
    await engine.exportPart({ about: 'makeBundle', ...work });
    return new Uint8Array(await readFile(out));
  }

  /** Replays bytes as a bundle from a folder of its own. */
  async function replayed(bytes: Uint8Array, change: { model?: string; data?: string } = {}): Promise<ReplayReport> {
    const place = await mkdtemp(join(folder, 'replay-'));
    const path = join(place, 'bundle.zip');
    await writeFile(path, bytes);
    const request = { bundle: path, folder: join(place, 'unpacked'), model: null, data: null, ...change };
    return replayBundle(engine, { ...request, provenance: { ...provenance, node: '99' } }, {});
  }

  test('holds no path of the machine that made it', () => {
    for (const [name, content] of Object.entries(unzipSync(bundle))) {
      if (/^(model|data)\//.test(name)) continue;
      expect(strFromU8(content), name).not.toContain(process.cwd());
    }
  });

  test('replays elsewhere to the byte, without model and data at hand', async () => {
    const report = await replayed(bundle);
    expect(report).toMatchObject({
      isSame: true,
      isRenamed: false,
      inputs: [],
      engine: null,
      table: null,
      record: null,
      changedFiles: [],
    });
    expect(report.bundle.cells).toBe(2);
  });

  test('of the tensor engine names it where it says how the results were made, and replays on it', async () => {
    const settings = {
      ...simulatedBy(record.settings, 'tensorflow'),
      encodings: [{ kind: 'constantCurrent' }],
    } as const;
    const made = (await engine.sweep({ settings, files: opened, store: null, provenance })).record;
    const name = made.provenance.engine;
    expect(name).toMatch(/^tensorflow \((tfjs-node|tfjs wasm)\)$/);
    const bytes = await bundleOf(made);
    const texts = unzipSync(bytes);
    expect(strFromU8(texts['methods.txt']!)).toContain(`, by its engine ${name}.`);
    expect(strFromU8(texts['README.md']!)).toContain(`\n${name} simulated; `);
    expect(await replayed(bytes)).toMatchObject({ isSame: true, engine: null });
  });

  test('made on the GPU replays on the CPU, which is said', async () => {
    const { settings, provenance: where } = record;
    const made = {
      ...record,
      settings: simulatedBy(settings, 'webgpu'),
      provenance: { ...where, engine: 'webgpu (x)' },
    };
    const bytes = await bundleOf(made);
    expect(strFromU8(unzipSync(bytes)['README.md']!)).toContain('webgpu (x) simulated, on a graphics processor.');
    expect(await replayed(bytes)).toMatchObject({
      isSame: true,
      engine: 'simulated by webgpu (x) there, by simd here, which agree up to rounding',
    });
  });

  test('notices one changed weight, names its layer, and where the results differ', async () => {
    const graph = await readModel(await openByteSource(demoModel));
    const layer = graph.layers.find(({ name }) => name === 'conv2d_1')!;
    if (layer.operation.kind !== 'convolution') throw new Error('The demo has another layer here');
    layer.operation.kernel.data[0]! += 3;
    const model = join(folder, 'changed.keras');
    await writeFile(model, await writeKeras(graph, { dateSaved: '2026-01-01@00:00:00' }));
    const report = await replayed(bundle, { model });
    expect(report.isSame).toBe(false);
    expect(report.inputs).toEqual(['weights differ: layer conv2d_1, kernel']);
    expect(report.table).toMatch(/^line \d+, cell [0-9a-f]{12}, \d+ ms, column \w+: .+ stored, .+ now$/);
    expect(report.record).toMatch(/^cells\.0\.tally\..+ stored, .+ now$/);
  });

  test('says that only the file is another where the weights are the same', async () => {
    const model = join(folder, 'again.keras');
    const graph = await readModel(await openByteSource(demoModel));
    await writeFile(model, await writeKeras(graph, { dateSaved: '2026-01-01@00:00:00' }));
    const report = await replayed(bundle, { model });
    expect(report.inputs[0]).toMatch(/^the model file is another .+ its weights are the same$/);
    expect(report).toMatchObject({ isSame: false, table: null, record: null });
  });

  test('finds a result that was changed by hand, in the file and in the row', async () => {
    const files = unzipSync(bundle);
    const lines = strFromU8(files['results/results.csv']!).split('\n');
    lines[5] = lines[5]!.replace(/,8,[\d.]+,/, ',8,0.123,');
    const report = await replayed(repacked({ ...files, 'results/results.csv': strToU8(lines.join('\n')) }));
    expect(report.changedFiles).toEqual(['results/results.csv']);
    expect(report.table).toMatch(/^line 6, .+ column accuracy: 0.123 stored, /);
    expect(report.record).toBe(null);
  });

  test.each(['model/..', 'model/../../secret', '/etc/model', 'elsewhere/model'])(
    'refuses a manifest that has its model at %s',
    async (path) => {
      const files = unzipSync(bundle);
      const manifest = JSON.parse(strFromU8(files['bundle.json']!)) as { model: object };
      const forged = { ...manifest, model: { ...manifest.model, path } };
      const bytes = repacked({ ...files, 'bundle.json': strToU8(JSON.stringify(forged)) });
      await expect(replayed(bytes)).rejects.toThrow('its bundle.json has another layout (model.path');
    },
  );

  test('asks for what it was made without, and takes it under any name', async () => {
    const { 'data/digits.npz': data, ...files } = unzipSync(bundle);
    expect(data!.length).toBeGreaterThan(1000);
    const manifest = JSON.parse(strFromU8(files['bundle.json']!)) as { data: object };
    const without = { ...manifest, data: { ...manifest.data, path: null } };
    const bytes = repacked({ ...files, 'bundle.json': strToU8(JSON.stringify(without)) });
    await expect(replayed(bytes)).rejects.toThrow(/made without its data "digits.npz" .+ Name the file with --data/);
    const renamed = join(folder, 'renamed.npz');
    await copyFile(demoData, renamed);
    expect(await replayed(bytes, { data: renamed })).toMatchObject({ isSame: true });
  });
});

test('bundle and replay on the command line: what is no bundle, and a run that is not finished', async () => {
  const { code, err } = await runCommand('replay', demoData);
  expect(code).toBe(1);
  expect(err).toContain('is not a bundle of Spikebench');
  await withFolder(async (folder) => {
    const made = await runCommand('bundle', folder, '--out', join(folder, 'bundle.zip'));
    expect(made.code).toBe(1);
    expect(made.err).toContain('There is no file');
  });
});

function repacked(files: Record<string, Uint8Array>): Uint8Array {
  return zipSync(files, { level: 0 });
}
