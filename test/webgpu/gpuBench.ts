// Parity, then time, of the WebGPU engine in a browser: npm run bench:gpu -- [--serve] [--json] [--duration 200] [--parity 64] [--anyway]
// Opens Chromium on the machine's own graphics card; with --serve it prints an address to open in a browser of one's own. On an adapter that
// computes on the processor it compares only, unless --anyway is given: that time says nothing of a graphics card.
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { createInProcessPool } from '../bench/inProcess.ts';
import { chooseSubjects, type Flags, type Subject } from '../bench/workloads.ts';
import { buildPage } from './buildPage.ts';
import { chromiumPath, findChromium, hardwareArguments } from './chromium.ts';
import type { BenchCase, BenchEffort, BenchReport } from './pageChecks.ts';
import { servePage } from './servePage.ts';
import { writeConverted } from './writeCase.ts';

const { values } = parseArgs({
  options: {
    serve: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    anyway: { type: 'boolean', default: false },
    duration: { type: 'string', default: '200' },
    parity: { type: 'string', default: '64' },
  },
});

const speed = { batches: 4, mostSamples: 4096, rounds: 3, simdSamples: 16 };
const hardware: BenchEffort = { compared: Number(values.parity), speed };
const software: BenchEffort = {
  compared: Math.min(4, Number(values.parity)),
  speed: values.anyway ? { ...speed, batches: 1, mostSamples: 16, rounds: 1 } : null,
};

const readout = 'spike-count,membrane-potential';
const settings: readonly Flags[] = [
  { preset: 'rueckauer', encoding: 'constant-current', readout },
  { preset: 'rueckauer', encoding: 'poisson-1000', readout },
  { preset: 'annarchy', encoding: 'intrinsically-bursting', readout },
];

const folder = join(process.cwd(), '.cache/webgpu', String(process.pid));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

await buildPage(folder);
await writeCases();
const report = await waitForReport();
if (values.json) console.log(JSON.stringify(report));
else if ('reason' in report) console.log(report.reason);
if ('reason' in report || report.rows.some(({ isEqual }) => !isEqual)) process.exitCode = 1;

async function writeCases(): Promise<void> {
  const pool = createInProcessPool();
  const { cnn, mlp } = chooseSubjects();
  const cases: BenchCase[] = [];
  for (const subject of mlp === null ? [cnn] : [cnn, mlp]) {
    for (const flags of settings) cases.push(await write(subject, flags));
  }
  await writeFile(join(folder, 'bench.json'), JSON.stringify(cases));

  async function write(subject: Subject, flags: Flags): Promise<BenchCase> {
    const name = `bench-${cases.length}`;
    const all = { ...flags, duration: values.duration };
    await writeConverted(pool, join(folder, 'cases'), { name, subject, samples: 256, flags: all });
    const title = `${subject.name}, ${flags['preset']}, ${flags['encoding']}, ${values.duration} steps`;
    return { name, title, hardware, software };
  }
}

/** What the page says when it is done, in the browser that is started here or in another one. */
async function waitForReport(): Promise<BenchReport> {
  let done: (found: BenchReport) => void = () => {};
  const found = new Promise<BenchReport>((resolve) => {
    done = resolve;
  });
  const server = await servePage(folder, (path, text) => {
    if (path === '/say') say(text);
    // From our own page.
    else if (path === '/done') done(JSON.parse(text) as BenchReport);
  });
  const address = `${server.url}?bench`;
  if (values.serve) {
    say(`Open ${address} in a browser with WebGPU on this machine.`);
    return found.finally(server.close);
  }
  const reason = findChromium();
  if (reason !== null) return { reason: `${reason}; --serve prints an address for another browser` };
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...hardwareArguments] });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    return await found;
  } finally {
    await browser.close();
    server.close();
  }
}
