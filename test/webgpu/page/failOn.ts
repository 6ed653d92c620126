import { loadOnGpu } from '../../../src/renderer/webgpu/gpuEngine.ts';
import { openGpu } from '../../../src/renderer/webgpu/openGpu.ts';
import type { Failure, FailureFound } from '../pageChecks.ts';
import { fetchCase } from './fetchCase.ts';

/** Lets something go wrong on a device of its own, and says how the engine names it. */
export async function failOn({ name, failure }: Failure): Promise<FailureFound> {
  const opened = await openGpu();
  if ('reason' in opened) throw new Error(opened.reason);
  const { gpu } = opened;
  const { network, encoding, seed, steps, samples } = await fetchCase(name);
  const load = (mostBytes?: number) =>
    loadOnGpu(gpu, [network], encoding, steps, mostBytes === undefined ? {} : { mostBytes });
  const draws = samples.map((_, sample) => ({ seed, sample }));
  try {
    switch (failure) {
      case 'lostBeforeLoading': {
        gpu.device.destroy();
        await load();
        break;
      }
      case 'lostBeforeSimulating': {
        const loaded = await load();
        gpu.device.destroy();
        await loaded.simulate(samples, draws);
        break;
      }
      case 'lostWhileSimulating': {
        const loaded = await load();
        const running = loaded.simulate(samples, draws);
        setTimeout(() => gpu.device.destroy(), 20);
        await running;
        break;
      }
      case 'noRoom': {
        await load(1000);
        break;
      }
    }
    return { name: null, message: 'nothing went wrong' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { name: error.name, message: error.message };
  } finally {
    gpu.close();
  }
}
