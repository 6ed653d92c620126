import { GpuOutOfMemory } from './gpuErrors.ts';

/**
 * Gives a device commands; resolves when it has taken them all. Rejects with GpuOutOfMemory where it has no room for them, and with its own words
 * where it finds fault with them: without that, commands that are wrong do nothing, and nothing is what would be read back.
 */
export async function giveCommands(device: GPUDevice, commands: () => void): Promise<void> {
  for (const filter of ['internal', 'validation', 'out-of-memory'] as const) device.pushErrorScope(filter);
  commands();
  const scopes = [device.popErrorScope(), device.popErrorScope(), device.popErrorScope()];
  const [outOfMemory, ...faults] = await Promise.all(scopes);
  if (outOfMemory !== null) throw new GpuOutOfMemory(null);
  for (const fault of faults)
    if (fault !== null) throw new Error(`The GPU takes a command for wrong: ${fault.message}`);
}
