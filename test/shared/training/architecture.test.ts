import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { createAnalogNetwork } from '../../../src/shared/model/analog.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { layerWeights } from '../../../src/shared/model/layerDetails.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { writeKeras } from '../../../src/shared/model/writeKeras.ts';
import { uniform } from '../../../src/shared/random.ts';
import { activationChoices, type Architecture, type LayerForm } from '../../../src/shared/training/architecture.ts';
import { architectureFrom } from '../../../src/shared/training/architectureFrom.ts';
import { architectureFileSchema, architectureSchema } from '../../../src/shared/training/architectureSchema.ts';
import { createInitialModel } from '../../../src/shared/training/initialModel.ts';
import { checkArchitecture, layOut } from '../../../src/shared/training/layOut.ts';
import { defaultTraining } from '../../../src/shared/training/settings.ts';
import { trainingSettingsSchema } from '../../../src/shared/training/settingsSchema.ts';
import { createTemplate, templateNames } from '../../../src/shared/training/templates.ts';
import { trainableFrom } from '../../../src/shared/training/trainableFrom.ts';
import { trainedLevels, trainedParameters, trainingNotes } from '../../../src/shared/training/trainedFile.ts';
import { trainModel } from '../../../src/shared/training/trainModel.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { architectureOf, convolution, dense, flatten, relu, rows } from './smallNetworks.ts';

const templates = templateNames.flatMap((name) =>
  activationChoices.map((activation) => {
    const samples = { inputShape: [28, 28, 1], classes: 10, levels: 4, bias: null, batchNormalization: null };
    return [name, activation, createTemplate(name, { ...samples, activation })] as const;
  }),
);

/** The layers by name: Keras has an order of its own. */
function withoutOrder({ layers, output }: ModelGraph) {
  const named = layers.map(({ name, inputs, shape, operation, keras }) => {
    const { name: own, className } = keras;
    return [name, { inputs: inputs.map((input) => layers[input]!.name), shape, operation, own, className }] as const;
  });
  return { output: layers[output]!.name, layers: Object.fromEntries(named) };
}

beforeAll(async () => {
  await startTensorBackend();
});

