import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../src/shared/api/runViews.ts';
import type { WorkbenchEvent } from '../../../src/shared/api/workbench.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { decodeRunRecord } from '../../../src/shared/export/runJson.ts';
import type { SweepDraft } from '../../../src/shared/sweep/draft.ts';
import { GpuLost, GpuOutOfMemory, GpuRefusal } from '../../../src/renderer/webgpu/gpuErrors.ts';
import { type GpuWindow, openGpuWindow, type Script } from './gpuWindow.ts';
import { type OpenWorkbench, openWorkbench, temporaryFolder } from './openWorkbench.ts';

/** Runs on the GPU of a window, against the same run on the CPU. */
const draft: Partial<SweepDraft> = {
  encodings: ['constantCurrent', 'poisson'],
  thresholds: '0.8, 1',
  durations: '12',
  samples: '30',
  calibrationSamples: '20',
};

let home = { path: '', remove: async () => {} };
let open: OpenWorkbench;
let windows: GpuWindow[] = [];
/** Of the CPU. */
let wanted: RunRecord;

beforeAll(async () => {
  home = await temporaryFolder();
  open = await openWorkbench(home.path, { gpuPatience: { silence: 600, standstill: 5000, absence: 300 } });
  const project = await open.client.request('project.openDemo', {});
  await open.client.request('project.saveDraft', { draft: { ...project.draft, ...draft } });
  const { record } = await run('cpu');
  wanted = record;
}, 60_000);
afterEach(() => {
  for (const window of windows) window.close();
  windows = [];
});
afterAll(async () => {
  await open.close();
  await home.remove();
});

type RunEvent = Extract<WorkbenchEvent, { kind: 'run' }>;
const hasEnded =
  (id: string) =>
  (event: WorkbenchEvent): event is RunEvent =>
    event.kind === 'run' && event.progress?.run === id && event.progress.state !== 'running';

interface Ended {
  readonly summary: RunSummary;
  readonly record: RunRecord;
}

/** A run of the draft to its end, with the window's GPU on offer where there is a script. */
async function run(engine: 'cpu' | 'gpu' | 'auto', ...scripts: readonly Script[]): Promise<Ended> {
  for (const script of scripts) windows.push(openGpuWindow(open.workbench, script));
  if (scripts.length > 0) await offered();
  const begun = await open.client.request('run.start', { name: null, engine });
  return end(begun.run);
}

async function offered(): Promise<void> {
  while ((await open.client.request('app.state', {})).engine.gpu?.name == null) await pause(5);
}

async function end(id: string): Promise<Ended> {
  const { progress } = await open.when(hasEnded(id));
  expect(progress).toMatchObject({ state: 'finished', reason: null });
  const summary = (await open.client.request('run.list', {})).find((found) => found.id === id);
  return { summary: summary!, record: await recordOf(id) };
}

async function recordOf(id: string): Promise<RunRecord> {
  const { project } = await open.client.request('app.state', {});
  const path = join(project!.folder, 'runs', id, 'run.json');
  return decodeRunRecord(await readFile(path, 'utf8'), path);
}

/** Everything but what made it. */
function resultsOf({ cells, analog, labels, classNames }: RunRecord): string {
  const text = JSON.stringify({ cells, analog, labels, classNames });
  return createHash('sha256').update(text).digest('hex');
}

