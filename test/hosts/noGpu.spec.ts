import { chromiumPath } from '../webgpu/chromium.ts';
import { openSmallDemo, startWith } from './gpuDemo.ts';
import { expect, test } from './story.ts';

// Options of its own give it a worker, and so a workbench, of its own: others begin with none.
test.use({
  actionTimeout: 20_000,
  launchOptions: { executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] },
});
test.describe.configure({ mode: 'serial' });

test('without WebGPU the choice is greyed with the reason, and runs are as ever', async ({ browser, host }) => {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript('delete Navigator.prototype.gpu');
  await openSmallDemo(page, host.url, 4);
  await expect(page.getByText('No GPU: this browser has no WebGPU.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'GPU' })).toBeDisabled();
  await expect(page.getByRole('radio', { name: 'Auto' })).toBeDisabled();
  await startWith(page, 'CPU');
  await expect(page.locator('.run-state', { hasText: 'finished' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Engine: \d+ workers? · SIMD/)).toBeVisible();
  await page.context().close();
});

test('without a graphics card it is greyed too', async ({ browser, host }) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.url);
  await expect(page.getByText(/^Engine: /)).toBeVisible();
  await page.evaluate("location.hash = '#/sweep'");
  await expect(page.getByText(/^No GPU: the browser offers no GPU/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'GPU' })).toBeDisabled();
  await page.context().close();
});
