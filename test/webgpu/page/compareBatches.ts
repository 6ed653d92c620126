import { loadOnGpu } from '../../../src/renderer/webgpu/gpuEngine.ts';
import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';
import type { BatchComparison, BatchRun } from '../pageChecks.ts';
import { fetchCase } from './fetchCase.ts';

/** Simulates the first samples of a converted network in calls of different sizes and with different room: the hash of all results of each. */
export async function compareBatches(
  gpu: Gpu,
  { name, samples: count, runs }: BatchComparison,
): Promise<readonly BatchRun[]> {
  const { network, encoding, seed, steps, samples: all } = await fetchCase(name);
  const found: BatchRun[] = [];
  for (const { call, mostBytes, trains = true } of runs) {
    const loaded = await loadOnGpu(gpu, [network], encoding, steps, mostBytes === undefined ? {} : { mostBytes });
    try {
      const recordings: Recording[] = [];
      for (let from = 0; from < count; from += call) {
        const part = all.slice(from, Math.min(count, from + call));
        const draws = part.map((_, index) => ({ seed, sample: from + index }));
        recordings.push(...(await loaded.simulate(part, draws, { trains })).map(([recording]) => recording!));
      }
      found.push({ batch: loaded.batch, bytes: loaded.bytes, hash: await hashOf(recordings) });
    } finally {
      loaded.dispose();
    }
  }
  return found;
}

/** SHA-256 of everything that was recorded. */
async function hashOf(recordings: readonly Recording[]): Promise<string> {
  const parts = recordings.flatMap(({ spikeCounts, trains, outputSpikes, outputPotentials, synapticOperations }) => [
    ...spikeCounts,
    ...(trains ?? []).flatMap(({ offsets, words }) => [offsets, words]),
    outputSpikes,
    outputPotentials,
    synapticOperations,
  ]);
  // The lengths as well, so that no number moves from one list to the next unseen.
  const bytes = await new Blob([
    Uint32Array.from(parts, ({ length }) => length),
    ...parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice()),
  ]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
