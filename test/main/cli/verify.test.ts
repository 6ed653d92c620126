import { expect, it } from 'vitest';
import { demoData, demoModel, runCommand } from './commandLine.ts';

it('verify finds the spikes of the SIMD engine equal, and those of the tensor engine equal but for rounding', async () => {
  const args = ['--data', demoData, '--limit', '3', '--duration', '12', '--workers', '1', '--json'];
  const { code, out, err } = await runCommand('verify', demoModel, ...args);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    setting: 'calibrated',
    samples: 3,
    engines: [
      { engine: 'simd', samples: 3, differingShare: 0, potentialDifference: 0, changedPredictions: 0 },
      { engine: expect.stringContaining('tensorflow') as string, samples: 3, changedPredictions: 0 },
    ],
  });
  const [, tensors] = (JSON.parse(out) as { engines: readonly { differingShare: number }[] }).engines;
  expect(tensors!.differingShare).toBeLessThan(1e-3);
}, 60_000);
