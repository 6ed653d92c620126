import { describe, expect, it } from 'vitest';
import { bytesOf, chooseBatch, largestDispatch } from '../../../src/renderer/webgpu/batchSize.ts';
import { planNetworks } from '../../../src/renderer/webgpu/networksPlan.ts';
import { dense, leastLimits, networkOf, neurons, paperGpu } from './networks.ts';

const network = networkOf([32, 32, 3], [[[1, 1, 512], neurons([dense(0, 3072, 512)])]]);
const planFor = (blockSteps: number) => planNetworks([network], { kind: 'poisson', maxRate: 1000 }, 200, blockSteps);

describe('chooseBatch', () => {
  it('fills the room that it is given, and no more', () => {
    const mostBytes = 2 ** 24;
    const { plan, batch } = chooseBatch(planFor, 200, paperGpu(), mostBytes);
    expect(bytesOf(plan, batch)).toBeLessThanOrEqual(mostBytes);
    expect(bytesOf(plan, batch + 1)).toBeGreaterThan(mostBytes);
  });

  it('takes nothing where not one sample fits', () => {
    expect(chooseBatch(planFor, 200, paperGpu(), 1000).batch).toBe(0);
  });

  it('keeps every buffer within what a kernel sees', () => {
    const limits = { ...leastLimits, bindingBytes: 2 ** 23 };
    const { plan, batch } = chooseBatch(planFor, 200, paperGpu(limits));
    const largest = Math.max(...plan.buffers.map(({ fixed, perSample }) => fixed + perSample * batch));
    expect(largest).toBeLessThanOrEqual(limits.bindingBytes);
    expect(batch).toBeGreaterThan(0);
  });

  it('takes shorter blocks where one of 32 steps would keep the device for too long', () => {
    const { plan, batch } = chooseBatch(planFor, 200, paperGpu(leastLimits, true));
    const longest = Math.max(...plan.advance.map(({ additions }) => additions * batch * plan.blockSteps));
    expect(longest).toBeLessThanOrEqual(largestDispatch(true));
    expect(plan.blockSteps).toBe(32);
    const wide = networkOf([1, 1, 2048], [[[1, 1, 2048], neurons([dense(0, 2048, 2048)])]]);
    const widePlanFor = (steps: number) => planNetworks([wide], { kind: 'constantCurrent' }, 200, steps);
    const choice = chooseBatch(widePlanFor, 200, paperGpu(leastLimits, true));
    // 4.2 million additions a step, of 4295 million: 31 samples in blocks of 32.
    expect([choice.plan.blockSteps, choice.batch]).toEqual([16, 63]);
  });
});
