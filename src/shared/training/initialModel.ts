import { assertNever } from '../assertNever.ts';
import type { ActivationFunction, Layer, ModelGraph, Operation, Shape } from '../model/graph.ts';
import { uniform } from '../random.ts';
import { sizeOf, type Tensor } from '../tensor.ts';

/** A layer of a chain to be trained, without its weights. */
export type LayerPlan =
  | {
      readonly kind: 'convolution';
      readonly filters: number;
      readonly kernelSize: number;
      readonly activation: 'relu' | 'linear';
    }
  | { readonly kind: 'maxPooling'; readonly size: number }
  | { readonly kind: 'dropout' }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'dense'; readonly units: number; readonly activation: 'relu' | 'softmax' | 'linear' };

/**
 * A chain of layers without biases, named as Keras names them, with weights drawn uniformly as Glorot and Bengio 2010 (equation 16) have it:
 * a function of the seed and of nothing else. Convolutions keep the size of the image, pooling divides it.
 */
export function createInitialModel(
  name: string,
  inputShape: Shape,
  plans: readonly LayerPlan[],
  seed: number,
): ModelGraph {
  const layers: Layer[] = [
    {
      name: 'input_layer',
      keras: { name: 'input_layer', className: 'InputLayer', index: 0 },
      inputs: [],
      shape: inputShape,
      operation: { kind: 'input' },
    },
  ];
  const uses = new Map<string, number>();
  plans.forEach((plan, position) => {
    const { className, stem } = namesOf(plan);
    const use = uses.get(stem) ?? 0;
    uses.set(stem, use + 1);
    const keras = { name: use === 0 ? stem : `${stem}_${use}`, className, index: position + 1 };
    const { operation, shape } = layerOf(plan, layers.at(-1)!.shape, seed, position + 1);
    layers.push({ name: keras.name, keras, inputs: [layers.length - 1], shape, operation });
    if ('activation' in plan && plan.activation !== 'linear') {
      const activation = { kind: 'activation', function: activationFunctions[plan.activation] } as const;
      const label = `${keras.name}/${plan.activation}`;
      layers.push({ name: label, keras, inputs: [layers.length - 1], shape, operation: activation });
    }
  });
  const source = { container: 'keras', kerasVersion: null, architecture: 'Functional' } as const;
  return { name, source, layers, input: 0, output: layers.length - 1 };
}

const activationFunctions: Readonly<Record<'relu' | 'softmax', ActivationFunction>> = {
  relu: { kind: 'relu', maxValue: null, negativeSlope: 0, threshold: 0 },
  softmax: { kind: 'softmax' },
};

function namesOf(plan: LayerPlan): { readonly className: string; readonly stem: string } {
  switch (plan.kind) {
    case 'convolution':
      return { className: 'Conv2D', stem: 'conv2d' };
    case 'maxPooling':
      return { className: 'MaxPooling2D', stem: 'max_pooling2d' };
    case 'dropout':
      return { className: 'Dropout', stem: 'dropout' };
    case 'flatten':
      return { className: 'Flatten', stem: 'flatten' };
    case 'dense':
      return { className: 'Dense', stem: 'dense' };
    default:
      return assertNever(plan);
  }
}

function layerOf(
  plan: LayerPlan,
  input: Shape,
  seed: number,
  stream: number,
): { readonly operation: Operation; readonly shape: Shape } {
  const [rows = 1, columns = 1, channels = 1] = input;
  switch (plan.kind) {
    case 'convolution': {
      const { kernelSize: size, filters } = plan;
      const operation: Operation = {
        kind: 'convolution',
        kernel: glorotUniform([size, size, channels, filters], seed, stream),
        bias: null,
        strides: [1, 1],
        padding: 'same',
        dilation: [1, 1],
        groups: 1,
      };
      return { operation, shape: [rows, columns, filters] };
    }
    case 'maxPooling': {
      const size = [plan.size, plan.size] as const;
      const shape = [Math.floor(rows / plan.size), Math.floor(columns / plan.size), channels];
      return { operation: { kind: 'maxPooling', size, strides: size, padding: 'valid' }, shape };
    }
    case 'dropout':
      return { operation: { kind: 'identity' }, shape: input };
    case 'flatten':
      return { operation: { kind: 'reshape' }, shape: [sizeOf(input)] };
    case 'dense': {
      const kernel = glorotUniform([sizeOf(input), plan.units], seed, stream);
      return { operation: { kind: 'dense', kernel, bias: null }, shape: [plan.units] };
    }
    default:
      return assertNever(plan);
  }
}

/** Values between ±√(6 / (inputs + outputs)), both counted per position of the kernel. */
function glorotUniform(shape: readonly number[], seed: number, stream: number): Tensor {
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const positions = sizeOf(shape.slice(0, -2));
  const limit = Math.sqrt(6 / (positions * (inputs + outputs)));
  const draw = (i: number): number => (2 * uniform('training', seed, stream, 0, i) - 1) * limit;
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => draw(i)) };
}
