import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './story.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser, host }) => {
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(host.url);
});

test.afterAll(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

test('a first window teaches, and the demo is one click to a sweep that can run', async () => {
  await expect(page.getByRole('heading', { name: 'Bring a model' })).toBeVisible();
  await expectAccessible(page, 'start');
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
  await expectAccessible(page, 'sweep');
});

test('the model is drawn, and a layer tells what becomes of it', async () => {
  await page.keyboard.press('1');
  const graph = page.getByRole('group', { name: /Network of \d+ layers/ });
  await graph.getByRole('button', { name: /^conv2d, / }).click();
  const details = page.getByRole('complementary', { name: 'layer details' });
  await expect(details.getByRole('heading', { name: 'conv2d', exact: true })).toBeVisible();
  await expect(details.getByRole('img', { name: /^kernel: from / })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(details.getByRole('heading', { name: 'conv2d/relu' })).toBeVisible();
  await expect(page.getByText(/95 % interval/)).toBeVisible();
  await expectAccessible(page, 'model');
});

test('the data are shown as people and as networks see them', async () => {
  await page.keyboard.press('2');
  const grid = page.getByRole('listbox', { name: /^Images of/ });
  await expect(grid.getByRole('option', { name: /^Image 0, label/ })).toBeVisible();
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'Image 1 as the network receives it' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Poisson: [\d,]+ spikes/ })).toBeVisible();
  await page.getByRole('button', { name: 'Encoding beside the others, now Poisson' }).click();
  await page.getByRole('option', { name: 'Time to first spike' }).click();
  await expect(page.getByRole('img', { name: /^Time to first spike: [\d,]+ spikes/ })).toBeVisible();
  await expectAccessible(page, 'data');
});

test('an axis is typed, the plan follows, a slip is named beside its field, undo takes it back', async () => {
  await page.keyboard.press('3');
  const field = page.getByRole('textbox', { name: 'Threshold factor' });
  await field.fill('0.8 to 1.2 step 0.2');
  await expect(page.getByRole('button', { name: /Threshold factor × 3/ })).toBeVisible();
  const cells = await page.getByText(/^\d+ cells?, /).textContent();
  await field.fill('0.8 to');
  await expect(page.getByText(/Threshold factor "0.8 to" is not possible/).first()).toBeVisible();
  await field.press('Tab');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+z');
  await field.fill('0.8 to 1.2 step 0.2');
  await expect(page.getByText(cells ?? '', { exact: true })).toBeVisible();
});

test('settings of the presets are words to choose and numbers to type, rare ones folded away', async () => {
  const pooling = page.getByRole('toolbar', { name: 'Max pooling' });
  await expect(pooling.getByRole('button', { name: 'gated (as the preset has it)' })).toBeVisible();
  await pooling.getByRole('button', { name: 'any spike' }).click();
  await pooling.getByRole('button', { name: 'telescoped' }).click();
  await expect(page.getByRole('button', { name: /Max pooling × 2/ })).toBeVisible();
  await page.getByRole('button', { name: 'More of neuron' }).click();
  const bound = page.getByRole('textbox', { name: 'Lower bound' });
  await expect(bound).toHaveAttribute('placeholder', 'none (preset)');
  await bound.fill('none, 3');
  await expect(
    page.getByText(/Lower bound "none, 3" is not possible: it wants a number from -1000000 to 0/),
  ).toHaveCount(2);
  await expectAccessible(page, 'sweep, unfolded');
  await bound.fill('none, -1');
  await expect(page.getByRole('button', { name: 'More of neuron, 1 changed' })).toBeVisible();
  expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
  await bound.fill('');
  await page.getByRole('button', { name: /Back to the default of Max pooling/ }).click();
});

test('everything is within reach of the keyboard', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('dark');
  await expectAccessible(page, 'palette');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const [key, view] of [
    ['1', 'model'],
    ['2', 'data'],
    ['3', 'sweep'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`#/${view}$`));
    await page.waitForTimeout(600);
    await expectAccessible(page, `${view} in the dark`);
  }
});
