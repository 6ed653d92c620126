import { expect, test } from 'vitest';
import { engineWords, shortEngineWords } from '../../../src/shared/results/engineWords.ts';

test.each([
  ['simd', 'CPU'],
  ['webgpu', 'GPU'],
  ['webgpu (nvidia ampere)', 'GPU nvidia ampere'],
  ['webgpu (Apple M3 (8 cores)), then simd', 'GPU Apple M3 (8 cores), then CPU'],
  ['tensorflow (tfjs wasm)', 'TensorFlow'],
  ['an engine of tomorrow', 'an engine of tomorrow'],
])('%s is called %s', (record, words) => {
  expect(engineWords(record)).toBe(words);
});

test('where there is little room, GPUs go without their names', () => {
  expect(shortEngineWords('webgpu (Apple M3 (8 cores)), then simd')).toBe('GPU, then CPU');
  expect(shortEngineWords('webgpu (one), then webgpu (other)')).toBe('GPU, then GPU');
  expect(shortEngineWords('simd')).toBe('CPU');
});
