import { expect } from '@playwright/test';
import { test } from './webgpuTest.ts';

const name = 'small';

test('a sample has the same recording alone, among 7, among 64, and with little room', async ({ run }) => {
  const [alone, seven, all] = await run('compareBatches', {
    name,
    samples: 64,
    runs: [{ call: 1 }, { call: 7 }, { call: 64 }],
  });
  expect(new Set([alone!.hash, seven!.hash, all!.hash]).size).toBe(1);
  // Room for a part of the batch: smaller ones, one after the other.
  const runs = [{ call: 64, mostBytes: Math.ceil(0.4 * all!.bytes) }];
  const [tight] = await run('compareBatches', { name, samples: 64, runs });
  expect(tight!.batch).toBeLessThan(all!.batch);
  expect(tight!.bytes).toBeLessThan(all!.bytes);
  expect(tight!.hash).toBe(all!.hash);
});

test('batches that overtake each other, since nobody asks for trains, give the same recordings', async ({ run }) => {
  const [whole] = await run('compareBatches', { name, samples: 64, runs: [{ call: 64, trains: false }] });
  const runs = [{ call: 64, trains: false, mostBytes: Math.ceil(0.05 * whole!.bytes) }];
  const [tight] = await run('compareBatches', { name, samples: 64, runs });
  expect(64 / tight!.batch).toBeGreaterThan(2);
  expect(tight!.hash).toBe(whole!.hash);
});
