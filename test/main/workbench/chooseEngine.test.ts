import { expect, test } from 'vitest';
import type { EngineComparison, GpuMeasurement } from '../../../src/main/engine/gpu/compareEngines.ts';
import { describeComparison, fasterOf } from '../../../src/main/workbench/chooseEngine.ts';

const compared = (gpu: GpuMeasurement): EngineComparison => ({
  samples: 20,
  networks: 3,
  steps: 100,
  cpu: { workers: 4, stepsPerSecond: 40_000 },
  gpu,
});
const measured = (stepsPerSecond: number, agreement: 'same' | 'predictions' | 'none' = 'same'): EngineComparison =>
  compared({ isThere: true, name: 'webgpu (nvidia ampere)', stepsPerSecond, agreement });

test('the faster of CPU and GPU is taken', () => {
  expect(fasterOf(measured(40_001))).toBe('webgpu');
  expect(fasterOf(measured(39_999))).toBe('simd');
});

test('a few other spikes are no reason against the GPU, other classes are', () => {
  expect(fasterOf(measured(1e9, 'predictions'))).toBe('webgpu');
  expect(fasterOf(measured(1e9, 'none'))).toBe('simd');
});

test('a GPU that could not is not taken', () => {
  expect(fasterOf(compared({ isThere: false, reason: 'it was lost' }))).toBe('simd');
});

test('the comparison is told with both speeds, the agreement and the choice', () => {
  expect(describeComparison(measured(4_000_000))).toBe(
    'Measured on 20 images in 3 networks: 400 simulations/s on the CPU (4 workers), 40000 simulations/s on the GPU nvidia ampere, with the same counts. The GPU simulates.',
  );
  expect(describeComparison(measured(4_000_000, 'none'))).toMatch(/, with other classes\. The CPU simulates\.$/);
  expect(describeComparison(compared({ isThere: false, reason: 'a layer is too wide for it' }))).toBe(
    'Measured on 20 images in 3 networks: 400 simulations/s on the CPU (4 workers); the GPU could not: a layer is too wide for it. The CPU simulates.',
  );
});
