import { openGpu } from '../../../src/renderer/webgpu/openGpu.ts';
import type { BenchCase, BenchReport, BenchRow } from '../pageChecks.ts';
import { compareNetworks } from './compareNetworks.ts';
import { probeRounding } from './probeRounding.ts';
import { measureSpeed } from './measureSpeed.ts';

/** Of all spikes, those that may differ. */
const mostDiffering = 1e-4;

/** Parity first, then time, of every case that the server offers; says what it does in the page and to the server. */
export async function runBench(): Promise<void> {
  const say = (line: string): void => {
    document.body.append(Object.assign(document.createElement('pre'), { textContent: line }));
    void fetch('say', { method: 'POST', body: line });
  };
  try {
    const response = await fetch('bench.json');
    const cases: readonly BenchCase[] = await response.json();
    await fetch('done', { method: 'POST', body: JSON.stringify(await bench(cases, say)) });
    say('Done.');
  } catch (error) {
    say(String(error));
    await fetch('done', { method: 'POST', body: JSON.stringify({ reason: String(error) }) });
  }
}

async function bench(cases: readonly BenchCase[], say: (line: string) => void): Promise<BenchReport> {
  const opened = await openGpu();
  if ('reason' in opened) return opened;
  const { gpu } = opened;
  say(`${gpu.name}${gpu.isSoftware ? ', a software adapter: parity only, its time says nothing' : ''}`);
  const rounding = await probeRounding(gpu);
  const { fuses, flushesDenormals, inexactDivisions, divisions } = rounding;
  say(
    `products and sums are rounded ${fuses ? 'once' : 'each'}, denormal numbers ${flushesDenormals ? 'become 0' : 'are kept'}, ${inexactDivisions} of ${divisions} quotients are not the nearest`,
  );
  const rows: BenchRow[] = [];
  for (const { name, title, hardware, software } of cases) {
    const effort = gpu.isSoftware ? software : hardware;
    say(`${title}: parity of ${effort.compared} samples ...`);
    const agreement = await compareNetworks(gpu, { name, samples: effort.compared });
    const { spikes, differing, changedPredictions } = agreement;
    const isEqual =
      differing / Math.max(1, spikes) < mostDiffering && changedPredictions.every((changed) => changed === 0);
    say(
      `  ${differing} of ${spikes} spikes differ, changed predictions ${changedPredictions.join(', ')}: ${isEqual ? 'equal within the tolerance' : 'DIFFERENT, no time is taken'}`,
    );
    const speed = isEqual && effort.speed !== null ? await measureSpeed(gpu, { name, ...effort.speed }) : null;
    if (speed !== null) {
      const { milliseconds, simdMilliseconds, batch, samples, bytes } = speed;
      say(
        `  ${perSecond(milliseconds)} samples/s (batches of ${batch}, ${samples} samples, ${(bytes / 1e6).toFixed(0)} MB), SIMD on one core ${perSecond(simdMilliseconds)}: ${(simdMilliseconds / milliseconds).toPrecision(2)} times`,
      );
    }
    rows.push({ title, isEqual, agreement, speed });
  }
  return { name: gpu.name, isSoftware: gpu.isSoftware, rounding, userAgent: navigator.userAgent, rows };
}

function perSecond(milliseconds: number): string {
  return Number((1000 / milliseconds).toPrecision(3)).toLocaleString('en');
}
