import { beforeAll, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { createBalancer } from '../../../src/shared/conversion/balance.ts';
import type { FoldedNetwork, Unit } from '../../../src/shared/conversion/folded.ts';
import { createAnalogNetwork } from '../../../src/shared/model/analog.ts';
import type { Layer, ModelGraph } from '../../../src/shared/model/graph.ts';

beforeAll(async () => void (await startTensorBackend()));

const unit = { bias: null, maxValue: null, synapses: [], shape: [1, 1, 2], isLinear: false } as const;
const folded: FoldedNetwork = {
  name: 'two',
  notes: [],
  nodes: [
    { kind: 'input', name: 'input', shape: [1, 1, 2] },
    { ...unit, kind: 'unit', name: 'a', layer: 'a' } satisfies Unit,
    { ...unit, kind: 'unit', name: 'b', layer: 'b' } satisfies Unit,
  ],
};

test('a threshold grows by twice the mean excess of each batch, and what goes on is cut off at it', () => {
  const balancer = createBalancer(folded, { granularity: 'channel' });
  expect(balancer.entries).toEqual(['a', 'b']);
  // [image][channel]. Means of the excess: 3 and 1/2, so that the thresholds are 6 and 1.
  expect([...balancer.exchange('a', Float32Array.of(2, 1, 4, -1))]).toEqual([2, 1, 4, -1]);
  // 3 and 1 beyond those.
  expect([...balancer.exchange('a', Float32Array.of(12, 3, 1, 0))]).toEqual([12, 3, 1, 0]);
  expect(balancer.scales()).toEqual({ a: [12, 3], b: [0, 0] });
  // One of four images: 28 / 4 beyond 12.
  const cut = balancer.exchange('a', Float32Array.of(40, 1, 0, 0, 0, 0, 0, 0));
  expect([...cut]).toEqual([26, 1, 0, 0, 0, 0, 0, 0]);
  expect(balancer.scales()['a']).toEqual([26, 3]);
});

test('one threshold for a layer looks at all channels', () => {
  const balancer = createBalancer(folded, { granularity: 'layer' });
  balancer.exchange('b', Float32Array.of(1, 0, 0, 3));
  expect(balancer.scales()).toEqual({ a: [0], b: [2] });
  expect([...balancer.exchange('b', Float32Array.of(9, 0, 0, 0))]).toEqual([5.5, 0, 0, 0]);
});

test('later layers see earlier ones cut off at the thresholds found so far', () => {
  const relu = { kind: 'relu', maxValue: null, negativeSlope: 0, threshold: 0 } as const;
  const layer = (name: string, index: number, operation: Layer['operation']): Layer => ({
    name,
    keras: { name, className: 'Layer', index },
    inputs: index === 0 ? [] : [index - 1],
    shape: [2],
    operation,
  });
  const graph: ModelGraph = {
    name: 'two',
    source: { container: 'keras', kerasVersion: null, architecture: 'Functional' },
    input: 0,
    output: 3,
    layers: [
      layer('input', 0, { kind: 'input' }),
      layer('a', 1, { kind: 'activation', function: relu }),
      layer('twice', 2, { kind: 'scaling', scale: Float32Array.of(2), offset: Float32Array.of(0) }),
      layer('b', 3, { kind: 'activation', function: relu }),
    ],
  };
  const balancer = createBalancer(folded, { granularity: 'layer' });
  const network = createAnalogNetwork(graph, { batchSize: 2 });
  // Batch 1: a = [8, 0, 0, 0], θa = 4, goes on as [4, 0, 0, 0]; b = [8, 0, 0, 0], θb = 4.
  network.exchange(Float32Array.of(8, -1, 0, 0), [1, 3], (index, values) =>
    balancer.exchange(graph.layers[index]!.name, values),
  );
  network.dispose();
  expect(balancer.scales()).toEqual({ a: [4], b: [4] });
});
