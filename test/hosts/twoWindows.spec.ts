import { expect, test } from './story.ts';

test('what is typed in one window stands in the other', async ({ browser, host }) => {
  const context = await browser.newContext();
  const [one, other] = [await context.newPage(), await context.newPage()];
  await one.goto(host.url);
  await one.getByRole('button', { name: 'Open the demo' }).click();
  await other.goto(host.url);
  for (const page of [one, other]) {
    await expect(page.getByText(/^Engine: /)).toBeVisible();
    await page.evaluate("location.hash = '#/sweep'");
  }
  const fieldOf = (page: typeof one) => page.getByRole('textbox', { name: 'Threshold factor' });
  await expect(fieldOf(other)).toBeVisible();
  await fieldOf(one).fill('0.7, 1.3');
  await expect(fieldOf(other)).toHaveValue('0.7, 1.3');
  await fieldOf(other).fill('0.9');
  await expect(fieldOf(one)).toHaveValue('0.9');
  // Still the same after every save has come back.
  await one.waitForTimeout(1000);
  await expect(fieldOf(other)).toHaveValue('0.9');
  await context.close();
});
