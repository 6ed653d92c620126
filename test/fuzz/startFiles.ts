import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkpointPath, writeCheckpoint } from '../../src/main/store/trainingCheckpoint.ts';
import { type Hdf5Group, writeHdf5 } from '../../src/shared/bytes/hdf5Write.ts';
import { encodeNpy, type NpyArray } from '../../src/shared/bytes/npy.ts';
import { encodeRunRecord } from '../../src/shared/export/runJson.ts';
import { defaultDraft } from '../../src/shared/sweep/draftFields.ts';
import { architectureText } from '../../src/shared/training/architectureText.ts';
import { startState } from '../../src/shared/training/trainingState.ts';
import { zipOf } from '../corpus/make/zipParts.ts';
import { exampleTraining } from '../main/store/exampleTraining.ts';
import { tinyArchitecture } from '../main/workbench/tinyTraining.ts';
import { inputLayer, kerasArchive, layer, sequential, variables } from '../shared/model/kerasFixture.ts';
import { exampleRecord } from '../shared/results/exampleRecord.ts';
import type { Bytes } from './mutateBytes.ts';

/** What reads a file. */
export type Reader =
  'model' | 'data' | 'image' | 'record' | 'project' | 'sweep' | 'journal' | 'training' | 'architecture' | 'checkpoint';

/** A file to begin with. */
export interface StartFile {
  readonly name: string;
  readonly reader: Reader;
  readonly bytes: Bytes;
}

const layers = [
  inputLayer([8, 8, 1]),
  layer('Conv2D', 'conv', { filters: 2, kernel_size: [3, 3], strides: [1, 1], padding: 'same', activation: 'relu' }),
  layer('BatchNormalization', 'norm', { axis: [-1], epsilon: 0.001 }),
  layer('MaxPooling2D', 'pool', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }),
  layer('DepthwiseConv2D', 'depthwise', { kernel_size: [2, 2], depth_multiplier: 1 }),
  layer('UpSampling2D', 'up', { size: [2, 2] }),
  layer('ZeroPadding2D', 'pad', {
    padding: [
      [1, 1],
      [1, 1],
    ],
  }),
  layer('GlobalAveragePooling2D', 'mean', {}),
  layer('Dense', 'dense', { units: 3, activation: 'softmax' }),
];
const chainWeights = {
  groups: {
    layers: {
      groups: {
        conv2d: variables([3, 3, 1, 2], [2]),
        batch_normalization: variables([2], [2], [2], [2]),
        depthwise_conv2d: variables([2, 2, 2, 1], [2]),
        dense: variables([2, 3], [3]),
      },
    },
  },
};
const branching = {
  class_name: 'Functional',
  config: {
    name: 'branching',
    layers: [
      layer('InputLayer', 'in', { batch_shape: [null, 4] }, []),
      layer('Dense', 'a', { units: 4, activation: 'relu' }, [[['in', 0, 0, {}]]]),
      {
        class_name: 'Sequential',
        name: 'sub',
        config: { name: 'sub', layers: [inputLayer([4]), layer('ReLU', 'r', {})] },
        inbound_nodes: [[['a', 0, 0, {}]]],
      },
      layer('Add', 'sum', {}, [
        [
          ['a', 0, 0, {}],
          ['sub', 0, 0, {}],
        ],
      ]),
      layer('Dense', 'out', { units: 2 }, [[['sum', 0, 0, {}]]]),
    ],
    input_layers: [['in', 0, 0]],
    output_layers: [['out', 0, 0]],
  },
};

/** A legacy file with this configuration, whatever it says, and the weights of a dense layer. */
export function legacyOf(config: string): Hdf5Group {
  return {
    attributes: { model_config: config, keras_version: '2.14.0' },
    groups: {
      model_weights: {
        attributes: { layer_names: ['dense'] },
        groups: {
          dense: {
            attributes: { weight_names: ['dense/kernel:0', 'dense/bias:0'] },
            groups: {
              dense: {
                datasets: {
                  'kernel:0': { shape: [4, 2], data: new Float32Array(8), compress: true },
                  'bias:0': { shape: [2], data: new Float32Array(2) },
                },
              },
            },
          },
        },
      },
    },
  };
}

const array = (dtype: 'uint8' | 'float32', shape: readonly number[], data: readonly number[]): NpyArray =>
  dtype === 'uint8' ? { dtype, shape, data: Uint8Array.from(data) } : { dtype, shape, data: Float32Array.from(data) };
