import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './story.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser, host }) => {
  const context = await browser.newContext({ acceptDownloads: true });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(host.url);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
});

test.afterAll(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

test('without a run, results, inspector and export say what goes there', async () => {
  for (const [view, words] of [
    ['results', 'No results yet'],
    ['inspect', 'Nothing to inspect yet'],
    ['export', 'Nothing to export yet'],
  ] as const) {
    await show(view);
    await expect(page.getByRole('heading', { name: words })).toBeVisible();
    await expectAccessible(page, view);
  }
});

test('a sweep starts, its curves grow, it is cancelled, goes on and ends', async () => {
  await show('sweep');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/#\/run$/);
  await expect(page.getByText(/^Over [\d ]+(to \d+ )?samples/)).toBeVisible({ timeout: 60_000 });
  const early = await samplesOf();
  await expect.poll(samplesOf, { timeout: 60_000 }).toBeGreaterThan(early);
  await expectAccessible(page, 'run');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Resume' }).click({ timeout: 30_000 });
  await expect(page.getByText('10 of 10 cells')).toBeVisible({ timeout: 120_000 });
  await expect(page.locator('.run-state', { hasText: 'finished' })).toBeVisible();
});

test('the table says what results.csv says, for every row', async () => {
  await show('results');
  const grid = page.getByRole('grid', { name: 'Results' });
  await expect(grid.getByRole('row')).not.toHaveCount(0);
  const lines = (await downloadTable())
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  await show('results');
  const column = (name: string): number => lines[0]!.indexOf(name);
  const last = Math.max(...lines.slice(1).map((line) => Number(line[column('time_ms')])));
  const wanted = lines
    .slice(1)
    .filter((line) => Number(line[column('time_ms')]) === last)
    .map(
      (line) =>
        `${line[column('encoding')]} ${Number(line[column('threshold')])} ${line[column('readout')]} ${(100 * Number(line[column('accuracy')])).toFixed(2)}`,
    );
  await page.setViewportSize({ width: 1920, height: 1400 });
  const shown = await grid.locator('.table-row').evaluateAll((rows) =>
    rows.map((row) => {
      const [encoding, threshold, readout, accuracy] = [...row.childNodes].map(({ textContent }) => textContent);
      return `${encoding} ${Number(threshold)} ${readout} ${accuracy?.replace('★ ', '')}`;
    }),
  );
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(wanted).toHaveLength(20);
  expect(wanted).toEqual(expect.arrayContaining(shown));
  expect(shown.length).toBeGreaterThan(10);
});

test('the filter takes words and comparisons, and says what it wants', async () => {
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('/');
  await page.keyboard.type('poisson threshold>=1.2');
  await expect(page.getByText('4 of 20 rows')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('mood>3');
  await expect(page.getByText(/The filter wants one of the columns/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('');
  await expect(page.getByText('20 rows', { exact: true })).toBeVisible();
});

test('one selection is shared by table, charts and details', async () => {
  const grid = page.getByRole('grid', { name: 'Results' });
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('heading', { name: 'And 1 more' })).toBeVisible();
  for (const name of ['Heat map', 'Pareto', 'Parallel', 'Panels', 'Confusion', 'Compare', 'Stopping', 'Curves']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name }).getByRole('figure').first()).toBeVisible();
    await expectAccessible(page, name);
  }
});

