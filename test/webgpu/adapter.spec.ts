import { expect } from '@playwright/test';
import { test } from './webgpuTest.ts';

test('the engine opens the adapter, and says its name and whether it computes on the processor', async ({ run }) => {
  const found = await run('openAdapter');
  expect(found).toEqual({ name: expect.stringMatching(/\w/), isSoftware: expect.any(Boolean) });
});

test('where the page has no WebGPU the engine says so', async ({ page, run }) => {
  await page.addInitScript("Object.defineProperty(navigator, 'gpu', { value: undefined })");
  await page.reload();
  expect(await run('openAdapter')).toEqual({ reason: 'this browser has no WebGPU' });
});

test('where the browser finds no adapter the engine says so', async ({ page, run }) => {
  await page.addInitScript("Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => null } })");
  await page.reload();
  expect(await run('openAdapter')).toEqual({ reason: expect.stringMatching(/no GPU/) });
});
