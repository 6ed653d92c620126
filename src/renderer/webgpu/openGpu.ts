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
export async function orLost<T>({ lost }: Gpu, work: Promise<T>): Promise<T> {
  try {
    return await Promise.race([work, lost]);
  } catch (error) {
    if (error instanceof GpuLost) throw error;
    // What the loss made fail may be heard of before the loss.
    await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, lossDelay))]);
    throw error;
  }
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
  const lost = device.lost.then(({ message }): never => {
    throw new GpuLost(message);
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
    close: () => device.destroy(),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