/** The tallies of a message, changed. */
function liesIn(tallies: unknown, lie: (tally: object) => unknown): unknown {
  // As the window made them.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (tallies as { tally: object }[]).map((sent) => ({ ...sent, tally: lie(sent.tally) }));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('a run on the GPU of a window', { timeout: 60_000 }, () => {
  test('has the results of one on the CPU, and says what made it', async () => {
    const { record, summary } = await run('gpu', {});
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.settings.engine).toBe('webgpu');
    expect(record.provenance).toMatchObject({ engine: 'webgpu (double)' });
    expect(record.provenance.notes).toBeUndefined();
    expect(summary).toMatchObject({ engine: 'webgpu (double)' });
    expect(wanted.provenance.engine).toBe('simd');
    // Every sample of both inputs went through it, in batches of 4.
    expect(windows[0]!.batches()).toBeGreaterThanOrEqual((2 * 30) / 4);
  });

  test('that is lost in the middle ends on the CPU with the same results, and says so', async () => {
    const { record, summary } = await run('gpu', {
      onBatch(batches) {
        // Words of a driver, which must not reach a terminal as they are.
        if (batches === 4) throw new GpuLost('the driver\n\u001bwas reset');
      },
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance.engine).toBe('webgpu (double), then simd');
    expect(record.provenance.notes).toEqual([
      'The GPU was lost: The connection to the GPU was lost: the driver was reset. The CPU does the rest.',
    ]);
    expect(summary).toMatchObject({ engine: record.provenance.engine, notes: record.provenance.notes });
    const told = open.events.filter((event) => event.kind === 'notice').map(({ notice }) => notice.text);
    expect(told).toContain(record.provenance.notes![0]);
    await windows[0]!.ended;
  });

  test('without memory ends on the CPU', async () => {
    const { record } = await run('gpu', {
      onLoad() {
        throw new GpuOutOfMemory(5e9);
      },
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance).toMatchObject({
      engine: 'simd',
      notes: [expect.stringMatching(/^The GPU ran out of memory: .*4769 MB/)],
    });
  });

  test('that refuses a group of networks does the others', async () => {
    let loads = 0;
    const { record } = await run('gpu', {
      onLoad() {
        if (++loads === 1) throw new GpuRefusal('a layer is too wide for it');
      },
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance.engine.split(', then ').toSorted()).toEqual(['simd', 'webgpu (double)']);
    expect(record.provenance.notes).toEqual([
      'The GPU cannot simulate some networks: a layer is too wide for it. The CPU does what it refused.',
    ]);
  });

  test('whose window is closed is done by another window', async () => {
    const begun = { count: 0 };
    const closing: Script = {
      name: 'first',
      async onBatch() {
        if (++begun.count === 2) {
          windows[0]!.close();
          await pause(60_000);
        }
      },
    };
    const { record } = await run('gpu', closing, { name: 'second' });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance.engine).toContain('webgpu (second)');
    expect(record.provenance.engine).not.toContain('simd');
  });

  test('whose only window is closed ends on the CPU', async () => {
    const { record } = await run('gpu', {
      async onBatch(batches) {
        if (batches < 4) return;
        windows[0]!.close();
        await pause(60_000);
      },
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance).toMatchObject({
      engine: expect.stringMatching(/simd$/),
      notes: ['There is no GPU: no window offers one. The CPU does the rest.'],
    });
  });

  test('whose window falls silent gives its work back', async () => {
    const { record } = await run('gpu', {
      async onBatch(batches) {
        if (batches >= 2) await pause(60_000);
      },
      mute: [],
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance.notes).toEqual(['There is no GPU: no window offers one. The CPU does the rest.']);
  });
});

describe('what a window sends is checked', { timeout: 60_000 }, () => {
  test.each([
    ['no tally', () => 'a page can send anything'],
    ['a tally with other counts', (tally: object) => ({ ...tally, analogCorrect: 0 })],
  ] as const)('%s', async (_, lie) => {
    const { record } = await run('gpu', {
      say: (method, params) =>
        method === 'gpu.result' && 'tallies' in params ? { ...params, tallies: liesIn(params.tallies, lie) } : params,
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance).toMatchObject({
      engine: 'simd',
      notes: ['The GPU failed: it gave back something that is no result of the job. The CPU does the rest.'],
    });
  });

  test('a result of a network that there is not', async () => {
    const { record } = await run('gpu', {
      say: (method, params) =>
        method === 'gpu.result' ? { ...params, tallies: [{ network: 99, tally: {} }] } : params,
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance).toMatchObject({ engine: 'simd', notes: [expect.stringMatching(/^The GPU failed: /)] });
  });

  test('results for jobs that are none of the window’s are not heard', async () => {
    const { record } = await run('gpu', {
      say: (method, params) => (method === 'gpu.result' ? { ...params, job: 999_999 } : params),
      mute: [],
      async onBatch() {},
    });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
  });
});

describe('the choice', { timeout: 60_000 }, () => {
  test('of the GPU without one is a Problem with the window’s reason', async () => {
    const offer = 'a-window-without';
    await open.client.request('gpu.offer', { offer, gpu: null, reason: 'this browser has no WebGPU' });
    await expect(open.client.request('run.start', { name: null, engine: 'gpu' })).rejects.toThrow(
      'No window offers a GPU: this browser has no WebGPU. Choose the CPU',
    );
    await expect(open.client.request('sweep.measureSpeed', { engine: 'gpu' })).rejects.toThrow(
      'No window offers a GPU',
    );
  });

  test('by measurement takes the faster, and tells both speeds', async () => {
    const { record } = await run('auto', { onBatch: () => pause(200) });
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.settings.engine).toBeUndefined();
    expect(record.provenance.engine).toBe('simd');
    expect(record.provenance.notes).toEqual([
      expect.stringMatching(
        /^Measured on \d+ images in 2 networks: [\d.e+]+ simulations\/s on the CPU \(1 worker\), [\d.e+]+ simulations\/s on the GPU double, with the same counts\. The CPU simulates\.$/,
      ),
    ]);
    const { project } = await open.client.request('app.state', {});
    const plan = await open.client.request('sweep.plan', { draft: project!.draft });
    expect(plan.gpuSeconds).toBeGreaterThan(plan.seconds!);
  });

  test('a run that is gone on with where there is no GPU goes on on the CPU, with the note', async () => {
    windows.push(openGpuWindow(open.workbench, { onBatch: () => pause(20) }));
    await offered();
    const begun = await open.client.request('run.start', { name: null, engine: 'gpu' });
    await open.when(
      (event): event is RunEvent =>
        event.kind === 'run' && event.progress?.run === begun.run && event.progress.cells.some((done) => done > 0),
    );
    await open.client.request('run.pause', { run: begun.run });
    const paused = await open.client.request('app.state', {});
    expect(paused.run).toMatchObject({ state: 'paused', engine: 'webgpu (double)' });
    windows[0]!.close();
    const ended = open.events.length;
    await open.client.request('run.resume', { run: begun.run });
    while (!open.events.slice(ended).some(hasEnded(begun.run))) await pause(20);
    const record = await recordOf(begun.run);
    expect(resultsOf(record)).toBe(resultsOf(wanted));
    expect(record.provenance).toMatchObject({
      engine: 'webgpu (double), then simd',
      notes: [expect.stringMatching(/^There is no GPU: .* The CPU does the rest\.$/)],
    });
  });
});
