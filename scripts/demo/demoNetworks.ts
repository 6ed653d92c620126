import type { Architecture } from '../../src/shared/training/architecture.ts';
import { defaultTraining, type TrainingSettings } from '../../src/shared/training/settings.ts';
import { createTemplate, type TemplateName } from '../../src/shared/training/templates.ts';
import { imageSize } from './drawDigit.ts';

/** A network that a script trains on our own digits. */
export interface DemoNetwork {
  readonly architecture: Architecture;
  readonly settings: TrainingSettings;
  /** Written into the file for Dropout layers, which do nothing while these small networks are trained. */
  readonly dropoutRate: number;
}

const usual: TrainingSettings = { ...defaultTraining, epochs: 4, schedule: { kind: 'constant' }, validation: 0 };

/** By the name of their file in assets/demo. */
export const demoNetworks: Readonly<Record<string, DemoNetwork>> = {
  'digits-cnn': { architecture: template('notebook-cnn', 'digits_cnn'), settings: usual, dropoutRate: 0.25 },
  'digits-batchnorm': {
    architecture: template('batch-norm-cnn', 'digits_batchnorm'),
    settings: { ...usual, schedule: { kind: 'cosine' } },
    dropoutRate: 0,
  },
  'digits-resnet': {
    architecture: template('small-resnet', 'digits_resnet'),
    settings: { ...usual, schedule: { kind: 'cosine' } },
    dropoutRate: 0,
  },
};

/** A template for the digits; its dropout layers are there, and do nothing. */
function template(name: TemplateName, modelName: string): Architecture {
  const { layers, inputShape } = createTemplate(name, {
    inputShape: [imageSize, imageSize, 1],
    classes: 10,
    activation: 'relu',
    levels: 4,
    bias: null,
    batchNormalization: null,
  });
  const idle = layers.map((layer) =>
    layer.form.kind === 'dropout' ? { ...layer, form: { ...layer.form, rate: 0 } } : layer,
  );
  return { name: modelName, inputShape, layers: idle };
}