test('a chart hands out its numbers, and a legend hides what one does not want to see', async () => {
  await page.getByRole('button', { name: 'Poisson 1000', exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save, copy, show as table' }).click();
  await page.getByRole('menuitem', { name: 'Save data as CSV' }).click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(text).toContain('time (ms),accuracy (%)');
  expect(text).toContain('constant current');
  expect(text).not.toContain('Poisson');
  await page.getByRole('button', { name: 'Poisson 1000', exact: true }).click();
});

test('the inspector simulates one sample again, layer by layer, at any time', async () => {
  await page.getByRole('grid', { name: 'Results' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/inspect$/);
  await expect(page.getByRole('heading', { name: 'Class scores' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Class \d, (right|wrong)/).first()).toBeVisible();
  await page.getByRole('slider', { name: 'Simulated time' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('1 ms', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Draw the busiest three' }).click();
  await expect(page.getByRole('heading', { name: 'Membrane potentials' })).toHaveCount(2, { timeout: 30_000 });
  await expectAccessible(page, 'inspect');
});

test('figures go into the project, at print size, as SVG, PDF and PNG', async ({ host }) => {
  await show('export');
  await expect(page.getByRole('img', { name: 'Accuracy against simulated time, One column, 85 mm' })).toBeVisible();
  await expectAccessible(page, 'export');
  for (const format of ['SVG', 'PDF', 'PNG']) {
    await page.getByRole('button', { name: `The ${format} into the project's folder figures` }).click();
    await expect(page.getByText(new RegExp(`^Saved .*\\.${format.toLowerCase()}$`))).toBeVisible();
  }
  const found = readdirSync(host.home, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes('figures/'),
  );
  expect(found.map((path) => basename(path)).toSorted((x, y) => x.localeCompare(y))).toEqual(
    ['pdf', 'png', 'svg'].map((ending) => `accuracy-time-one-column.${ending}`),
  );
  const content = (ending: string): Buffer =>
    readFileSync(
      join(
        host.home,
        found.find((path) => path.endsWith(ending))!,
      ),
    );
  expect(content('svg').toString('utf8')).toMatch(/^<svg width="241pt"/);
  expect(content('pdf').subarray(0, 5).toString('latin1')).toBe('%PDF-');
  // 241 points at 300 dots to the inch.
  expect(content('png').readUInt32BE(16)).toBe(1004);
});

test('energy has a chart, a column in microjoules, and constants that can be chosen', async () => {
  await show('results');
  await page.getByRole('tab', { name: 'Energy' }).click();
  await expect(page.getByRole('figure', { name: /estimated energy/ })).toBeVisible();
  // In a narrow window the columns behind the accuracy are turned like pages; the last one has the energy, and the accuracy stays.
  await page.getByRole('grid', { name: 'Results' }).focus();
  for (let turn = 0; turn < 4; turn++) await page.keyboard.press('ArrowRight');
  const head = page.getByRole('columnheader', { name: /^Energy/ });
  await expect(head).toContainText('µJ');
  await expect(page.getByRole('columnheader', { name: /^Accuracy/ })).toBeVisible();
  await page.getByRole('button', { name: 'Energy', exact: true }).click();
  await page.getByRole('button', { name: /Spiking network/ }).click();
  await page.getByRole('option', { name: 'Loihi' }).click();
  await expect(page.getByRole('textbox', { name: /Update of a neuron/ }).first()).toHaveValue('81');
  await expectAccessible(page, 'the constants of energy');
  await page.keyboard.press('Escape');
});

test('the command line gives the same bytes for the same project', async ({ host }) => {
  const ours = await downloadTable();
  const found = readdirSync(host.home, { recursive: true, encoding: 'utf8' });
  const folder = join(
    host.home,
    found.find((path) => path.endsWith('project.json'))!,
    '..',
  );
  const copy = join(mkdtempSync(join(tmpdir(), 'spikebench-cli-')), 'project');
  cpSync(folder, copy, { recursive: true, filter: (path) => !['runs', '.lock'].includes(basename(path)) });
  const { status, stderr } = spawnSync(process.execPath, ['scripts/cli.mjs', 'project', copy], {
    encoding: 'utf8',
    timeout: 170_000,
  });
  expect(status, stderr).toBe(0);
  const made = readdirSync(copy, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('results.csv'));
  expect(readFileSync(join(copy, made!), 'utf8')).toBe(ours);
});

async function show(view: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/#/${view}`);
}

/** Most samples that a row of the growing curves has. */
async function samplesOf(): Promise<number> {
  const words = (await page.getByText(/^Over .*samples/).textContent()) ?? '';
  return Math.max(...(words.match(/\d+/g) ?? ['0']).map(Number));
}

/** The long CSV as Export saves it; what its columns mean comes as a second file. */
async function downloadTable(): Promise<string> {
  await show('export');
  await page.getByRole('button', { name: /Format of the table/ }).click();
  await page.getByRole('option', { name: 'CSV, long' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the table' }).click();
  return readFileSync(await (await saved).path(), 'utf8');
}
