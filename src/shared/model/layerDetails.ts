import { assertNever } from '../assertNever.ts';
import type { Tensor } from '../tensor.ts';
import type { Operation, Pair } from './graph.ts';

/** A fact about a layer, for people. */
export interface LayerDetail {
  readonly label: string;
  readonly text: string;
}

/** What a person wants to read about an operation besides its shape. */
export function layerDetails(operation: Operation): readonly LayerDetail[] {
  switch (operation.kind) {
    case 'convolution':
      return [
        detail('Kernel', pair([operation.kernel.shape[0]!, operation.kernel.shape[1]!])),
        detail('Strides', pair(operation.strides)),
        detail('Padding', operation.padding),
        ...(isOne(operation.dilation) ? [] : [detail('Dilation', pair(operation.dilation))]),
        ...(operation.groups === 1 ? [] : [detail('Groups', String(operation.groups))]),
        biasDetail(operation.bias),
      ];
    case 'depthwiseConvolution':
      return [
        detail('Kernel', pair([operation.kernel.shape[0]!, operation.kernel.shape[1]!])),
        detail('Strides', pair(operation.strides)),
        detail('Padding', operation.padding),
        ...(isOne(operation.dilation) ? [] : [detail('Dilation', pair(operation.dilation))]),
        biasDetail(operation.bias),
      ];
    case 'dense':
      return [detail('Units', String(operation.kernel.shape[1]!)), biasDetail(operation.bias)];
    case 'maxPooling':
    case 'averagePooling':
      return [
        detail('Window', pair(operation.size)),
        detail('Strides', pair(operation.strides)),
        detail('Padding', operation.padding),
      ];
    case 'batchNormalization':
      return [detail('Epsilon', String(operation.epsilon))];
    case 'activation':
      return operation.function.kind === 'relu' && operation.function.maxValue !== null
        ? [detail('Function', 'relu'), detail('Largest value', String(operation.function.maxValue))]
        : [detail('Function', operation.function.kind)];
    case 'permute':
      return [detail('Order', operation.order.join(', '))];
    case 'zeroPadding':
    case 'cropping':
      return [detail('Rows', operation.rows.join(', ')), detail('Columns', operation.columns.join(', '))];
    case 'upsampling':
      return [detail('Factor', pair(operation.factor))];
    case 'merge':
      return [detail('Rule', operation.rule)];
    case 'concatenate':
      return [detail('Axis', String(operation.axis))];
    case 'input':
    case 'reshape':
    case 'scaling':
    case 'identity':
      return [];
    default:
      return assertNever(operation);
  }
}

/** The arrays of numbers that an operation keeps, under their Keras names. */
export function layerWeights(operation: Operation): readonly { readonly name: string; readonly values: Tensor }[] {
  switch (operation.kind) {
    case 'dense':
    case 'convolution':
    case 'depthwiseConvolution':
      return [
        { name: 'kernel', values: operation.kernel },
        ...(operation.bias === null ? [] : [{ name: 'bias', values: operation.bias }]),
      ];
    case 'batchNormalization':
      return (['gamma', 'beta', 'mean', 'variance'] as const).map((name) => {
        const data = operation[name];
        return { name, values: { shape: [data.length], data } };
      });
    case 'scaling':
      return (['scale', 'offset'] as const).map((name) => {
        const data = operation[name];
        return { name, values: { shape: [data.length], data } };
      });
    case 'input':
    case 'maxPooling':
    case 'averagePooling':
    case 'activation':
    case 'reshape':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'merge':
    case 'concatenate':
    case 'identity':
      return [];
    default:
      return assertNever(operation);
  }
}

/** Numbers that a layer keeps among the weights of its file: those of a scaling stand in its configuration. */
export function countParameters(operation: Operation): number {
  if (operation.kind === 'scaling') return 0;
  return layerWeights(operation).reduce((sum, { values }) => sum + values.data.length, 0);
}

function detail(label: string, text: string): LayerDetail {
  return { label, text };
}

function biasDetail(bias: Tensor | null): LayerDetail {
  return detail('Bias', bias === null ? 'none' : `${bias.data.length} values`);
}

function pair([rows, columns]: Pair): string {
  return `${rows} × ${columns}`;
}

function isOne([rows, columns]: Pair): boolean {
  return rows === 1 && columns === 1;
}
