import { expect } from '@playwright/test';
import { test } from './webgpuTest.ts';

test('Threefry on the device gives the words of the CPU, bit for bit', async ({ run }) => {
  const { blocks, differing, ones } = await run('compareDraws', 20_000);
  expect(differing).toBe(0);
  // All combinations of six ends, and the random ones; half of the bits are set, so something was drawn.
  expect(blocks).toBe(6 ** 4 + 20_000);
  expect(Math.abs(ones / (2 * blocks) - 0.5)).toBeLessThan(0.02);
});

test('the device is asked what it does where WGSL leaves a choice', async ({ run }) => {
  const found = await run('probeRounding');
  console.log(`    ${JSON.stringify(found)}`);
  // Dividing may be off by two and a half units in the last place, so that few quotients hit.
  expect(found.divisions).toBe(4096);
});
