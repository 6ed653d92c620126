import { bufferUsage, mapForReading } from './deviceFlags.ts';
import { GpuOutOfMemory } from './gpuErrors.ts';
import type { BufferPlan } from './kernel.ts';
import type { Gpu } from './openGpu.ts';

/** A part of a buffer to read, from its beginning. */
export interface ReadPart {
  readonly buffer: BufferPlan;
  readonly bytes: number;
}

/**
 * Copies parts of buffers, as they are when all work queued so far is done, to the CPU: [part]. One copy and one wait for all of them.
 * Rejects with GpuOutOfMemory where there is no room for the copy.
 */
export async function readBack(
  { device }: Gpu,
  parts: readonly ReadPart[],
  bufferOf: (plan: BufferPlan) => GPUBuffer,
): Promise<readonly ArrayBuffer[]> {
  const size = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  device.pushErrorScope('out-of-memory');
  const staging = device.createBuffer({
    label: 'read-back',
    size: Math.max(4, size),
    usage: bufferUsage.mapRead | bufferUsage.copyTarget,
  });
  const outOfMemory = device.popErrorScope();
  try {
    const encoder = device.createCommandEncoder();
    let first = 0;
    for (const { buffer, bytes } of parts) {
      encoder.copyBufferToBuffer(bufferOf(buffer), 0, staging, first, bytes);
      first += bytes;
    }
    device.queue.submit([encoder.finish()]);
    const mapped = staging.mapAsync(mapForReading);
    mapped.catch(() => undefined);
    if ((await outOfMemory) !== null) throw new GpuOutOfMemory(null);
    await mapped;
    const all = staging.getMappedRange();
    first = 0;
    return parts.map(({ bytes }) => {
      first += bytes;
      return all.slice(first - bytes, first);
    });
  } finally {
    staging.destroy();
  }
}
