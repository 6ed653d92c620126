import type { Layer, ModelGraph, Pair } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { UnsupportedLayer } from '../problems/modelProblems.ts';
import type { Milliseconds } from '../units.ts';
import type { Conversion } from './conversion.ts';
import { checkLayerValues, type LayerValues, valuesOfLayer } from './layerValues.ts';
import type { Population, Synapses } from './network.ts';
import { populationShape } from './populationShape.ts';

/** Time constant of ANNarchy's spike trace ("mask"), in ms. */
const traceTimeConstant = 20;
/** Potentials of ANNarchy's integrate-and-fire neuron never fall below it. */
const lowerBound = -2;

export interface AnnarchySettings {
  /** Whether the weight normalisation of the manual is applied; ANNarchy 5.0.0 to 5.0.3 computes it and leaves the weights alone. */
  readonly normalised: boolean;
  readonly thresholdFactor: number;
  /** Further factors of single layers, or of each of their channels. */
  readonly layerThresholds: LayerValues | null;
  readonly timeStep: Milliseconds;
}

/**
 * The network that ANNarchy 5.0.3's ANNtoSNNConverter builds: layers as a plain chain, biases and activations never read, threshold
 * 1 − 0.05 · (position of the layer), reset to zero, potentials bounded at −2, one step of delay per projection, convolution and pooling
 * of spike traces. Where ANNarchy refuses a model (Sequential, padding "valid", a trailing activation) the same rules are applied and a
 * note says so. Throws the Problem notConvertible.
 */
export function convertLikeAnnarchy(graph: ModelGraph, settings: AnnarchySettings): Conversion {
  const chain = graph.layers.filter(isConverted);
  const last = chain.at(-1);
  refuse(graph, chain);
  checkLayerValues(
    'layer-thresholds',
    settings.layerThresholds,
    chain.map(({ keras, shape }) => ({ name: keras.name, channels: shape.at(-1)! })),
  );
  const notes = describeLosses(graph, chain);
  const populations: Population[] = [
    {
      name: graph.layers[graph.input]!.name,
      shape: populationShape(graph.layers[graph.input]!.shape),
      dynamics: { kind: 'input', amplitudes: null },
    },
  ];
  for (const [projection, layer] of chain.entries()) {
    const synapses = synapsesOf(layer, projection, populations, settings);
    const currents = {
      synapses: [synapses],
      // Convolution and pooling act on traces; max pooling follows them itself.
      currentDecay:
        synapses.kind === 'dense' || synapses.kind === 'maximumTrace' ? null : traceDecay(settings.timeStep),
      biasCurrent: null,
      lowerBound,
    };
    const shape = populationShape(layer.shape);
    const depthThreshold = settings.thresholdFactor * (layer === last ? 1 : 1 - 0.05 * layer.keras.index);
    const factors = valuesOfLayer(settings.layerThresholds, layer.keras.name) ?? [1];
    populations.push({
      name: layer.keras.name,
      shape,
      dynamics: {
        kind: 'integrateAndFire',
        ...currents,
        threshold: Float32Array.from(factors, (factor) => factor * depthThreshold),
        comparison: 'above',
        reset: 'zero',
        initialPotential: new Float32Array(1),
        leak: null,
        refractorySteps: 0,
        spikes: { kind: 'binary' },
        clock: null,
      },
    });
    if (layer === last) {
      populations.push({
        name: `${layer.keras.name}/potential`,
        shape,
        dynamics: { kind: 'accumulator', ...currents, biasClock: null },
      });
    }
  }
  const outputs = { spiking: populations.length - 2, accumulating: populations.length - 1 };
  return { network: { name: graph.name, timeStep: settings.timeStep, populations, outputs, readoutDelay: 0 }, notes };
}

/** ANNarchy tests for the classes Dense, Conv2D, MaxPooling2D and AveragePooling2D and skips everything else. */
function isConverted({ keras, operation }: Layer): boolean {
  switch (keras.className) {
    case 'Dense':
      return operation.kind === 'dense';
    case 'Conv2D':
      return operation.kind === 'convolution';
    case 'MaxPooling2D':
      return operation.kind === 'maxPooling';
    case 'AveragePooling2D':
      return operation.kind === 'averagePooling';
    default:
      return false;
  }
}

function refuse(graph: ModelGraph, chain: readonly Layer[]): void {
  const offenders: UnsupportedLayer[] = [];
  const offend = ({ keras: { name, className } }: Layer, reason: string) =>
    offenders.push({ layer: name, className, reason });
  const last = chain.at(-1);
  if (last === undefined) {
    throw new WorkbenchError({ area: 'conversion', kind: 'noSpikingLayers', model: graph.name });
  }
  if (last.operation.kind !== 'dense')
    offend(last, 'is the last layer with neurons, where ANNarchy needs a Dense layer to read classes from');
  for (const layer of graph.layers) {
    if (layer.inputs.length > 1) offend(layer, 'joins branches, and ANNarchy reads every model as a plain chain');
    if (layer.operation.kind === 'convolution' && layer.operation.groups > 1)
      offend(layer, 'has groups, which ANNarchy ignores');
    if (layer.operation.kind === 'dense' && layer.shape.length > 1)
      offend(layer, 'works on more than one axis, which ANNarchy cannot express');
  }
  if (offenders.length > 0) {
    throw new WorkbenchError({ area: 'conversion', kind: 'notConvertible', preset: 'annarchy', layers: offenders });
  }
}

