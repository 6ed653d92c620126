import type { KerasLayer } from './kerasConfig.ts';
import { translateConcatenate, translateMerge } from './mergeLayers.ts';
import {
  translateActivation,
  translateCropping,
  translateFlatten,
  translateIdle,
  translatePadding,
  translatePermute,
  translateReshape,
  translateUpsampling,
} from './plainLayers.ts';
import { translateGlobalPooling, translatePooling } from './poolingLayers.ts';
import { Refusal } from './refusal.ts';
import { translateBatchNormalization, translateNormalization, translateRescaling } from './scalingLayers.ts';
import type { Translation } from './translation.ts';
import { whyUnsupported } from './unsupportedClasses.ts';
import { translateConvolution, translateDense, translateDepthwise } from './weightedLayers.ts';

/** What one layer of the file becomes in the graph. Throws a Refusal for classes and settings that have no place in it. */
export function translateLayer(layer: KerasLayer): Translation {
  if (layer.custom !== null) throw new Refusal(whyUnsupported(layer.className, layer.custom));
  const dtype = JSON.stringify(layer.config['dtype'] ?? null);
  if (/int8|int4|float8/.test(dtype)) throw new Refusal('which is quantised; save the model before quantising it');
  switch (layer.className) {
    case 'Dense':
      return translateDense(layer);
    case 'Conv1D':
      return translateConvolution(layer, 1);
    case 'Conv2D':
      return translateConvolution(layer, 2);
    case 'DepthwiseConv1D':
      return translateDepthwise(layer, 1, false);
    case 'DepthwiseConv2D':
      return translateDepthwise(layer, 2, false);
    case 'SeparableConv1D':
      return translateDepthwise(layer, 1, true);
    case 'SeparableConv2D':
      return translateDepthwise(layer, 2, true);
    case 'MaxPooling1D':
      return translatePooling(layer, 'maxPooling', 1);
    case 'MaxPooling2D':
      return translatePooling(layer, 'maxPooling', 2);
    case 'AveragePooling1D':
      return translatePooling(layer, 'averagePooling', 1);
    case 'AveragePooling2D':
      return translatePooling(layer, 'averagePooling', 2);
    case 'GlobalMaxPooling1D':
      return translateGlobalPooling(layer, 'maxPooling', 1);
    case 'GlobalMaxPooling2D':
      return translateGlobalPooling(layer, 'maxPooling', 2);
    case 'GlobalAveragePooling1D':
      return translateGlobalPooling(layer, 'averagePooling', 1);
    case 'GlobalAveragePooling2D':
      return translateGlobalPooling(layer, 'averagePooling', 2);
    case 'BatchNormalization':
      return translateBatchNormalization(layer);
    case 'Rescaling':
      return translateRescaling(layer);
    case 'Normalization':
      return translateNormalization(layer);
    case 'Flatten':
      return translateFlatten(layer);
    case 'Reshape':
      return translateReshape(layer);
    case 'Permute':
      return translatePermute(layer);
    case 'ZeroPadding1D':
      return translatePadding(layer, 1);
    case 'ZeroPadding2D':
      return translatePadding(layer, 2);
    case 'Cropping1D':
      return translateCropping(layer, 1);
    case 'Cropping2D':
      return translateCropping(layer, 2);
    case 'UpSampling1D':
      return translateUpsampling(layer, 1);
    case 'UpSampling2D':
      return translateUpsampling(layer, 2);
    case 'Add':
      return translateMerge('add');
    case 'Average':
      return translateMerge('average');
    case 'Maximum':
      return translateMerge('maximum');
    case 'Subtract':
      return translateMerge('subtract');
    case 'Multiply':
      return translateMerge('multiply');
    case 'Concatenate':
      return translateConcatenate(layer);
    default: {
      if (idle.has(layer.className)) return translateIdle(layer);
      const activation = translateActivation(layer);
      if (activation === null) throw new Refusal(whyUnsupported(layer.className, null));
      return activation;
    }
  }
}

/** Classes that act in training only. */
const idle: ReadonlySet<string> = new Set([
  'Dropout',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'AlphaDropout',
  'GaussianDropout',
  'GaussianNoise',
  'ActivityRegularization',
  'Identity',
  'RandomFlip',
  'RandomRotation',
  'RandomTranslation',
  'RandomZoom',
  'RandomContrast',
  'RandomBrightness',
]);
