import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunState } from '../../../src/shared/api/runViews.ts';
import type { WorkbenchEvent } from '../../../src/shared/api/workbench.ts';
import type { SweepDraft } from '../../../src/shared/sweep/draft.ts';
import { type OpenWorkbench, openWorkbench, temporaryFolder } from './openWorkbench.ts';

/** The story of a user, on the real engine and the demo's files. */
const draft: Partial<SweepDraft> = {
  encodings: ['constantCurrent'],
  thresholds: '0.8, 1',
  durations: '20',
  samples: '60',
  calibrationSamples: '50',
};

let home = { path: '', remove: async () => {} };
let open: OpenWorkbench;

beforeAll(async () => {
  home = await temporaryFolder();
  open = await openWorkbench(home.path);
});
afterAll(async () => {
  await open.close();
  await home.remove();
});

type RunEvent = Extract<WorkbenchEvent, { kind: 'run' }>;
type PlanEvent = Extract<WorkbenchEvent, { kind: 'plan' }>;
type DiagnosisEvent = Extract<WorkbenchEvent, { kind: 'diagnosis' }>;
const runIs =
  (...states: readonly RunState[]) =>
  (event: WorkbenchEvent): event is RunEvent =>
    event.kind === 'run' && event.progress !== null && states.includes(event.progress.state);

