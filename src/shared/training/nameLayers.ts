import type { LayerForm, LayerKind, LayerPlan } from './architecture.ts';

/** The class that Keras has for a form, without what batch normalisation and activation add. */
export const kerasClasses = {
  convolution: 'Conv2D',
  depthwiseConvolution: 'DepthwiseConv2D',
  dense: 'Dense',
  maxPooling: 'MaxPooling2D',
  averagePooling: 'AveragePooling2D',
  globalMaxPooling: 'GlobalMaxPooling2D',
  globalAveragePooling: 'GlobalAveragePooling2D',
  dropout: 'Dropout',
  noise: 'GaussianNoise',
  flatten: 'Flatten',
  batchNormalization: 'BatchNormalization',
  activation: 'ReLU',
  add: 'Add',
} as const satisfies Record<LayerKind, string>;

/** Gives layers without a name those of Keras: `conv2d`, `conv2d_1`, ... in order of appearance, past names that are taken. */
export function nameLayers(
  layers: readonly {
    readonly name?: string | null;
    readonly inputs?: readonly string[] | null;
    readonly form: LayerForm;
  }[],
): readonly LayerPlan[] {
  const taken = new Set(layers.flatMap(({ name }) => name ?? []));
  return layers.map(({ name, inputs, form }) => {
    const own = name ?? freeName(layerStems[form.kind], taken);
    taken.add(own);
    return { name: own, inputs: inputs ?? null, form };
  });
}

/** Names that Keras gives layers without one. */
export const layerStems: Readonly<Record<LayerKind, string>> = {
  convolution: 'conv2d',
  depthwiseConvolution: 'depthwise_conv2d',
  dense: 'dense',
  maxPooling: 'max_pooling2d',
  averagePooling: 'average_pooling2d',
  globalMaxPooling: 'global_max_pooling2d',
  globalAveragePooling: 'global_average_pooling2d',
  dropout: 'dropout',
  noise: 'gaussian_noise',
  flatten: 'flatten',
  batchNormalization: 'batch_normalization',
  activation: 're_lu',
  add: 'add',
};

/** `stem`, or the first `stem_1`, `stem_2`, ... that is not taken. */
export function freeName(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem;
  for (let number = 1; ; number++) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}
