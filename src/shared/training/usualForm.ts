import { assertNever } from '../assertNever.ts';
import type { ActivationPlan, LayerForm, LayerKind, LayerPlan } from './architecture.ts';

/** A new layer of a kind as a chain would go on: biases, batch normalisation and activation as in the nearest layer before that has them. */
export function usualForm(kind: LayerKind, before: readonly LayerPlan[]): LayerForm {
  const hidden = usualHidden(before);
  switch (kind) {
    case 'convolution':
      return { kind, filters: 16, kernel: [3, 3], strides: [1, 1], padding: 'same', groups: 1, ...hidden };
    case 'depthwiseConvolution':
      return { kind, kernel: [3, 3], strides: [1, 1], padding: 'same', ...hidden };
    case 'dense':
      return { kind, units: 128, ...hidden };
    case 'maxPooling':
    case 'averagePooling':
      return { kind, size: [2, 2], strides: [2, 2], padding: 'valid' };
    case 'dropout':
      return { kind, rate: 0.25 };
    case 'noise':
      return { kind, deviation: 0.1 };
    case 'activation':
      return { kind, activation: hidden.activation };
    case 'globalMaxPooling':
    case 'globalAveragePooling':
    case 'flatten':
    case 'batchNormalization':
    case 'add':
      return { kind };
    default:
      return assertNever(kind);
  }
}

function usualHidden(before: readonly LayerPlan[]): {
  readonly bias: boolean;
  readonly batchNormalization: boolean;
  readonly activation: ActivationPlan;
} {
  const like = before.flatMap(({ form }) => ('bias' in form && isHidden(form.activation) ? [form] : [])).at(-1);
  return {
    bias: like?.bias ?? true,
    batchNormalization: like?.batchNormalization ?? false,
    activation: like?.activation ?? { kind: 'relu' },
  };
}

/** Whether an activation is one that a hidden layer of a spiking network fires with. */
export function isHidden({ kind }: ActivationPlan): boolean {
  return kind === 'relu' || kind === 'clipped' || kind === 'qcfs';
}
