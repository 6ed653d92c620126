/**
 * How smoothly 200 noisy curves of 1,000 points zoom, pan and follow the pointer in the real window:
 *   node scripts/run.mjs test/bench/zoomFrames.ts [address of a workbench whose demo has a run]
 * The curves are made up and put into the host's answer on its way: to simulate them takes minutes, and how they are drawn does not depend on it. Says
 * milliseconds between frames, and processor time for each frame, which other work on the machine does not change much; and the same for the bare drawing of as
 * many lines on a canvas of that size, below which nothing that draws them anew can get.
 */
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { startBrowserHost } from '../hosts/browserHost.ts';
import { openFinishedDemo } from '../hosts/demo.ts';

const [address] = process.argv.slice(2);
const host = address === undefined ? await startBrowserHost() : null;
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
const [thresholds, steps, samples] = [100, 1000, 1000];

const message = z.looseObject({ kind: z.string(), id: z.number().optional(), method: z.string().optional() });
const numbers = z.array(z.number());
const read = z.looseObject({
  result: z.looseObject({
    record: z.looseObject({
      settings: z.looseObject({ data: z.looseObject({ count: z.number() }), readouts: z.array(z.unknown()) }),
      cells: z.array(
        z.looseObject({ tally: z.looseObject({ readouts: z.array(z.looseObject({ correct: numbers })) }).nullable() }),
      ),
    }),
  }),
});

/** Puts a sweep of 100 thresholds in two readouts over 1,000 steps in the place of every run that the page reads. */
async function withManyCurves(page: Page): Promise<void> {
  await page.routeWebSocket(/./, (window) => {
    const server = window.connectToServer();
    const reads = new Set<number>();
    window.onMessage((text) => {
      const { id, method } = message.parse(JSON.parse(String(text)));
      if (method === 'run.read' && id !== undefined) reads.add(id);
      server.send(text);
    });
    server.onMessage((text) => {
      const { kind, id } = message.parse(JSON.parse(String(text)));
      const isRead = kind === 'reply' && id !== undefined && reads.has(id);
      window.send(isRead ? JSON.stringify(manyCurves(read.parse(JSON.parse(String(text))))) : text);
    });
  });
}

function manyCurves(reply: z.infer<typeof read>): unknown {
  const { record } = reply.result;
  const [cell] = record.cells;
  const over = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  const factors = over(thresholds, (i) => Number((0.5 + 0.015 * i).toFixed(3)));
  const noise = (a: number, b: number): number => (Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453) % 1;
  const cells = factors.map((threshold, i) => ({
    ...cell,
    id: `made-up-${i}`,
    encoding: { kind: 'constantCurrent' },
    threshold,
    tally: {
      ...cell!.tally,
      count: samples,
      spikes: over(steps, (t) => 1000 * t),
      synapticOperations: over(steps, (t) => 10_000 * t),
      readouts: over(2, (r) => {
        const correct = over(steps, (t) =>
          Math.round(
            samples * (0.98 - 0.05 * threshold) * (1 - Math.exp(-t / (20 + 40 * r + i))) + 6 * noise(t, i + r),
          ),
        ).map((count) => Math.max(0, Math.min(samples, count)));
        return { ...cell!.tally!.readouts[0], correct, agreement: correct, tied: over(steps, () => 0), courses: null };
      }),
    },
  }));
  const settings = {
    ...record.settings,
    data: { ...record.settings.data, count: samples },
    encodings: [{ kind: 'constantCurrent' }],
    thresholds: factors,
    durations: [steps],
  };
  return { ...reply, result: { ...reply.result, record: { ...record, settings, cells } } };
}

