import { defineConfig } from '@playwright/test';

/** The user's story on the real hosts: Debian's Chromium, or another one by CHROMIUM. */
export default defineConfig({
  testDir: 'test/hosts',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/playwright',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  workers: 1,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
});
