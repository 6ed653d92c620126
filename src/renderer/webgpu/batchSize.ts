import type { Kernel } from './kernel.ts';
import type { NetworksPlan } from './networksPlan.ts';
import type { Gpu } from './openGpu.ts';

/** Samples of a batch, and the plan for as many steps a block. */
export interface BatchChoice {
  readonly plan: NetworksPlan;
  readonly batch: number;
}

/** More samples side by side than these fill no GPU better. */
const mostSamples = 256;
/** Fewer leave a large GPU idle in the small layers at the end of a network. */
const enoughSamples = 32;
/** Steps of a block: enough that starting kernels is nothing beside running them, few enough that a block's spikes are small. */
const blockSizes = [32, 16, 8, 4, 2, 1] as const;

/**
 * Additions of one dispatch, silent neurons included, of which a tenth or less happens: some tens of milliseconds on a GPU, half a second on a
 * small one and seconds in software. Drivers take what runs for longer than about two seconds for hung.
 */
const mostAdditions = { gpu: 2 ** 35, software: 2 ** 32 } as const;

/** Bytes to hold on the device unless the caller says otherwise: what a small discrete GPU has left beside a desktop. Weights may take more. */
const defaultBytes = { gpu: 2 ** 30, software: 2 ** 28 } as const;

/** The longest block of steps at which enough samples fit side by side; else the most samples. A batch of 0: not even one fits. */
export function chooseBatch(
  planFor: (blockSteps: number) => NetworksPlan,
  steps: number,
  gpu: Gpu,
  mostBytes?: number,
): BatchChoice {
  let best: BatchChoice | null = null;
  for (const blockSteps of new Set(blockSizes.map((size) => Math.min(size, steps)))) {
    const plan = planFor(blockSteps);
    const batch = Math.min(mostSamples, samplesThatFit(plan, gpu, mostBytes));
    if (best === null || batch > best.batch) best = { plan, batch };
    if (batch >= enoughSamples) break;
  }
  return best!;
}

export function largestDispatch(isSoftware: boolean): number {
  return isSoftware ? mostAdditions.software : mostAdditions.gpu;
}

/** Bytes that a plan takes on the device for a batch, with what is read back. */
export function bytesOf({ buffers, curves }: NetworksPlan, batch: number): number {
  const held = buffers.reduce((sum, { fixed, perSample }) => sum + fixed + perSample * batch, 0);
  // Two batches' curves are on their way to the CPU at a time.
  return held + 2 * batch * curves.buffers.reduce((sum, { perSample }) => sum + perSample, 0);
}

function samplesThatFit(plan: NetworksPlan, gpu: Gpu, mostBytes?: number): number {
  const tables = bytesOf(plan, 0);
  const usual = gpu.isSoftware ? defaultBytes.software : defaultBytes.gpu;
  const total = mostBytes ?? Math.max(usual, tables + usual / 4);
  const buffers = plan.buffers.map(({ fixed, perSample }) =>
    perSample === 0 ? Infinity : (Math.min(gpu.limits.bindingBytes, gpu.limits.bufferBytes) - fixed) / perSample,
  );
  const curves = plan.curves.buffers.reduce((sum, { perSample }) => sum + perSample, 0);
  const perSample = bytesOf(plan, 1) - tables;
  const dispatches = [...plan.prepare, ...plan.advance].map((kernel) =>
    samplesOfDispatch(kernel, plan.blockSteps, gpu),
  );
  const room = Math.min((total - tables) / perSample, gpu.limits.bufferBytes / curves, ...buffers, ...dispatches);
  return Math.max(0, Math.floor(room));
}

/** Samples that one dispatch may hold: by its threads, numbered with 32 bits, and by its work, though one sample may take longer. */
function samplesOfDispatch(kernel: Kernel, blockSteps: number, gpu: Gpu): number {
  const byWork = Math.floor(largestDispatch(gpu.isSoftware) / (kernel.additions * blockSteps));
  return Math.min(2 ** 32 / kernel.threads(1, blockSteps) - 1, Math.max(1, byWork));
}
