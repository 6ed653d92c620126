import { assertNever } from '../assertNever.ts';
import type { ActivationPlan, LayerForm, LayerKind } from './architecture.ts';

/** What of a layer can be edited, apart from its name, its kind and what it takes. */
export type LayerField =
  | 'filters'
  | 'units'
  | 'kernel'
  | 'size'
  | 'strides'
  | 'padding'
  | 'groups'
  | 'rate'
  | 'deviation'
  | 'bias'
  | 'batchNormalization'
  | 'activation'
  | 'levels'
  | 'threshold'
  | 'clip'
  | 'clipValue';

/** A field of a layer as the builder shows it. */
export interface LayerFieldFacts {
  readonly label: string;
  readonly unit: string;
  /** One sentence, with the paper that it comes from where there is one. */
  readonly help: string;
  /** Words to choose from; empty for what is typed. */
  readonly words: readonly string[];
}

export const yesNo = ['yes', 'no'] as const;
export const activationKinds = ['linear', 'relu', 'clipped', 'qcfs', 'softmax'] as const;
export const clipRules = ['learned', 'fixed', 'percentile'] as const;

export const layerFields: Readonly<Record<LayerField, LayerFieldFacts>> = {
  filters: {
    label: 'Filters',
    unit: 'channels',
    help: 'Kernels of the layer, each of which gives one channel of its output.',
    words: [],
  },
  units: {
    label: 'Units',
    unit: 'neurons',
    help: 'Outputs of the layer; of the last one, one for each class.',
    words: [],
  },
  kernel: { label: 'Kernel', unit: 'pixels', help: 'Rows × columns of the input that each output sees.', words: [] },
  size: { label: 'Window', unit: 'pixels', help: 'Rows × columns that become one value.', words: [] },
  strides: {
    label: 'Strides',
    unit: 'pixels',
    help: 'Steps of the window down × across; 2 halves the image.',
    words: [],
  },
  padding: {
    label: 'Padding',
    unit: '',
    help: 'same: zeros around the image keep its size (divided by the strides); valid: windows stay inside the image.',
    words: ['same', 'valid'],
  },
  groups: {
    label: 'Groups',
    unit: '',
    help: 'Groups of filters, each of which sees its share of the channels; 1 sees all of them.',
    words: [],
  },
  rate: {
    label: 'Rate',
    unit: '',
    help: 'Share of the values that are set to zero in training (Srivastava et al. 2014); nothing when the network is used.',
    words: [],
  },
  deviation: {
    label: 'Deviation',
    unit: '',
    help: 'Standard deviation of the normally distributed noise that is added in training; nothing when the network is used.',
    words: [],
  },
  bias: {
    label: 'Bias',
    unit: '',
    help: 'A learned number added to each output; a constant current when converted.',
    words: yesNo,
  },
  batchNormalization: {
    label: 'Batch normalisation',
    unit: '',
    help: 'Brings each channel to mean 0 and variance 1 in training (Ioffe and Szegedy 2015); folded into the weights by the conversion.',
    words: yesNo,
  },
  activation: {
    label: 'Activation',
    unit: '',
    help: 'What becomes of the sum: relu; clipped, up to a level; qcfs, clipped and quantised (Bu et al. 2022); linear; softmax, for the last layer.',
    words: activationKinds,
  },
  levels: {
    label: 'Levels',
    unit: '',
    help: 'Steps of the quantised activation above zero: about as many time steps as the converted network will need (Bu et al. 2022).',
    words: [],
  },
  threshold: {
    label: 'First threshold',
    unit: '',
    help: 'Where the learned threshold begins; empty: measured on the first batch.',
    words: [],
  },
  clip: {
    label: 'Clip level',
    unit: '',
    help: 'Where the activation ends: learned by gradient, fixed, or a percentile of the activations, measured every 50 steps.',
    words: clipRules,
  },
  clipValue: {
    label: 'Level',
    unit: '',
    help: 'The level, the percentile (%), or where the learned level begins; empty: measured on the first batch.',
    words: [],
  },
};

/** Fields of a form, in the order in which they are shown. */
export function fieldsOfForm(form: LayerForm): readonly LayerField[] {
  const hidden = 'bias' in form ? (['bias', 'batchNormalization'] as const) : [];
  const own = ownFields(form.kind);
  return [...own, ...hidden, ...('activation' in form ? activationFields(form.activation) : [])];
}

function ownFields(kind: LayerKind): readonly LayerField[] {
  switch (kind) {
    case 'convolution':
      return ['filters', 'kernel', 'strides', 'padding', 'groups'];
    case 'depthwiseConvolution':
      return ['kernel', 'strides', 'padding'];
    case 'dense':
      return ['units'];
    case 'maxPooling':
    case 'averagePooling':
      return ['size', 'strides', 'padding'];
    case 'dropout':
      return ['rate'];
    case 'noise':
      return ['deviation'];
    case 'globalMaxPooling':
    case 'globalAveragePooling':
    case 'flatten':
    case 'batchNormalization':
    case 'activation':
    case 'add':
      return [];
    default:
      return assertNever(kind);
  }
}

function activationFields(activation: ActivationPlan): readonly LayerField[] {
  if (activation.kind === 'qcfs') return ['activation', 'levels', 'threshold'];
  return activation.kind === 'clipped' ? ['activation', 'clip', 'clipValue'] : ['activation'];
}
