import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';

/** The WebGPU engine in a browser; started by runSpecs.ts, which builds and serves the page. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/playwright-webgpu',
  timeout: 120_000 * Math.max(1, Number(process.env['WEBGPU_EFFORT'] ?? 1)),
  workers: 1,
  reporter: 'list',
  use: { launchOptions: { executablePath: chromiumPath, args: [...chromiumArguments] } },
});
