import { assertNever } from '../assertNever.ts';
import type { ActivationFunction, Layer } from '../model/graph.ts';
import { canBeNegative, type FoldedNode, type Unit } from './folded.ts';
import { maximumOf } from './foldPooling.ts';
import { addNode, NotSpiking, sumOf, untaken, type Value } from './foldSteps.ts';
import { populationShape } from './populationShape.ts';
import { plainSignal, type Signal } from './values.ts';

/** An activation: its neurons, which take in the sum before it. `entry` is what it acts on. */
export function foldActivation(
  layer: Layer,
  activation: ActivationFunction,
  input: Value,
  entry: Layer,
  nodes: FoldedNode[],
): Value {
  switch (activation.kind) {
    case 'linear':
      return input;
    case 'relu':
      return foldRectifier(layer, activation, input, entry, nodes);
    case 'softmax':
      throw new NotSpiking('normalises over classes in the middle of the network. Keep softmax for the last layer');
    case 'sigmoid':
    case 'tanh':
    case 'elu':
      throw new NotSpiking(
        `has the activation ${activation.kind}, which has no spiking counterpart in a hidden layer. Use ReLU`,
      );
    default:
      return assertNever(activation);
  }
}

/**
 * max(0, x), at most `maxValue`, as neurons. With a slope s below zero, the sum (1 − s) · max(0, x) + s · x of rectifying and of linear
 * neurons (with a bound: min(max(0, x), bound) − s · max(0, x) + s · x). Both parts grow with x, so that max pooling acts on each.
 */
function foldRectifier(
  layer: Layer,
  { maxValue, negativeSlope: slope, threshold }: Extract<ActivationFunction, { kind: 'relu' }>,
  input: Value,
  entry: Layer,
  nodes: FoldedNode[],
): Value {
  if (threshold !== 0) {
    throw new NotSpiking(`jumps at its ReLU threshold of ${threshold}, and rates cannot jump. Use a plain ReLU`);
  }
  if (slope === 1 && maxValue === null) return input;
  const isRectified =
    input.kind === 'signal' && plainSignal(input) && !canBeNegative(nodes[input.node]!, nodes) && maxValue === null;
  if (isRectified) return input;
  const sum = input.kind === 'pooledSum' ? input.sum : sumOf(input, nodes);
  const name = layer.keras.name;
  if (slope === 0) return neurons(name, measuredAt(layer.name), { isLinear: false, maxValue });
  const beforeIt = measuredAt(entry.name);
  const linear = neurons(`${name}/linear`, beforeIt, { isLinear: true, maxValue: null });
  const rectified = { isLinear: false, maxValue: null };
  const rectifying =
    maxValue === null
      ? [withGain(neurons(name, measuredAt(layer.name), rectified), 1 - slope)]
      : [
          neurons(name, measuredAt(layer.name), { isLinear: false, maxValue }),
          withGain(neurons(`${name}/unbounded`, beforeIt, rectified), -slope),
        ];
  return {
    kind: 'mixture',
    signals: [...rectifying, withGain(linear, slope)],
    shape: linear.shape,
    isMonotone: slope > 0,
  };

  /** A pooling that waits was done after the sum was made: neurons see the sum before it. */
  function measuredAt(elsewhere: string): string {
    return input.kind === 'pooledSum' ? input.layer : elsewhere;
  }

  function neurons(wanted: string, measured: string, form: Pick<Unit, 'isLinear' | 'maxValue'>): Signal {
    const { terms: synapses, bias } = sum;
    const unit = addNode(
      nodes,
      {
        kind: 'unit',
        name: untaken(wanted, '/again', nodes),
        layer: measured,
        shape: populationShape(sum.shape),
        synapses,
        bias,
        ...form,
      },
      sum.shape,
    );
    return input.kind === 'pooledSum' ? maximumOf(unit, `${wanted}/max`, input.window, layer.shape, nodes) : unit;
  }
}

function withGain(signal: Signal, gain: number): Signal {
  return { ...signal, gain: Float32Array.of(gain) };
}
