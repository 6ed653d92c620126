import { loadOnGpu } from '../../../src/renderer/webgpu/gpuEngine.ts';
import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Speed, SpeedRequest } from '../pageChecks.ts';
import { fetchCase } from './fetchCase.ts';

/** A measurement takes at least this. */
const leastMilliseconds = 100;

/** Times a converted network on the GPU and, in the same page, by the SIMD engine on one core: the least of some rounds each. */
export async function measureSpeed(gpu: Gpu, request: SpeedRequest): Promise<Speed> {
  const { name, batches, rounds, simdSamples } = request;
  const { network, encoding, seed, steps, samples: all } = await fetchCase(name);
  const loading = performance.now();
  const loaded = await loadOnGpu(gpu, [network], encoding, steps);
  const loadMilliseconds = performance.now() - loading;
  try {
    const count = Math.min(request.mostSamples, batches * loaded.batch);
    const samples = Array.from({ length: count }, (_, index) => all[index % all.length]!);
    const draws = samples.map((_, sample) => ({ seed, sample }));
    // Once to warm up, with as many samples as one batch takes.
    await loaded.simulate(samples.slice(0, loaded.batch), draws.slice(0, loaded.batch));
    let least = Infinity;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await loaded.simulate(samples, draws);
      least = Math.min(least, performance.now() - start);
    }
    return {
      steps,
      batch: loaded.batch,
      bytes: loaded.bytes,
      samples: count,
      loadMilliseconds,
      milliseconds: least / count,
      simdMilliseconds: timeSimd(),
    };
  } finally {
    loaded.dispose();
  }

  /** All samples over and over, for as long as the clock of a page, which is coarse, needs. */
  function timeSimd(): number {
    const simd = simdEngine.load([network], encoding, steps);
    const samples = all.slice(0, simdSamples);
    let least = Infinity;
    for (let round = 0; round < rounds + 1; round++) {
      const start = performance.now();
      let times = 0;
      do {
        for (const [index, sample] of samples.entries()) simd.simulate(sample, { seed, sample: index });
        times++;
      } while (performance.now() - start < leastMilliseconds);
      least = Math.min(least, (performance.now() - start) / times);
    }
    return least / samples.length;
  }
}
