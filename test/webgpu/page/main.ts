import { type Gpu, openGpu } from '../../../src/renderer/webgpu/openGpu.ts';
import type { PageChecks } from '../pageChecks.ts';
import { compareBatches } from './compareBatches.ts';
import { compareDraws } from './compareDraws.ts';
import { compareNetworks } from './compareNetworks.ts';
import { compareRandom } from './compareRandom.ts';
import { failOn } from './failOn.ts';
import { measureSpeed } from './measureSpeed.ts';
import { probeRounding } from './probeRounding.ts';
import { runBench } from './runBench.ts';

let opened: Promise<Gpu> | null = null;

/** The GPU of this page, opened once. */
function openOnce(): Promise<Gpu> {
  opened ??= openGpu().then((found) => {
    if ('gpu' in found) return found.gpu;
    throw new Error(found.reason);
  });
  return opened;
}

const checks: PageChecks = {
  async openAdapter() {
    const found = await openGpu();
    return 'gpu' in found ? { name: found.gpu.name, isSoftware: found.gpu.isSoftware } : found;
  },
  compareRandom: async (request) => compareRandom(await openOnce(), request),
  compareNetworks: async (request) => compareNetworks(await openOnce(), request),
  compareBatches: async (request) => compareBatches(await openOnce(), request),
  failOn,
  measureSpeed: async (request) => measureSpeed(await openOnce(), request),
  probeRounding: async () => probeRounding(await openOnce()),
  compareDraws: async (random) => compareDraws(await openOnce(), random),
};

Object.assign(globalThis, { checks });
if (location.search === '?bench') void runBench();
