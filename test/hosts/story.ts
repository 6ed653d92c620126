import { test as base } from '@playwright/test';
import { type BrowserHost, startBrowserHost } from './browserHost.ts';
import { referenceFolder } from './reference.ts';

/** Tests that share one workbench, so that each goes on where the one before stopped. */
export const test = base.extend<object, { readonly host: BrowserHost }>({
  host: [
    // Playwright reads which fixtures are needed from this pattern: none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const host = await startBrowserHost(referenceFolder === null ? [] : [referenceFolder]);
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