/** What ANNarchy drops without a word, said. */
function describeLosses(graph: ModelGraph, chain: readonly Layer[]): string[] {
  const notes: string[] = [];
  if (graph.source.architecture === 'Sequential') {
    notes.push('ANNarchy 5.0.3 itself refuses Sequential models; this one is converted by the same rules.');
  }
  const lastConverted = graph.layers.lastIndexOf(chain.at(-1)!);
  if (graph.layers.slice(lastConverted + 1).some(({ keras }) => keras.index !== chain.at(-1)!.keras.index)) {
    notes.push(
      'ANNarchy 5.0.3 itself refuses models that end in a layer without neurons; the last Dense layer is read out here.',
    );
  }
  for (const { keras, operation } of chain) {
    if ('bias' in operation && operation.bias !== null)
      notes.push(`The biases of layer "${keras.name}" are dropped, as ANNarchy does.`);
    if (
      operation.kind === 'convolution' &&
      operation.padding === 'valid' &&
      operation.kernel.shape.some((extent, axis) => axis < 2 && extent > 1)
    ) {
      notes.push(`ANNarchy 5.0.3 itself refuses the padding "valid" of layer "${keras.name}"; it is kept here.`);
    }
    if (operation.kind === 'convolution' && operation.dilation.some((step) => step > 1)) {
      notes.push(`The dilation of layer "${keras.name}" is ignored, as ANNarchy does.`);
    }
    if (
      (operation.kind === 'maxPooling' || operation.kind === 'averagePooling') &&
      operation.size.some((extent, axis) => extent !== operation.strides[axis])
    ) {
      notes.push(`The strides of layer "${keras.name}" are taken to equal its pool size, as ANNarchy does.`);
    }
  }
  for (const { keras, operation } of graph.layers) {
    if (operation.kind === 'batchNormalization')
      notes.push(`The batch normalisation "${keras.name}" is dropped, as ANNarchy does.`);
  }
  return notes;
}

function synapsesOf(
  layer: Layer,
  projection: number,
  populations: readonly Population[],
  { normalised, timeStep }: AnnarchySettings,
): Synapses {
  const { operation } = layer;
  const source = populations.length - 1;
  const delay = 1;
  const factor = normalised ? documentedFactor(layer, projection) : 1;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- isConverted lets these four through
  switch (operation.kind) {
    case 'dense':
      return { kind: 'dense', source, weights: operation.kernel.data.map((w) => w * factor), delay };
    case 'convolution': {
      const { kernel, strides, padding } = operation;
      const size: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      const centre = (extent: number, stride: number) => Math.floor((extent - 1) / 2) - Math.floor((stride - 1) / 2);
      const before: Pair = padding === 'valid' ? [0, 0] : [centre(size[0], strides[0]), centre(size[1], strides[1])];
      return {
        kind: 'convolution',
        source,
        // Weights of the trace: each spike adds dt/τ to it. The normalised weight is rounded first, as ANNarchy stores it.
        weights: kernel.data.map((w) => (Math.fround(w * factor) * timeStep) / traceTimeConstant),
        window: { size, strides, dilation: [1, 1], before },
        groups: 1,
        delay,
      };
    }
    case 'averagePooling':
      return {
        kind: 'averagePooling',
        source,
        window: ownWindow(operation.size),
        divisor: 'wholeWindow',
        scale: timeStep / traceTimeConstant,
        delay,
      };
    case 'maxPooling':
      return {
        kind: 'maximumTrace',
        source,
        window: ownWindow(operation.size),
        decay: traceDecay(timeStep),
        increment: timeStep / traceTimeConstant,
        delay,
      };
    default:
      throw new Error(`isConverted let ${operation.kind} through`);
  }
}

/** ANNarchy puts the window of pooled cell i at i · pool size, whatever the strides say. */
function ownWindow(size: Pair): { size: Pair; strides: Pair; before: Pair } {
  return { size, strides: size, before: [0, 0] };
}

function traceDecay(timeStep: Milliseconds): number {
  return 1 - timeStep / traceTimeConstant;
}

/**
 * f = (l + 2) / M for projection l = 0, 1, … (pooling counts): M is the largest sum of positive weights into one unit or filter. The
 * model-based normalisation of Diehl et al. (2015) as ANNarchy's manual describes it.
 */
function documentedFactor({ operation }: Layer, projection: number): number {
  if (operation.kind !== 'dense' && operation.kind !== 'convolution') return 1;
  const { data, shape } = operation.kernel;
  const units = shape.at(-1)!;
  const sums = new Float64Array(units);
  for (const [index, weight] of data.entries()) if (weight > 0) sums[index % units]! += weight;
  const largest = sums.reduce((most, sum) => Math.max(most, sum), 0);
  return largest === 0 ? 1 : (projection + 2) / largest;
}
