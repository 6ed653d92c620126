import { expect, test } from 'vitest';
import { countNetworkWork } from '../../../src/main/engine/tasks/countNetworkWork.ts';
import { convertNetwork } from '../../../src/main/engine/tasks/convertNetworks.ts';
import { loadModel } from '../../../src/main/engine/tasks/loadFiles.ts';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { countWork } from '../../../src/shared/model/countWork.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { synapticFanOut } from '../../../src/shared/simulation/kernels/referenceSynapses.ts';

const demo = new URL('../../../assets/demo/digits-cnn.keras', import.meta.url).pathname;

const convert = (graph: ModelGraph, encoding: Encoding) => {
  const calibration = { ...noCalibration, scales: Object.fromEntries(graph.layers.map(({ name }) => [name, [1]])) };
  const simulation = { id: 'x', preset: 'rueckauer', changes: {}, encoding, threshold: 1, seed: 0 } as const;
  return convertNetwork(graph, simulation, 1, calibration).network;
};

test('the analog network has a multiplication for every connection of the converted one, as its layers tell', async () => {
  const { graph } = await loadModel(demo);
  const network = convert(graph, { kind: 'poisson', maxRate: 100 });
  const connections = network.populations
    .flatMap((_, index) => [...synapticFanOut(network, index)])
    .reduce((a, b) => a + b, 0);
  const { macs, additions } = countWork(graph);
  const gates = network.populations.flatMap(({ dynamics, shape }) =>
    dynamics.kind === 'maximumGate' ? [shape[0] * shape[1] * shape[2] * dynamics.window.size[0] ** 2] : [],
  );
  expect(macs + additions + gates.reduce((a, b) => a + b, 0)).toBe(connections);
  expect(macs).toBeGreaterThan(10_000);
});

test('a constant current passes the connections of the first layer as multiplications, spikes do not', async () => {
  const { graph } = await loadModel(demo);
  const analog = countNetworkWork(convert(graph, { kind: 'constantCurrent' }), { kind: 'constantCurrent' });
  const spiking = countNetworkWork(convert(graph, { kind: 'poisson', maxRate: 100 }), {
    kind: 'poisson',
    maxRate: 100,
  });
  const network = convert(graph, { kind: 'poisson', maxRate: 100 });
  expect(analog.currentMacs).toBe(synapticFanOut(network, 0).reduce((a, b) => a + b, 0));
  expect(spiking).toEqual({ ...analog, currentMacs: 0 });
});

/** One convolution with `same` padding: the windows of the four corners see four cells, those of the edges six. */
test('windows are cut off at the borders', () => {
  const origin = { name: 'x', className: 'X', index: 0 };
  const kernel = { shape: [3, 3, 1, 2], data: new Float32Array(18) };
  const graph: ModelGraph = {
    name: 'x',
    source: { container: 'keras', kerasVersion: null, architecture: 'Sequential' },
    input: 0,
    output: 1,
    layers: [
      { name: 'in', keras: origin, inputs: [], shape: [4, 4, 1], operation: { kind: 'input' } },
      {
        name: 'conv',
        keras: origin,
        inputs: [0],
        shape: [4, 4, 2],
        operation: {
          kind: 'convolution',
          kernel,
          bias: null,
          strides: [1, 1],
          padding: 'same',
          dilation: [1, 1],
          groups: 1,
        },
      },
    ],
  };
  expect(countWork(graph)).toEqual({ macs: 2 * (4 * 4 + 8 * 6 + 4 * 9), additions: 0 });
});
