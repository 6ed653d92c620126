import { expect } from '@playwright/test';
import { openPage, checksOf, test } from './webgpuTest.ts';

const name = 'small';

for (const failure of ['lostBeforeLoading', 'lostBeforeSimulating', 'lostWhileSimulating'] as const) {
  test(`a device that is ${failure.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)} is GpuLost`, async ({
    run,
  }) => {
    const found = await run('failOn', { name, failure });
    expect(found).toEqual({ name: 'GpuLost', message: expect.stringMatching(/GPU was lost/) });
  });
}

test('where not one sample fits, the engine says how much it takes', async ({ run }) => {
  const found = await run('failOn', { name, failure: 'noRoom' });
  expect(found).toEqual({ name: 'GpuOutOfMemory', message: expect.stringMatching(/no room for \d+ MB/) });
});

test('where the device refuses large buffers, batches shrink and results stay', async ({ page, run }) => {
  const request = { name, samples: 16, runs: [{ call: 16 }] };
  const [whole] = await run('compareBatches', request);
  await refuseBuffersAbove(Math.floor(whole!.bytes / 2));
  const [halved] = await checksOf(page)('compareBatches', request);
  expect(halved!.batch).toBeLessThan(whole!.batch);
  expect(halved!.hash).toBe(whole!.hash);

  /** A device with that much memory: what would not fit is an out-of-memory error, as WebGPU has it, and an invalid buffer. */
  async function refuseBuffersAbove(bytes: number): Promise<void> {
    await page.addInitScript(limitMemory, bytes);
    await openPage(page);
  }
});

/** Runs in the page: a device with room for `bytes`. A buffer beyond is invalid and an out-of-memory error, as WebGPU has it. */
function limitMemory(bytes: number): void {
  interface Buffer {
    destroy(): void;
  }
  interface Device {
    createBuffer(descriptor: { size: number; usage: number; mappedAtCreation?: boolean }): Buffer;
    pushErrorScope(filter: string): void;
    popErrorScope(): Promise<unknown>;
  }
  interface Page {
    GPUDevice: { prototype: Device };
    GPUOutOfMemoryError: new (message: string) => unknown;
  }
  const { GPUDevice, GPUOutOfMemoryError } = globalThis as unknown as Page;
  const device = GPUDevice.prototype;
  const { createBuffer, pushErrorScope, popErrorScope } = device;
  const scopes: { filter: string; failed: boolean }[] = [];
  let used = 0;
  device.createBuffer = function createLimited(this: Device, descriptor) {
    if (used + descriptor.size > bytes) {
      if (descriptor.mappedAtCreation) throw new RangeError('no room to map the buffer');
      const scope = scopes.findLast(({ filter }) => filter === 'out-of-memory');
      if (scope !== undefined) scope.failed = true;
      pushErrorScope.call(this, 'validation');
      const invalid = createBuffer.call(this, { ...descriptor, size: 2 ** 44 });
      void popErrorScope.call(this);
      return invalid;
    }
    const buffer = createBuffer.call(this, descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let held = descriptor.size;
    used += held;
    buffer.destroy = () => {
      used -= held;
      held = 0;
      destroy();
    };
    return buffer;
  };
  device.pushErrorScope = function pushCounted(this: Device, filter) {
    scopes.push({ filter, failed: false });
    pushErrorScope.call(this, filter);
  };
  device.popErrorScope = async function popCounted(this: Device) {
    const scope = scopes.pop();
    const found = await popErrorScope.call(this);
    return scope?.failed ? new GPUOutOfMemoryError('no room for the buffer') : found;
  };
}
