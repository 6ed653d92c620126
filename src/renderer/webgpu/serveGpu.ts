import {
  type GpuFaultKind,
  type GpuJob,
  gpuPace,
  type GpuReplies,
  type gpuRequestSchemas,
} from '../../shared/api/gpuWork.ts';
import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import { createTally } from '../../shared/metrics/measureTally.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import { unpackNetworks } from '../../shared/simulation/packNetwork.ts';
import type { Recording } from '../../shared/simulation/recording.ts';
import type { z } from 'zod';
import { createPace } from './createPace.ts';
import { fetchParcel } from './fetchParcel.ts';
import { GpuLost, GpuOutOfMemory, GpuRefusal } from './gpuErrors.ts';

/** Asks the host. An abort takes the question back. */
export type AskHost = <M extends keyof GpuReplies>(
  method: M,
  params: z.infer<(typeof gpuRequestSchemas)[M]>,
  signal?: AbortSignal,
) => Promise<GpuReplies[M]>;

/** A GPU that takes networks. */
export interface GpuMachine {
  readonly name: string;
  /** Aborted when the GPU is gone. */
  readonly lost: AbortSignal;
  /** Throws GpuRefusal, GpuOutOfMemory and GpuLost. */
  load(networks: readonly SpikingNetwork[], encoding: Encoding, steps: number): Promise<LoadedNetworks>;
}

export interface LoadedNetworks {
  /** Samples that are simulated side by side. */
  readonly batch: number;
  /** [sample][network]. One call at a time. Rejects with GpuLost. */
  simulate(samples: readonly Float32Array[], draws: readonly RandomDraw[]): Promise<readonly (readonly Recording[])[]>;
  dispose(): void;
}

/** Numbers of lists by step that go in one message of results: less than a megabyte of text. */
const numbersTogether = 150_000;
/** Jobs that are held: while one is simulated, the bytes of the next come in. */
const lanes = 2;
/** ms between signs of life while there is work. */
const signEvery = 5000;

/**
 * Offers a GPU to the host and does what it gives, until the host no longer counts on it or the GPU is lost; rejects where the host is gone.
 * The jobs of a group come one after the other: its networks stay loaded until another group's come.
 */
export async function serveGpu(askNow: AskHost, machine: GpuMachine): Promise<void> {
  const pace = createPace(gpuPace);
  const ask: AskHost = async (method, params, signal) => {
    await pace();
    return askNow(method, params, signal);
  };
  const offer = crypto.randomUUID();
  const end = new AbortController();
  const held = new Map<number, { done: number }>();
  let loaded: {
    readonly id: string;
    readonly networks: readonly SpikingNetwork[];
    readonly on: LoadedNetworks;
  } | null = null;
  let atWork: Promise<unknown> = Promise.resolve();

  /** The networks of the job, loaded; those of another group make room first. */
  async function load(job: GpuJob): Promise<NonNullable<typeof loaded>> {
    if (loaded?.id === job.networks.id) return loaded;
    loaded?.on.dispose();
    loaded = null;
    const networks = unpackNetworks(await fetchParcel(ask, offer, job.networks));
    loaded = { id: job.networks.id, networks, on: await machine.load(networks, job.encoding, job.steps) };
    return loaded;
  }

  async function simulate(job: GpuJob, samples: readonly Float32Array[], state: { done: number }): Promise<void> {
    const { networks, on } = await load(job);
    const { count, steps, readouts, first, seed } = job;
    const counters = networks.map((network) => createTally({ network, readouts, steps, from: first }));
    for (let from = 0; from < count; from += on.batch) {
      const batch = samples.slice(from, from + on.batch);
      const draws = batch.map((_, i) => ({ seed, sample: first + from + i }));
      const recordings = await on.simulate(batch, draws);
      for (const [i, recorded] of recordings.entries()) {
        const sample = from + i;
        for (const [network, counter] of counters.entries())
          counter.add(recorded[network]!, job.labels[sample]!, job.analogClasses[sample]!);
      }
      state.done = from + batch.length;
      if (state.done === count) break; // The results say so.
      const { isWanted } = await ask('gpu.progress', { offer, job: job.job, done: state.done });
      if (!isWanted) return;
    }
    const tallies = counters.map((counter, network) => ({ network, tally: counter.finish() }));
    const together = Math.max(1, Math.floor(numbersTogether / (steps * (2 + 4 * readouts.length))));
    for (let from = 0; from < tallies.length; from += together) {
      const { isWanted } = await ask('gpu.result', {
        offer,
        job: job.job,
        tallies: tallies.slice(from, from + together),
      });
      if (!isWanted) return;
    }
  }

  /** Takes jobs one after the other; resolves when the GPU is lost. */
  async function lane(): Promise<void> {
    for (;;) {
      const job = await ask('gpu.take', { offer }, end.signal);
      const state = { done: 0 };
      held.set(job.job, state);
      try {
        const samples = samplesIn(await fetchParcel(ask, offer, job.samples), job.count);
        const work = atWork.then(() => simulate(job, samples, state));
        atWork = work.catch(() => undefined);
        await work;
      } catch (error) {
        const fault = faultOf(error);
        await ask('gpu.fail', { offer, job: job.job, ...fault });
        if (fault.kind === 'lost') return;
      } finally {
        held.delete(job.job);
      }
    }
  }

  // What is under way fails by itself, and says so.
  const leaveWhenIdle = (): void => {
    if (held.size === 0) end.abort();
  };
  machine.lost.addEventListener('abort', leaveWhenIdle, { once: true });
  const signs = setInterval(() => {
    // Whether it is wanted is looked at between batches.
    for (const [job, { done }] of held) ask('gpu.progress', { offer, job, done }).catch(() => undefined);
  }, signEvery);
  const over = ask('gpu.offer', { offer, gpu: { name: machine.name }, reason: null }, end.signal);
  const all = [over.then(() => undefined), ...Array.from({ length: lanes }, lane)];
  try {
    await Promise.race(all);
  } finally {
    clearInterval(signs);
    machine.lost.removeEventListener('abort', leaveWhenIdle);
    end.abort();
    await Promise.allSettled(all);
    // Assigned in `load`, which the compiler does not follow.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    (loaded as { readonly on: LoadedNetworks } | null)?.on.dispose();
  }
}

function samplesIn(bytes: Uint8Array<ArrayBuffer>, count: number): readonly Float32Array[] {
  const size = bytes.length / 4 / count;
  return Array.from({ length: count }, (_, i) => new Float32Array(bytes.buffer, i * size * 4, size));
}

function faultOf(error: unknown): { readonly kind: GpuFaultKind; readonly words: string } {
  const words = (error instanceof Error ? error.message : String(error)).replace(/[.\s]*$/, '').slice(0, 1000);
  if (error instanceof GpuLost) return { kind: 'lost', words };
  if (error instanceof GpuOutOfMemory) return { kind: 'outOfMemory', words };
  return { kind: error instanceof GpuRefusal ? 'refused' : 'broken', words };
}
