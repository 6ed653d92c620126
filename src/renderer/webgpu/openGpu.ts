import { GpuLost } from './gpuErrors.ts';
import { createPipelines, type Pipelines } from './pipelines.ts';

/** What a device allows, as far as the engine needs to know. */
export interface GpuLimits {
  /** Most bytes of one buffer. */
  readonly bufferBytes: number;
  /** Most bytes of a buffer that a kernel can see. */
  readonly bindingBytes: number;
  /** Most buffers that a kernel can see. */
  readonly storageBuffers: number;
  /** Most workgroups along one dimension of a dispatch. */
  readonly workgroups: number;
}

/** A device, ready for work. */
export interface Gpu {
  readonly device: GPUDevice;
  /** Vendor and family for people: "nvidia ampere". */
  readonly name: string;
  /** A software adapter: correct, and slower than the CPU engines. */
  readonly isSoftware: boolean;
  readonly limits: GpuLimits;
  readonly pipelines: Pipelines;
  /** Rejects with GpuLost when the device is gone, and never resolves. */
  readonly lost: Promise<never>;
  /** Calls back when the device is gone, or at once where it is; returns how to hear no more. */
  hearLoss(listener: (loss: GpuLost) => void): () => void;
  close(): void;
}

/** Opens the fastest GPU of the machine with all that it allows, or says in words for people why there is none. */
export async function openGpu(): Promise<{ readonly gpu: Gpu } | { readonly reason: string }> {
  // Absent in browsers without WebGPU and in pages without a secure context, whatever the types say.
  const entry = navigator.gpu as GPU | undefined;
  if (entry === undefined) return { reason: 'this browser has no WebGPU' };
  let adapter: GPUAdapter | null;
  try {
    adapter = await entry.requestAdapter({ powerPreference: 'high-performance' });
  } catch (error) {
    return { reason: `the browser cannot look for a GPU (${messageOf(error)})` };
  }
  if (adapter === null)
    return { reason: 'the browser offers no GPU: there is none, or it is on the list of those that fail' };
  try {
    return { gpu: describeGpu(adapter, await adapter.requestDevice({ requiredLimits: wantedLimits(adapter) })) };
  } catch (error) {
    return { reason: `the browser cannot open the GPU (${messageOf(error)})` };
  }
}

/** Waits for work on a device; rejects with GpuLost, and no lesser error that follows from it, when the device goes. */
export function orLost<T>({ hearLoss }: Gpu, work: Promise<T>): Promise<T> {
  // Not a race with `lost`, which would hold every result for as long as the device lives.
  return new Promise((resolve, reject) => {
    const stop = hearLoss(reject);
    void settle();

    async function settle(): Promise<void> {
      try {
        resolve(await work);
      } catch (error) {
        // What the loss made fail may be heard of before the loss.
        await new Promise((later) => setTimeout(later, lossDelay));
        reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        stop();
      }
    }
  });
}

/** Milliseconds in which the browser says that a device is gone, once work on it has failed. */
const lossDelay = 50;

/** All that the adapter has: the defaults are those of the weakest telephone. */
function wantedLimits({ limits }: GPUAdapter): Record<string, number> {
  const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = limits;
  return { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage };
}

function describeGpu(adapter: GPUAdapter, device: GPUDevice): Gpu {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const listeners = new Set<(loss: GpuLost) => void>();
  let loss: GpuLost | null = null;
  const lost = device.lost.then(({ message }): never => {
    loss = new GpuLost(message);
    for (const listener of listeners) listener(loss);
    throw loss;
  });
  // Whoever waits hears of it; that nobody waits is no fault.
  lost.catch(() => undefined);
  return {
    device,
    name: description || [vendor, architecture].filter((part) => part !== '').join(' ') || 'a GPU without a name',
    isSoftware: isFallbackAdapter || architecture === 'swiftshader',
    limits: {
      bufferBytes: device.limits.maxBufferSize,
      bindingBytes: device.limits.maxStorageBufferBindingSize,
      storageBuffers: device.limits.maxStorageBuffersPerShaderStage,
      workgroups: device.limits.maxComputeWorkgroupsPerDimension,
    },
    pipelines: createPipelines(device),
    lost,
    hearLoss(listener) {
      if (loss !== null) listener(loss);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => device.destroy(),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
