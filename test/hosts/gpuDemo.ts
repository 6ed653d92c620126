import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRunRecord } from '../../src/shared/export/runJson.ts';
import type { RunRecord } from '../../src/shared/results/runRecord.ts';
import { expect, type Page } from '@playwright/test';

/** Opens the demo with a sweep that is small enough for a GPU in software. */
export async function openSmallDemo(page: Page, url: string, images: number): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  for (const [field, value] of [
    ['Threshold factor', '1'],
    ['Images', String(images)],
    ['Duration', '12'],
  ] as const) {
    await page.getByRole('textbox', { name: field, exact: true }).fill(value);
  }
  await page.keyboard.press('Tab');
  await expect(page.getByText(/^2 cells, 2 simulations/)).toBeVisible();
}

/** Starts the sweep of the view Sweep on what was chosen. */
export async function startWith(page: Page, engine: 'CPU' | 'GPU' | 'Auto'): Promise<void> {
  await page.keyboard.press('3');
  const choice = page.getByRole('radiogroup', { name: 'What simulates it' });
  await choice.getByRole('radio', { name: engine }).click();
  await page.getByRole('complementary', { name: 'plan' }).getByRole('button', { name: 'Run' }).click();
}

/** The records of all finished runs below a folder, latest last. */
export function recordsBelow(folder: string): readonly RunRecord[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('run.json'))
    .toSorted()
    .map((path) => decodeRunRecord(readFileSync(join(folder, path), 'utf8'), path));
}
