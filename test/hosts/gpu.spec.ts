import type { Page } from '@playwright/test';
import type { RunRecord } from '../../src/shared/results/runRecord.ts';
import { chromiumArguments } from '../webgpu/chromium.ts';
import { expectAccessible } from './accessibility.ts';
import { openSmallDemo, recordsBelow, startWith } from './gpuDemo.ts';
import { expect, test } from './story.ts';

/** Runs on the GPU of a real window: in Chromium's software adapter, so that every machine has one. */
test.use({
  actionTimeout: 20_000,
  launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: [...chromiumArguments] },
});
test.describe.configure({ mode: 'serial', timeout: 300_000 });

/** 12 unless told: GPU_IMAGES=100 takes a minute. */
const images = Number(process.env['GPU_IMAGES'] ?? 12);
let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser, host }) => {
  page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await openSmallDemo(page, host.url, images);
});

test.afterAll(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

test('the CPU simulates unless another choice is made', async ({ host }) => {
  await page.keyboard.press('3');
  await expect(page.getByText(/^GPU: .*\(software\)\.$/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'CPU' })).toBeChecked();
  await expectAccessible(page, 'sweep, with a GPU');
  await startWith(page, 'CPU');
  await finished();
  expect(latest(host.home).provenance.engine).toBe('simd');
});

test('a run on the GPU has the results of the CPU, and the window says what simulates', async ({ host }) => {
  const cpu = latest(host.home);
  await startWith(page, 'GPU');
  await expect(page.getByText(/^Engine: GPU .*\(software\)/)).toBeVisible();
  await finished();
  await expect(page.locator('.run-header').getByText(/^GPU .*\(software\)$/)).toBeVisible();
  const gpu = latest(host.home);
  expect(gpu.provenance.engine).toMatch(/^webgpu \(.*\(software\)\)$/);
  expect(gpu.provenance.notes).toBeUndefined();
  expect(predictionsOf(gpu)).toEqual(predictionsOf(cpu));
  expect(gpu.cells).toEqual(cpu.cells);
});

test('a GPU that is lost in the middle leaves the rest to the CPU, with the same results and a note', async ({
  browser,
  host,
}) => {
  await simulateImages(60);
  await startWith(page, 'CPU');
  await finished();
  const cpu = latest(host.home);
  await startWith(page, 'GPU');
  // Samples times networks: the simulations, not the analog network.
  await expect(page.getByText(/^[1-9]\d* of 120 samples$/)).toBeVisible({ timeout: 120_000 });
  const session = await browser.newBrowserCDPSession();
  // The call ends with the process that it ends.
  await session.send('Browser.crashGpuProcess').catch(() => undefined);
  await finished();
  await expect(page.getByRole('note').getByText(/^The GPU was lost: .* The CPU does the rest\.$/)).toBeVisible();
  await expectAccessible(page, 'run, after the loss of the GPU');
  const record = latest(host.home);
  expect(record.provenance.engine).toMatch(/^webgpu \(.*\), then simd$/);
  expect(record.provenance.notes).toHaveLength(1);
  expect(record.cells).toEqual(cpu.cells);
});

test('a page that is loaded again in the middle goes on with its GPU', async ({ host }) => {
  await simulateImages(40);
  await startWith(page, 'GPU');
  await expect(page.getByText(/^[1-9]\d* of 80 samples$/)).toBeVisible({ timeout: 120_000 });
  await page.reload();
  await expect(page.getByText(/^[1-9]\d* of 80 samples$/)).toBeVisible({ timeout: 120_000 });
  await finished();
  const { provenance } = latest(host.home);
  expect(provenance.engine).toMatch(/^webgpu \(.*\(software\)\)$/);
  expect(provenance.notes).toBeUndefined();
});

test('the faster of both is taken after a measurement', async ({ host }) => {
  await simulateImages(10);
  await startWith(page, 'Auto');
  await finished();
  const { provenance } = latest(host.home);
  // In software it is the CPU; on a graphics card it need not be.
  expect(provenance.notes?.[0]).toMatch(/^Measured on \d+ images in 1 network: .* (CPU|GPU) simulates\.$/);
  await expect(page.getByRole('note').getByText(provenance.notes![0]!)).toBeVisible();
});

async function simulateImages(count: number): Promise<void> {
  await page.keyboard.press('3');
  const field = page.getByRole('textbox', { name: 'Images', exact: true });
  await field.fill(String(count));
  await field.press('Tab');
  await expect(page.locator('.plan-counts').getByText(String(count), { exact: true })).toBeVisible();
}

async function finished(): Promise<void> {
  await expect(page.locator('.run-state', { hasText: 'finished' })).toBeVisible({ timeout: 240_000 });
}

function latest(home: string): RunRecord {
  return recordsBelow(home).at(-1)!;
}

/** [cell][readout][sample]. */
function predictionsOf({ cells }: RunRecord): readonly (readonly (readonly number[])[])[] {
  return cells.map(({ tally }) => tally!.readouts.map(({ predictions }) => predictions));
}
