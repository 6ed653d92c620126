import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import type { Recording } from '../../shared/simulation/recording.ts';
import { bytesOf, chooseBatch } from './batchSize.ts';
import { GpuOutOfMemory, GpuRefusal } from './gpuErrors.ts';
import { planNetworks } from './networksPlan.ts';
import { type Gpu, orLost } from './openGpu.ts';
import { readBack } from './readBack.ts';
import { curveParts, readRecordings } from './recordings.ts';
import { refusalOf } from './refusal.ts';
import { openSession, type Session } from './session.ts';
import { createTrainCollector } from './trains.ts';

/** Networks on a GPU that share one encoded input. */
export interface GpuNetworks {
  /** Samples that are simulated side by side; more than these are cut into batches. Shrinks where memory runs out. */
  readonly batch: number;
  /** Bytes held on the GPU. */
  readonly bytes: number;
  /**
   * Simulates every sample from rest through every network: [sample][network]. Rejects with GpuLost when the device is gone and with
   * GpuOutOfMemory where not even one sample fits. One call at a time.
   */
  simulate(
    samples: readonly Float32Array[],
    draws: readonly RandomDraw[],
    options?: GpuOptions,
  ): Promise<readonly (readonly Recording[])[]>;
  dispose(): void;
}

export interface GpuOptions {
  /** Keep every spike of every population. */
  readonly trains?: boolean;
}

export interface LoadOptions {
  /** Most bytes to hold on the GPU. */
  readonly mostBytes?: number;
  /** Most samples to simulate side by side: fewer are not worth their buffers where no more are to come. */
  readonly mostSamples?: number;
}

/**
 * Puts networks on the GPU. Rejects with GpuRefusal where one cannot run there, GpuOutOfMemory where not even one sample fits, GpuLost when the
 * device is gone, and a RangeError when the networks disagree on the shape of the input or the time step.
 */
export async function loadOnGpu(
  gpu: Gpu,
  networks: readonly SpikingNetwork[],
  encoding: Encoding,
  steps: number,
  options: LoadOptions = {},
): Promise<GpuNetworks> {
  for (const network of networks) {
    const reason = refusalOf(network, encoding, steps, gpu.limits);
    if (reason !== null) throw new GpuRefusal(reason);
  }
  const choice = chooseBatch((blockSteps) => planNetworks(networks, encoding, steps, blockSteps), steps, gpu, options);
  const { plan } = choice;
  let batch = choice.batch;
  let session = await openWithRoom();

  return {
    get batch() {
      return batch;
    },
    get bytes() {
      return bytesOf(plan, batch);
    },
    simulate: (samples, draws, { trains = false } = {}) => orLost(gpu, simulate(samples, draws, trains)),
    dispose: () => session.dispose(),
  };

  /** Opens a session, with half as many samples whenever there is no room. */
  async function openWithRoom(): Promise<Session> {
    for (; batch >= 1; batch = Math.floor(batch / 2)) {
      const opened = await orLost(gpu, openSession(gpu, plan, batch));
      if (opened !== null) return opened;
    }
    throw new GpuOutOfMemory(bytesOf(plan, 1));
  }

  async function simulate(
    samples: readonly Float32Array[],
    draws: readonly RandomDraw[],
    keepTrains: boolean,
  ): Promise<readonly (readonly Recording[])[]> {
    const recordings: (readonly Recording[])[] = [];
    while (recordings.length < samples.length) {
      try {
        await simulateRest();
      } catch (error) {
        if (!(error instanceof GpuOutOfMemory) || batch === 1) throw error;
        session.dispose();
        batch = Math.floor(batch / 2);
        session = await openWithRoom();
      }
    }
    return recordings;

    /** While the device works on a batch, the CPU encodes the next one and waits for the one before. */
    async function simulateRest(): Promise<void> {
      let ahead: Promise<readonly (readonly Recording[])[]> | null = null;
      for (let first = recordings.length; first < samples.length;) {
        const [some, theirs] = [samples.slice(first, first + batch), draws.slice(first, first + batch)];
        const count = plan.input.mostSamples(some, theirs);
        const next = simulateBatch(some.slice(0, count), theirs.slice(0, count), keepTrains);
        // Heard below, unless the batch before fails first.
        next.catch(() => undefined);
        if (ahead !== null) recordings.push(...(await ahead));
        ahead = next;
        // Rings are read between blocks: no other batch may touch them.
        if (keepTrains) await next;
        first += count;
      }
      if (ahead !== null) recordings.push(...(await ahead));
    }
  }

  async function simulateBatch(
    samples: readonly Float32Array[],
    draws: readonly RandomDraw[],
    keepTrains: boolean,
  ): Promise<readonly (readonly Recording[])[]> {
    const { bufferOf, start } = session;
    const collector = keepTrains ? createTrainCollector(plan, samples.length) : null;
    const running = start(samples, draws);
    for (const block of running.blocks) {
      running.run(block);
      if (collector === null) continue;
      running.flush();
      collector.add(block, await readBack(gpu, collector.parts, bufferOf));
    }
    running.flush();
    const read = await readBack(gpu, curveParts(plan, samples.length), bufferOf);
    return readRecordings(plan, samples.length, read, collector?.trains() ?? null);
  }
}