describe.each(templates)('the template %s with %s', (_, __, architecture) => {
  test('has the shapes and as many parameters as the network that is made of it', () => {
    const { layers, parameters, statistics, classes, isSound } = layOut(architecture);
    const trainable = createInitialModel(architecture, 1);
    expect([isSound, classes]).toEqual([true, 10]);
    expect(parameters).toBe(trainedParameters(trainable));
    const all = trainable.graph.layers.flatMap(({ operation }) => layerWeights(operation));
    const measured = all.filter(({ name }) => name === 'mean' || name === 'variance');
    expect(statistics).toBe(measured.reduce((sum, { values }) => sum + values.data.length, 0));
    for (const { name, shape } of layers) {
      expect(trainable.graph.layers.findLast((layer) => layer.keras.name === name)!.shape).toEqual(shape);
    }
  });

  test('is the same after a way through JSON', () => {
    expect(architectureSchema.parse(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture);
    const written = architecture.layers.map(({ form, ...place }) => ({ ...place, ...form }));
    expect(architectureFileSchema.parse({ ...architecture, layers: written })).toEqual(architecture);
  });

  test('is found again in the network that is made of it', () => {
    const { graph } = createInitialModel(architecture, 1);
    const found = architectureFrom(graph).architecture;
    const shapesOf = (model: ModelGraph) => model.layers.map(({ shape, operation }) => [operation.kind, shape]);
    expect(shapesOf(createInitialModel(found, 1).graph)).toEqual(shapesOf(graph));
  });

  test('is read from its file as the same network', async () => {
    const trainable = createInitialModel(architecture, 1);
    // Levels that are measured are numbers once trained.
    const graph: ModelGraph = {
      ...trainable.graph,
      layers: trainable.graph.layers.map((layer, position) =>
        trainable.roles.has(position) && layer.operation.kind === 'activation'
          ? {
              ...layer,
              operation: {
                kind: 'activation',
                function: { kind: 'relu', maxValue: 1.25, negativeSlope: 0, threshold: 0 },
              },
            }
          : layer,
      ),
    };
    const notes = trainingNotes(trainable, { graph, history: [] }, defaultTraining);
    const bytes = await writeKeras(graph, { dateSaved: '2026-01-01@00:00:00', ...notes });
    const found = await readModel(bytesInMemory('model.keras', bytes));
    expect(found.source).toEqual({ ...graph.source, kerasVersion: '3.15.1' });
    expect(withoutOrder(found)).toEqual(withoutOrder(graph));
  });
});

describe('an architecture', () => {
  const faultsOf = (architecture: Architecture) =>
    layOut(architecture).layers.flatMap(({ name, fault }) => (fault === null ? [] : [[name, fault]]));
  const pool: LayerForm = { kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' };

  test.each<readonly [string, Architecture, readonly (readonly string[])[]]>([
    [
      'a window that does not fit, and nothing of what follows from it',
      architectureOf([pool, pool, pool, flatten, dense(3)]),
      [['max_pooling2d_2', 'has a window of 2 × 2, larger than (1, 1, 2)']],
    ],
    [
      'a dense layer on an image',
      architectureOf([dense(3)]),
      [['dense', 'takes a row of values and is given (6, 5, 2): put a layer "flatten" before it']],
    ],
    [
      'a sum of unequal shapes',
      architectureOf([
        { name: 'a', form: convolution(2) },
        { name: 'b', form: convolution(3) },
        { inputs: ['a', 'b'], form: { kind: 'add' } },
        flatten,
        dense(3),
      ]),
      [['add', 'cannot add (6, 5, 2) and (6, 5, 3)']],
    ],
    [
      'names that are unknown or taken, layers that lead nowhere',
      architectureOf([
        { name: 'a', form: flatten },
        { name: 'a', form: flatten },
        { name: 'b', inputs: ['input'], form: convolution(2) },
        { name: 'c', inputs: ['d'], form: flatten },
        { name: 'e', inputs: ['a'], form: dense(3) },
      ]),
      [
        ['a', 'has a name that is taken'],
        ['b', 'leads nowhere: no later layer takes it'],
        ['c', 'takes "d", and there is no layer of that name before it'],
      ],
    ],
    [
      'a last layer that gives no scores',
      architectureOf([flatten, dense(3, { activation: relu })]),
      [['dense', 'is the last, whose activation is softmax or linear']],
    ],
    [
      'groups that do not divide',
      architectureOf([convolution(3, { groups: 2 }), flatten, dense(3)]),
      [['conv2d', 'has 2 groups, which do not divide 2 channels and 3 filters']],
    ],
  ])('with %s', (_, architecture, faults) => {
    expect(faultsOf(architecture)).toEqual(faults);
    expect(() => checkArchitecture(architecture)).toThrow(faults[0]![1]);
  });

  test('in a file may leave out what is usual', () => {
    const layers = [{ kind: 'convolution', filters: 4, kernel: 3 }, { kind: 'globalAveragePooling' }];
    const { layers: plans } = architectureFileSchema.parse({ inputShape: [8, 8, 1], layers });
    expect(plans).toEqual([
      { name: 'conv2d', inputs: null, form: convolution(4, { bias: true, activation: { kind: 'linear' } }) },
      { name: 'global_average_pooling2d', inputs: null, form: { kind: 'globalAveragePooling' } },
    ]);
  });

  test('and settings from the window are checked', () => {
    expect(trainingSettingsSchema.parse(defaultTraining)).toEqual(defaultTraining);
    expect(trainingSettingsSchema.safeParse({ ...defaultTraining, epochs: 0 }).success).toBe(false);
  });
});

describeWithReference('models that Keras made', () => {
  test('give the builder a start, or say which layers it does not have', async () => {
    const open = async (...path: string[]) =>
      readModel(bytesInMemory('model.keras', Uint8Array.from(await readFile(referencePath(...path)))));
    const cnn = architectureFrom(await open('models', 'cnn_mnist.keras'));
    const samples = { inputShape: [28, 28, 1], classes: 10, levels: 4, bias: null, batchNormalization: null };
    const template = createTemplate('notebook-cnn', { ...samples, activation: 'relu' });
    expect(cnn.architecture.layers.map(({ form }) => form)).toEqual(template.layers.map(({ form }) => form));
    expect(cnn.notes).toEqual([]);
    const noisy = architectureFrom(await open('layers', 'noise_and_dropout.keras'));
    const forms = noisy.architecture.layers.map(({ form }) => form);
    expect(forms.filter(({ kind }) => kind === 'noise' || kind === 'dropout')).toEqual([
      { kind: 'noise', deviation: 0.1 },
      { kind: 'dropout', rate: 0.2 },
      { kind: 'dropout', rate: 0.5 },
    ]);
    expect(noisy.notes).toEqual([
      '"spatial_dropout2d" is of class SpatialDropout2D: plain dropout at a rate of 0.2 stands in.',
    ]);
    expect(
      layOut(architectureFrom(await open('layers', 'add_residual.keras')).architecture).layers.at(-1),
    ).toMatchObject({
      name: 're_lu_6',
      fault: expect.stringContaining('is the last') as unknown,
    });
    const concatenated = await open('layers', 'concat_branches.keras');
    expect(() => architectureFrom(concatenated)).toThrow(
      'layer "concatenate" is of class Concatenate, which the builder does not have',
    );
  });
});

describe('a trained model', () => {
  const architecture = architectureOf(
    [
      convolution(4, {
        batchNormalization: true,
        bias: true,
        activation: { kind: 'qcfs', levels: 4, threshold: null },
      }),
      { kind: 'averagePooling', size: [2, 2], strides: [2, 2], padding: 'valid' },
      { kind: 'noise', deviation: 0.1 },
      flatten,
      dense(3, { activation: { kind: 'softmax' } }),
    ],
    [6, 6, 1],
  );
  const settings = { ...defaultTraining, epochs: 2, batchSize: 20, learningRate: 0.02, seed: 3 };

  test('is exported and read again with the same outputs to the bit', async () => {
    const trainable = createInitialModel(architecture, 3);
    const trained = await trainModel(trainable, rows, settings);
    const [level] = trainedLevels(trainable, trained.graph);
    expect([level!.levels, level!.level > 0]).toEqual([4, true]);
    const notes = trainingNotes(trainable, trained, settings);
    const bytes = await writeKeras(trained.graph, { dateSaved: '2026-01-01@00:00:00', ...notes });
    const again = await readModel(bytesInMemory('model.keras', bytes));
    const samples = Float32Array.from({ length: 7 * 36 }, (_, i) => uniform('training', 1, 2, 3, i));
    const outputs = await Promise.all(
      [trained.graph, again].map(async (graph) => {
        const network = createAnalogNetwork(graph);
        const scores = await network.predict(samples);
        network.dispose();
        return scores;
      }),
    );
    expect(outputs[1]).toEqual(outputs[0]);
  });

  test('is the start of another training, in which its level stays', async () => {
    const { graph } = await trainModel(createInitialModel(architecture, 3), rows, settings);
    const start = trainableFrom(graph);
    const more = await trainModel(start, rows, { ...settings, epochs: 4 });
    expect(trainedLevels(start, more.graph).map(({ level }) => level)).toEqual(
      trainedLevels(start, graph).map(({ level }) => level),
    );
    expect(more.history.at(-1)!.loss).toBeLessThan(more.history[0]!.loss);
  });
});
