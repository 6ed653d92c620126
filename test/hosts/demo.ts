import { expect, type Page } from '@playwright/test';

/** Opens the demo, and runs its sweep to the end where no test before did. */
export async function openFinishedDemo(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
  await page.goto(`${new URL(url).origin}/#/results`);
  const results = page.getByRole('grid', { name: 'Results' });
  const none = page.getByRole('heading', { name: 'No results yet' });
  await expect(results.or(none)).toBeVisible();
  if (await results.isVisible()) return;
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('10 of 10 cells')).toBeVisible({ timeout: 120_000 });
  await expect(page.locator('.run-state', { hasText: 'finished' })).toBeVisible();
}
