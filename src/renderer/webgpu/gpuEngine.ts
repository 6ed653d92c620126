import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import type { Recording } from '../../shared/simulation/recording.ts';
import { bytesOf, chooseBatch } from './batchSize.ts';
import { giveCommands } from './errorScopes.ts';
import { GpuOutOfMemory, GpuRefusal } from './gpuErrors.ts';
import { type NetworksPlan, planNetworks } from './networksPlan.ts';
import { shareNetworks } from './sharedNetworks.ts';
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
  const shared = shareNetworks(networks);
  const planFor = (blockSteps: number): NetworksPlan => planNetworks(networks, encoding, steps, blockSteps, shared);
  const choice = chooseBatch(planFor, steps, gpu, options.mostBytes);
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
        // Batches of one size: a large one and a small rest take longer.
        const left = samples.length - first;
        const end = first + Math.ceil(left / Math.ceil(left / batch));
        const [some, theirs] = [samples.slice(first, end), draws.slice(first, end)];
        const count = plan.input.mostSamples(some, theirs);
        const next = heardLater(simulateBatch(some.slice(0, count), theirs.slice(0, count), keepTrains));
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
    const taken = [heardLater(giveCommands(gpu.device, running.begin))];
    for (const block of running.blocks) {
      taken.push(heardLater(giveCommands(gpu.device, () => running.run(block))));
      if (collector !== null) collector.add(block, await readBack(gpu, collector.parts, bufferOf));
    }
    const reading = heardLater(readBack(gpu, curveParts(plan, samples.length), bufferOf));
    await Promise.all(taken);
    const read = await reading;
    return readRecordings(plan, samples.length, read, collector?.trains() ?? null);
  }
}

/** The promise, which is waited for later, unless something else fails first. */
function heardLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
