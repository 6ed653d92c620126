import { z } from 'zod';
import type { Encoding } from '../simulation/encoding.ts';
import type { Readout } from '../simulation/readout.ts';

/**
 * How the GPU of a window works for the host. The window offers it in a request that stays open for as long as it does; meanwhile it takes
 * jobs, one request for each, fetches their bytes in pieces, and gives back a tally for each network.
 */

/** A run of samples to go through the networks of a group. */
export interface GpuJob {
  readonly job: number;
  /** What `unpackNetworks` unpacks; the same id in all jobs of a group. */
  readonly networks: GpuParcel;
  /** [sample][value], row-major, as Float32Array. */
  readonly samples: GpuParcel;
  readonly count: number;
  readonly encoding: Encoding;
  readonly steps: number;
  readonly readouts: readonly Readout[];
  /** Position in the split of the first sample, and the seed: together they name the random numbers. */
  readonly first: number;
  readonly seed: number;
  /** [sample]. */
  readonly labels: readonly number[];
  readonly analogClasses: readonly number[];
}

/** Bytes that the window fetches with `gpu.bytes`, or that come along where they are few. */
export interface GpuParcel {
  readonly id: string;
  readonly bytes: number;
  readonly base64?: string;
}

/** Bytes of a piece of a parcel: small beside what a socket takes, and decoded without the window noticing. */
export const gpuPieceBytes = 2 ** 20;
/** Bytes of samples that come along with their job. */
export const gpuInlineBytes = 2 ** 18;
/**
 * Requests a second that a window may make for its GPU, and at once: fewer than a socket takes (200 and 400), which the views share. A shard
 * takes two or three.
 */
export const gpuPace = { perSecond: 160, burst: 100 } as const;

/** `lost`: the device is gone. `refused`: a network cannot run there. `broken`: anything else, a bug. */
export const gpuFaultKinds = ['lost', 'outOfMemory', 'refused', 'broken'] as const;
export type GpuFaultKind = (typeof gpuFaultKinds)[number];

/** Chosen by the window, new for every offer. */
const offer = z.string().regex(/^[\w-]{8,64}$/);
const job = z.int().nonnegative();
const index = z.int().nonnegative();
/** Words of browsers and drivers, which end in notes and records: one line, no control characters. */
const words = z
  .string()
  .max(100_000)
  .transform((text) => text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 1000));

/** What a window with a GPU may say. Tallies are looked at where the job is known. */
export const gpuRequestSchemas = {
  /** Stays open while the window offers its GPU. Of a window without one: why. */
  'gpu.offer': z.object({ offer, gpu: z.object({ name: words }).nullable(), reason: words.nullable() }),
  /** Waits for work. */
  'gpu.take': z.object({ offer }),
  /** A piece of a parcel, from byte `from`. */
  'gpu.bytes': z.object({ offer, parcel: z.string().max(100), from: index }),
  /** Samples done; also a sign of life. */
  'gpu.progress': z.object({ offer, job, done: index }),
  /** What networks of the job counted, by index: all of them in one message, or some after the other where they are long. */
  'gpu.result': z.object({
    offer,
    job,
    tallies: z.array(z.object({ network: index, tally: z.unknown() })).max(1000),
  }),
  'gpu.fail': z.object({ offer, job, kind: z.enum(gpuFaultKinds), words }),
} as const;

export interface GpuReplies {
  /** When the host no longer counts on it: the window may offer it again. */
  readonly 'gpu.offer': null;
  readonly 'gpu.take': GpuJob;
  readonly 'gpu.bytes': { readonly base64: string };
  readonly 'gpu.progress': GpuAttention;
  readonly 'gpu.result': GpuAttention;
  readonly 'gpu.fail': null;
}

/** Whether the job is still wanted: a run may have been cancelled. */
export interface GpuAttention {
  readonly isWanted: boolean;
}
