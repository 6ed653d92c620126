import { describe, expect, it } from 'vitest';
import { GpuLost } from '../../../src/renderer/webgpu/gpuErrors.ts';
import { type Gpu, orLost } from '../../../src/renderer/webgpu/openGpu.ts';

describe('orLost', () => {
  it('gives what the work gives, and hears no more', async () => {
    const { gpu, listeners } = losable();
    expect(await orLost(gpu, Promise.resolve(7))).toBe(7);
    expect(listeners.size).toBe(0);
  });

  it('ends work that never ends by the loss', async () => {
    const { gpu, lose } = losable();
    const waiting = orLost(gpu, new Promise(() => undefined));
    lose();
    await expect(waiting).rejects.toBeInstanceOf(GpuLost);
  });

  it('names the loss where the work fails first because of it', async () => {
    const { gpu, lose } = losable();
    const failing = orLost(gpu, Promise.reject(new Error('The buffer is gone')));
    setTimeout(lose, 5);
    await expect(failing).rejects.toBeInstanceOf(GpuLost);
  });

  it('passes other failures on', async () => {
    const { gpu, listeners } = losable();
    await expect(orLost(gpu, Promise.reject(new Error('wrong')))).rejects.toThrow('wrong');
    expect(listeners.size).toBe(0);
  });
});

function losable() {
  const listeners = new Set<(loss: GpuLost) => void>();
  const hearLoss: Gpu['hearLoss'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const lose = (): void => {
    for (const listener of listeners) listener(new GpuLost('taken out'));
  };
  // Nothing else of the device is asked for.
  return { gpu: { hearLoss } as Gpu, listeners, lose };
}