describe('from the demo to a figure', () => {
  test('the demo opens with its files in place and a plan at once', async () => {
    const { client } = open;
    expect(await client.request('app.state', {})).toMatchObject({ project: null, recent: [], run: null });
    const project = await client.request('project.openDemo', {});
    expect(project).toMatchObject({ isReadOnly: false, model: { state: 'present' }, data: { state: 'present' } });
    const plan = await client.request('project.saveDraft', { draft: { ...project.draft, ...draft } });
    expect(plan).toMatchObject({
      problems: [],
      cells: 2,
      simulations: 2,
      groups: 1,
      samples: 60,
      steps: 20,
      run: null,
    });
    expect((await client.request('app.state', {})).recent).toMatchObject([
      { isThere: true, model: 'digits-cnn.keras' },
    ]);
  });

  test('wrong fields are named beside the field', async () => {
    const { client } = open;
    const { project } = await client.request('app.state', {});
    const plan = await client.request('sweep.plan', { draft: { ...project!.draft, thresholds: 'high', split: 'dev' } });
    expect(plan.problems.map(({ field }) => field)).toEqual(['thresholds']);
    const other = await client.request('sweep.plan', { draft: { ...project!.draft, split: 'dev' } });
    expect(other.problems).toMatchObject([{ field: 'split', text: expect.stringContaining('has no split "dev"') }]);
  });

  test('the speed of this machine is measured unasked, and gives the plan a time', async () => {
    const { plan } = await open.when(
      (event): event is PlanEvent => event.kind === 'plan' && event.plan.seconds !== null,
    );
    expect(plan.seconds).toBeGreaterThan(0);
    expect((await open.client.request('app.state', {})).engine).toMatchObject({ name: 'simd' });
  });

  test('the demo opens again where it is open', async () => {
    expect(await open.client.request('project.openDemo', {})).toMatchObject({ isReadOnly: false });
  });

  test('the model is a graph with verdicts, histograms and an accuracy', async () => {
    const { client } = open;
    const model = await client.request('model.describe', {});
    expect(model.nodes[0]).toMatchObject({
      operation: 'input',
      inputs: [],
      verdicts: { rueckauer: { level: 'green' } },
    });
    expect(model.nodes.find(({ operation }) => operation === 'maxPooling')!.verdicts).toMatchObject({
      calibrated: { reason: expect.stringContaining('largest count of spikes') },
      rueckauer: { reason: expect.stringContaining('gate') },
      ttfs: { reason: expect.stringContaining('largest value') },
    });
    expect(model.nodes.at(-1)!.inputs).toEqual([model.nodes.length - 2]);
    const weighted = model.nodes.find(({ parameters }) => parameters > 0)!;
    const layer = await client.request('model.layer', { layer: weighted.name, samples: 10 });
    expect(layer).toMatchObject({ activationSamples: 10, weights: [{ name: 'kernel' }] });
    expect(layer.activations!.counts.reduce((sum, count) => sum + count, 0)).toBe(
      10 * weighted.shape.reduce((size, extent) => size * extent, 1),
    );
    const accuracy = await client.request('model.accuracy', { limit: 60 });
    expect(accuracy).toMatchObject({ samples: 60, scaling: 'unit', other: { scaling: 'none' } });
    expect(accuracy.correct / accuracy.samples).toBeGreaterThan(0.9);
  });

  test('the data are images with labels, and a raster under an encoding', async () => {
    const { client } = open;
    const data = await client.request('data.describe', { split: null });
    expect(data.facts.perClass).toHaveLength(10);
    const page = await client.request('data.page', { split: data.split, from: 2, count: 3, withAnalog: true });
    expect(page).toMatchObject({
      from: 2,
      count: 3,
      labels: data.labels!.slice(2, 5),
      analogClasses: expect.any(Array),
    });
    expect(Buffer.from(page.pixels, 'base64')).toHaveLength(3 * page.height * page.width * page.channels);
    const sample = { split: data.split, index: 2, duration: 100, timeStep: 1, seed: 1 };
    const encoded = await client.request('data.encode', { ...sample, encoding: { kind: 'poisson', maxRate: 200 } });
    expect(encoded).toMatchObject({ kind: 'spikes', raster: { stepCount: 100, everyNth: 1 } });
  });

  test('a run is paused and goes on to the same results as one that was not', async () => {
    const { client, when } = open;
    const begun = await client.request('run.start', { name: 'first' });
    await when((event): event is RunEvent => runIs('running')(event) && event.progress!.cells.some((done) => done > 0));
    await client.request('run.pause', { run: begun.run });
    expect((await client.request('app.state', {})).run).toMatchObject({ run: begun.run, state: 'paused' });
    const paused = await client.request('run.read', { run: begun.run });
    expect(paused.record.cells.length).toBe(2);
    expect(paused.growing.length + paused.record.cells.filter(({ tally }) => tally !== null).length).toBeGreaterThan(0);

    await client.request('run.resume', { run: begun.run });
    const end = await when(runIs('finished', 'failed'));
    expect(end.progress).toMatchObject({ state: 'finished', reason: null, cells: [60, 60] });
    const [summary] = await client.request('run.list', {});
    expect(summary).toMatchObject({ id: begun.run, name: 'first', state: 'finished', finishedCells: 2 });
    expect(summary!.best!.accuracy).toBeGreaterThan(0.8);

    const read = await client.request('run.read', { run: begun.run });
    expect(read.record.cells[0]!.tally).toMatchObject({ count: 60, populationSpikes: [] });
    const cell = await client.request('run.cell', { run: begun.run, cell: 0 });
    expect(cell.tally.readouts[0]!.predictions).toHaveLength(60);
    expect(open.events.some(({ kind }) => kind === 'curves')).toBe(true);

    const again = await client.request('run.start', { name: 'second' });
    const second = await when(
      (event): event is RunEvent => runIs('finished')(event) && event.progress!.run === again.run,
    );
    expect(again.run).not.toBe(begun.run);
    expect(second.progress?.reason).toBeNull();
    expect((await client.request('run.cell', { run: again.run, cell: 0 })).tally).toEqual(cell.tally);
  });

  test('one sample through one cell agrees with the run, spike by spike', async () => {
    const { client } = open;
    const [, first] = await client.request('run.list', {});
    const { tally } = await client.request('run.cell', { run: first!.id, cell: 1 });
    const ask = { run: first!.id, cell: 1, sample: 5 };
    const plain = await client.request('inspect.sample', { ...ask, potentials: [] });
    expect(plain.populations.map(({ raster }) => raster.spikes)).toEqual(tally.populationSpikes[5]);
    expect(plain.readouts.map(({ classes }) => classes.at(-1))).toEqual(
      tally.readouts.map(({ predictions }) => predictions[5]),
    );
    expect(plain.populations.some(({ activations }) => (activations?.correlation ?? 0) > 0.8)).toBe(true);
    const { population } = plain.withPotential[0]!;
    const probed = await client.request('inspect.sample', { ...ask, potentials: [{ population, neuron: 0 }] });
    expect(probed.potentials).toMatchObject([{ population, neuron: 0, threshold: expect.any(Number) }]);
    expect(probed.populations).toEqual(plain.populations);
  });

  test('a diagnosis says how far it is, and ends when nobody waits for it', async () => {
    const { client } = open;
    const [, first] = await client.request('run.list', {});
    const asked = { run: first!.id, cell: 0, readout: 0 };
    const ask = { ...asked, samples: 20, times: [20] };
    const given = new AbortController();
    const unwanted = client.request('inspect.diagnose', ask, given.signal);
    await open.when((event): event is DiagnosisEvent => event.kind === 'diagnosis');
    given.abort(new Error('cancelled'));
    await expect(unwanted).rejects.toThrow('cancelled');
    const before = open.events.length;
    const diagnosis = await client.request('inspect.diagnose', ask);
    expect(diagnosis.samples).toBe(20);
    const told = open.events.slice(before).flatMap((event) => (event.kind === 'diagnosis' ? [event] : []));
    expect(told.at(-1)).toEqual({ kind: 'diagnosis', asked, done: 20, total: 20 });
    expect(told.map(({ done }) => done)).toEqual(expect.arrayContaining([0, 10, 20]));
  });

  test('exports equal the files in the folder, and figures are saved there', async () => {
    const { client } = open;
    const { project } = await client.request('app.state', {});
    const [latest] = await client.request('run.list', {});
    const csv = await client.request('export.make', { run: latest!.id, kind: 'results.csv' });
    expect(csv.text).toBe(await readFile(join(project!.folder, 'runs', latest!.id, 'results.csv'), 'utf8'));
    const figure = { name: 'a.svg', encoding: 'utf8', content: '<svg/>', where: 'figures' } as const;
    const saved = await client.request('export.save', figure);
    expect(await readFile(saved.path!, 'utf8')).toBe('<svg/>');
  });

  test('a cell leaves as a NIR file once it is agreed what is lost, and the run as a bundle', async () => {
    const { client } = open;
    const [latest] = await client.request('run.list', {});
    const run = latest!.id;
    const asked = { run, cell: 0, profile: 'b', output: 'spikes', samples: 4 } as const;
    const { report, workbench } = await client.request('pack.nirReport', asked);
    expect(report.readers.map(({ name }) => name)).toEqual(['spikingjelly', 'snntorch']);
    expect(report).toMatchObject({ samples: 4, swappedCorrect: expect.any(Number) });
    // The run has more samples than the report, so the two are not put side by side.
    expect(workbench).toBe(null);
    await expect(client.request('pack.nir', { ...asked, approximate: false })).rejects.toThrow('max pooling of spikes');
    const { path, bytes } = await client.request('pack.nir', { ...asked, approximate: true });
    const written = await readFile(path!);
    expect(written.length).toBe(bytes);
    expect(path).toMatch(/exports.digits-cnn-[0-9a-f]{12}-b\.nir$/);
    const packed = await client.request('pack.bundle', { run, withModel: false, withData: false });
    expect((await readFile(packed.path!)).subarray(0, 2).toString()).toBe('PK');
  });
});

describe('what is asked wrongly', () => {
  test('paths outside the allowed folders are refused', async () => {
    await expect(open.client.request('files.list', { folder: '/etc', purpose: 'model' })).rejects.toThrow(
      /outside the folders/,
    );
    const listing = await open.client.request('files.list', { folder: null, purpose: 'folder' });
    expect(listing.folder).toBe(home.path);
  });

  test('requests that the contract does not know are answered without harm', async () => {
    const wrong = open.client.request('run.read', { run: '../../etc' });
    await expect(wrong).rejects.toThrow(/Wrong parameters of "run.read"/);
    await expect(open.client.request('run.read', { run: 'none' })).rejects.toThrow(/has no run "none"/);
  });
});
