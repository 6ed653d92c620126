import { expect, test } from './story.ts';

/** Pictures for people: every view in both themes, at both sizes, below .cache/screenshots. */
const folder = '.cache/screenshots';
const views = ['start', 'model', 'data', 'sweep', 'run', 'results', 'inspect', 'export'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of sizes) {
    test(`every view fits ${viewport.width} x ${viewport.height}, ${colorScheme}`, async ({ browser, host }) => {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(host.url);
      await page.getByRole('button', { name: 'Open the demo' }).click();
      await expect(page.getByRole('navigation', { name: 'Views' })).toContainText('Sweep');
      for (const view of views) {
        await page.goto(`${new URL(host.url).origin}/#/${view}`);
        await page.waitForTimeout(1500);
        await page.screenshot({ path: `${folder}/${view}-${colorScheme}-${viewport.width}.png` });
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), view).toBe(true);
      }
      await context.close();
    });
  }
}
