import type { GpuJob } from '../../../shared/api/gpuWork.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';

/** What a window says that a network counted, unchecked. */
export interface SentTally {
  readonly network: number;
  readonly tally: unknown;
}

/** A shard for a GPU. */
export interface GpuWork {
  readonly job: Omit<GpuJob, 'job' | 'networks' | 'samples'>;
  /** Packed; the id is the same for the same bytes. */
  readonly networks: { readonly id: string; readonly bytes: Uint8Array };
  readonly samples: Uint8Array;
  /** Checks what a window sends for each network: [network]. Null for what cannot be. */
  readonly checks: readonly ((tally: unknown) => Tally | null)[];
}

export interface GpuRunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Samples done; starts again with 0 where a window went away. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface GpuOutcome {
  /** [network]. */
  readonly tallies: readonly Tally[];
  /** Name of the GPU. */
  readonly gpu: string;
}