const npy = (value: NpyArray): Bytes => encodeNpy(value);
const idx = new Uint8Array([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 2, 3, 4, 5, 6, 7]);
const csv = 'label,p0,p1,p2,p3\n0,1,2,3,4\n1,5,6,7,8\n2,0.5,-1,1e3,0\n';

/** The files that fuzzing begins with: sound ones of every format, small, and all of the corpus. */
export async function startFiles(corpus: string): Promise<readonly StartFile[]> {
  const text = (content: string): Bytes => new TextEncoder().encode(content);
  const dense = JSON.stringify(sequential(inputLayer([4]), layer('Dense', 'dense', { units: 2 })));
  const record = encodeRunRecord(exampleRecord({ samples: 4, steps: 5 }));
  const project = {
    schema: 1,
    spikebench: '0.1.0',
    name: 'p',
    model: null,
    data: null,
    draft: defaultDraft,
    presets: [],
  };
  const sound: StartFile[] = [
    { name: 'chain.keras', reader: 'model', bytes: await kerasArchive(sequential(...layers), chainWeights) },
    {
      name: 'branching.keras',
      reader: 'model',
      bytes: await kerasArchive(branching, {
        groups: { layers: { groups: { dense: variables([4, 4], [4]), dense_1: variables([4, 2], [2]) } } },
      }),
    },
    { name: 'legacy.h5', reader: 'model', bytes: await writeHdf5(legacyOf(dense)) },
    { name: 'half.h5', reader: 'model', bytes: new Uint8Array(await readFile('test/fixtures/halfPrecision.h5')) },
    {
      name: 'splits.npz',
      reader: 'data',
      bytes: zipOf({
        'x_train.npy': npy(array('uint8', [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7])),
        'y_train.npy': npy(array('uint8', [2], [0, 1])),
        'x_test.npy': npy(array('float32', [2, 4], [0, 1, 2, 3, 4, 5, 6, 7])),
        'y_test.npy': npy(array('uint8', [2, 3], [1, 0, 0, 0, 0, 1])),
      }),
    },
    { name: 'a-images-idx3-ubyte', reader: 'data', bytes: idx },
    { name: 'a-images-idx3-ubyte.gz', reader: 'data', bytes: new Uint8Array(gzipSync(idx)) },
    { name: 'table.csv', reader: 'data', bytes: text(csv) },
    { name: 'run.json', reader: 'record', bytes: text(record) },
    { name: 'project.json', reader: 'project', bytes: text(JSON.stringify(project)) },
    {
      name: 'sweep.json',
      reader: 'sweep',
      bytes: text('{"model": "a.keras", "threshold": [0.8, 1], "preset": "annarchy", "limit": 10}'),
    },
    { name: 'training.json', reader: 'training', bytes: text(JSON.stringify({ schema: 1, ...exampleTraining })) },
    { name: 'network.json', reader: 'architecture', bytes: text(architectureText(tinyArchitecture)) },
    { name: 'a.keras.checkpoint', reader: 'checkpoint', bytes: await exampleCheckpoint() },
    {
      name: 'journal.jsonl',
      reader: 'journal',
      bytes: text('{"sha256":"015abd7f5cc57a2d","record":{"a":1}}\n'.repeat(3)),
    },
  ];
  return [...sound, ...(await corpusFiles(corpus))];
}

async function exampleCheckpoint(): Promise<Bytes> {
  const folder = await mkdtemp(join(tmpdir(), 'spikebench-fuzz-checkpoint-'));
  const out = join(folder, 'a.keras');
  const arrays = new Map([['parameter/dense', Float32Array.from([1, 2, 3])]]);
  await writeCheckpoint(out, [['seed', '1']], { ...startState, step: 3, arrays });
  const bytes = new Uint8Array(await readFile(checkpointPath(out)));
  await rm(folder, { recursive: true });
  return bytes;
}

const readers = [
  ['models', 'model'],
  ['data', 'data'],
  ['dataForModel', 'data'],
  ['images', 'image'],
  ['runs', 'record'],
  ['projects', 'project'],
  ['sweeps', 'sweep'],
  ['journals', 'journal'],
] as const;

async function corpusFiles(folder: string): Promise<readonly StartFile[]> {
  const lists = await Promise.all(
    readers.map(async ([name, reader]) => {
      const files = (await readdir(join(folder, name))).toSorted();
      return Promise.all(
        files.map(async (file) => ({
          name: file,
          reader,
          bytes: new Uint8Array(await readFile(join(folder, name, file))),
        })),
      );
    }),
  );
  return lists.flat();
}
