import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import type { Recording } from '../../shared/simulation/recording.ts';
import type { Gpu } from './openGpu.ts';

/** Networks on a GPU that share one encoded input. */
export interface GpuNetworks {
  /** Samples that are simulated side by side; more than these are cut into batches. */
  readonly batch: number;
  /** Bytes held on the GPU. */
  readonly bytes: number;
  /**
   * Simulates every sample from rest through every network: [sample][network]. Rejects with GpuLost when the device is gone. One call
   * at a time.
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
 * Puts networks on the GPU. Throws GpuRefusal where one cannot run there, GpuOutOfMemory where not even one sample fits, GpuLost when the
 * device is gone, and a RangeError when the networks disagree on the shape of the input or the time step.
 */
export async function loadOnGpu(
  _gpu: Gpu,
  _networks: readonly SpikingNetwork[],
  _encoding: Encoding,
  _steps: number,
  _options: LoadOptions = {},
): Promise<GpuNetworks> {
  throw new Error('The kernels are being written');
}
