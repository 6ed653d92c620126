import { expectAccessible } from './accessibility.ts';
import { openFinishedDemo } from './demo.ts';
import { expect, test } from './story.ts';

/** Pictures for people: every view of the demo with a finished run, in both themes, at both sizes, below .cache/screenshots. */
const folder = '.cache/screenshots';
const views = ['start', 'train', 'model', 'data', 'sweep', 'run', 'results', 'inspect', 'export'] as const;
const charts = [
  'Heat map',
  'Pareto',
  'Energy',
  'Parallel',
  'Panels',
  'Confusion',
  'Compare',
  'Stopping',
  'Curves',
] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of sizes) {
    const where = `${viewport.width} x ${viewport.height}, ${colorScheme}`;
    test(`every view fits ${where}`, async ({ browser, host }) => {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await openFinishedDemo(page, host.url);
      for (const view of views) {
        await page.goto(`${new URL(host.url).origin}/#/${view}`);
        await page.waitForTimeout(1500);
        await page.screenshot({ path: `${folder}/${view}-${colorScheme}-${viewport.width}.png` });
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), view).toBe(true);
        await expectAccessible(page, `${view}, ${where}`);
      }
      await page.goto(`${new URL(host.url).origin}/#/results`);
      for (const name of charts) {
        await page.getByRole('tab', { name }).click();
        await expect(page.getByRole('tabpanel', { name }).getByRole('figure').first()).toBeVisible();
        await page.screenshot({
          path: `${folder}/results-${name.toLowerCase().replace(' ', '-')}-${colorScheme}-${viewport.width}.png`,
        });
        await expectAccessible(page, `${name}, ${where}`);
      }
      await context.close();
    });
  }
}
