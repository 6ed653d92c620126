import { expect, test } from 'vitest';
import { describeOtherScaling } from '../../../src/main/cli/otherScaling.ts';
import type { DataRequest, OpenedFiles } from '../../../src/shared/api/engineViews.ts';
import type { Engine } from '../../../src/main/engine/engine.ts';

const request: DataRequest = { path: 'd', split: null, offset: 0, limit: null, scaling: null };
const labels = [0, 1, 2, 3];
const files: OpenedFiles = {
  model: { path: 'm', sha256: 'mm' },
  data: { path: 'd', sha256: 'dd', split: 'test', offset: 0, count: 4, scaling: 'unit' },
  splits: ['test'],
  labels,
  classNames: ['0', '1', '2', '3'],
};

/** An engine whose model gives these classes under the other scaling. */
function engineThatSays(predictions: readonly number[]): Engine {
  const asked: Partial<Engine> = {
    open: (_, { scaling }) => Promise.resolve({ ...files, data: { ...files.data, scaling: scaling ?? 'unit' } }),
    evaluate: () => Promise.resolve({ predictions, outputs: null, backend: 'wasm' }),
  };
  return asked as Engine;
}

const say = (here: readonly number[], there: readonly number[], asked = request) =>
  describeOtherScaling(engineThatSays(there), 'm', asked, files, { predictions: here, outputs: null, backend: 'wasm' });

test('a model that wants the values as stored is recognised', async () => {
  expect(await say([0, 0, 0, 0], labels)).toBe(
    'With --scale none the first 4 samples give 100.00 %, with unit 25.00 %: the model may want it.',
  );
});

test('nothing is said of a model that is right, that is wrong both ways, or whose scaling was chosen', async () => {
  expect(await say(labels, [0, 0, 0, 0])).toBeNull();
  expect(await say([0, 0, 0, 0], [0, 0, 0, 0])).toBeNull();
  expect(await say([0, 0, 0, 0], labels, { ...request, scaling: 'unit' })).toBeNull();
});
