// Holds the WebGPU engine against the others in a real browser: npm run test:webgpu [-- arguments of Playwright]
// Says in one line why not where there is no Chromium or no adapter. WEBGPU_ADAPTER=default tests on the machine's own graphics card.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInProcessPool } from '../bench/inProcess.ts';
import { demoSubject } from '../bench/workloads.ts';
import { buildPage } from './buildPage.ts';
import { chromiumPath, probeAdapter } from './chromium.ts';
import { demoCases } from './demoCases.ts';
import { servePage } from './servePage.ts';
import { writeCase } from './writeCase.ts';

// A folder of its own for every run, so that no other build changes what runs here.
const folder = join(process.cwd(), '.cache/webgpu', String(process.pid));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

await buildPage(folder);
const { url, close } = await servePage(folder);
const adapter = await probeAdapter(url);
if ('reason' in adapter) console.log(`Skipped: the WebGPU engine was not tested, since ${adapter.reason}.`);
else {
  console.log(`WebGPU on ${adapter.name}${adapter.isSoftware ? ', which computes on the processor' : ''}`);
  const pool = createInProcessPool();
  for (const { name, samples, flags } of demoCases) {
    await writeCase(pool, join(folder, 'cases'), { name, subject: demoSubject, samples, flags });
  }
  process.exitCode = await runPlaywright();
}
close();

/** In a process of its own, which asks this one for the page. */
function runPlaywright(): Promise<number> {
  const cli = join(process.cwd(), 'node_modules/@playwright/test/cli.js');
  const child = spawn(
    process.execPath,
    [cli, 'test', '--config', 'test/webgpu/playwright.config.ts', ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, WEBGPU_PAGE: url, CHROMIUM: chromiumPath },
    },
  );
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