interface Frames {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

async function report(open: Browser, page: Page): Promise<void> {
  const box = (await page.locator('canvas').first().boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const cdp = await open.newBrowserCDPSession();
  const acts: readonly (readonly [string, () => Promise<void>])[] = [
    ['nothing', () => page.waitForTimeout(1000)],
    ['zoom', () => repeat(60, (i) => page.mouse.wheel(0, i < 30 ? -60 : 60))],
    [
      'pan, zoomed',
      async () => {
        await repeat(10, () => page.mouse.wheel(0, -60));
        await page.mouse.down();
        await repeat(50, (i) => page.mouse.move(x + 120 * Math.sin(i / 6), y));
        await page.mouse.up();
        await repeat(10, () => page.mouse.wheel(0, 60));
      },
    ],
    ['pointer', () => repeat(60, (i) => page.mouse.move(x + 4 * i - 120, y + 2 * i - 60))],
    ['bare drawing', () => drawBare(page, { width: box.width, height: box.height })],
  ];
  await page.mouse.move(x, y);
  for (const [name, act] of acts) {
    await page.waitForTimeout(300);
    const { count, median, p95, longest, cpu } = await measure(cdp, page, act);
    const perFrame = Object.entries(cpu).map(([process, ms]) => `${process} ${(ms / count).toFixed(1)}`);
    console.log(
      `${name.padEnd(13)} ${String(count).padStart(4)} frames, ms between: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}, longest ${longest.toFixed(1)}; ` +
        `processor ms a frame: ${perFrame.join(', ')}`,
    );
  }
}

async function repeat(times: number, act: (index: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < times; i++) await act(i);
}

async function measure(
  cdp: CDPSession,
  page: Page,
  act: () => Promise<void>,
): Promise<Frames & { readonly cpu: Readonly<Record<string, number>> }> {
  await page.evaluate(`(() => {
    const frames = []; let last = null; let stopped = false;
    const tick = (time) => { if (last !== null) frames.push(time - last); last = time; if (!stopped) requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
    window.stopFrames = () => { stopped = true; return frames; };
  })()`);
  const before = await processorTimes(cdp);
  await act();
  const after = await processorTimes(cdp);
  const measured: unknown = await page.evaluate('window.stopFrames()');
  if (!Array.isArray(measured)) throw new Error('The page measured nothing');
  const frames = measured.map(Number).toSorted((a, b) => a - b);
  const at = (share: number): number => frames[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? 0;
  return {
    count: frames.length,
    median: at(0.5),
    p95: at(0.95),
    longest: at(1),
    cpu: Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)])),
  };
}

/** Milliseconds of processor time so far, of the page's process and of the one that puts pictures on the screen. */
async function processorTimes(cdp: CDPSession): Promise<Record<string, number>> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const times: Record<string, number> = {};
  for (const { type, cpuTime } of processInfo) {
    const name = type === 'renderer' ? 'page' : type === 'GPU' ? 'screen' : null;
    if (name !== null) times[name] = (times[name] ?? 0) + 1000 * cpuTime;
  }
  return times;
}

/** 200 lines of as many points as a line of the chart has there, stroked anew in each of 60 frames. */
async function drawBare(page: Page, size: { readonly width: number; readonly height: number }): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, ${JSON.stringify(size)});
    canvas.style.cssText = 'position:fixed;left:0;top:0;z-index:9999;background:white';
    document.body.append(canvas);
    const pen = canvas.getContext('2d');
    let frame = 0;
    const draw = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 1.75; pen.lineJoin = 'round';
      for (let line = 0; line < 200; line++) {
        pen.strokeStyle = 'hsl(' + line + ' 80% 40%)';
        pen.beginPath();
        for (let x = 0; x < canvas.width; x += 2.5) pen.lineTo(x, canvas.height * (0.2 + 0.002 * line + 0.01 * Math.sin(x * (1 + line) + frame)));
        pen.stroke();
      }
      if (++frame < 60) requestAnimationFrame(draw); else { canvas.remove(); done(); }
    };
    requestAnimationFrame(draw);
  })`);
}

try {
  const url = address ?? host!.url;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await openFinishedDemo(page, url);
  const measured = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await withManyCurves(measured);
  await openFinishedDemo(measured, url);
  await measured.getByRole('tab', { name: 'Curves' }).click();
  await measured.getByText('200 rows').waitFor();
  await measured.waitForTimeout(2000);
  await page.close();
  await report(browser, measured);
} finally {
  await browser.close();
  await host?.close();
}
