// Holds the WebGPU engine against the others in a real browser: npm run test:webgpu [-- arguments of Playwright]
// Says in one line why not where there is no Chromium or no adapter. WEBGPU_ADAPTER=default tests on the machine's own graphics card.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInProcessPool } from '../bench/inProcess.ts';
import { demoSubject } from '../bench/workloads.ts';
import { buildPage } from './buildPage.ts';
import { chromiumPath, findChromium, probeAdapter } from './chromium.ts';
import { demoCases } from './demoCases.ts';
import { servePage } from './servePage.ts';
import { smallNetwork, smallSamples } from './smallNetwork.ts';
import { writeCase, writeConverted } from './writeCase.ts';

// A folder of its own for every run, so that no other build changes what runs here.
const folder = join(process.cwd(), '.cache/webgpu', String(process.pid));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const reason = findChromium() ?? (await testInChromium());
if (reason !== null) console.log(`Skipped: the WebGPU engine was not tested, since ${reason}.`);

/** Why nothing was tested, or null. */
async function testInChromium(): Promise<string | null> {
  await buildPage(folder);
  const { url, close } = await servePage(folder);
  try {
    const adapter = await probeAdapter(url);
    if ('reason' in adapter) return adapter.reason;
    console.log(`WebGPU on ${adapter.name}${adapter.isSoftware ? ', which computes on the processor' : ''}`);
    const pool = createInProcessPool();
    const cases = join(folder, 'cases');
    for (const each of demoCases) await writeConverted(pool, cases, { ...each, subject: demoSubject });
    const encoding = { kind: 'poisson', maxRate: 400 } as const;
    const head = { encoding, seed: 3, steps: 40, readouts: [{ kind: 'spikeCount' }] } as const;
    await writeCase(cases, 'small', head, smallNetwork(), smallSamples(64));
    process.exitCode = await runPlaywright(url);
    return null;
  } finally {
    close();
  }
}

/** In a process of its own, which asks this one for the page. */
function runPlaywright(url: string): Promise<number> {
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
