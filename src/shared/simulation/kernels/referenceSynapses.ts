import {
  asConvolutionWindow,
  type LinearSynapses,
  reachedAlongAxis,
  visitTargets,
  windowCells,
} from '../../conversion/connectivity.ts';
import {
  type ConvolutionWindow,
  type Delay,
  type MaximumTraceSynapses,
  type Population,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
  type Synapses,
} from '../../conversion/network.ts';
import { neuronOf, signOf } from '../recording.ts';
import type { Signal } from './referenceSignal.ts';

/** What the synapses of ANNarchy's max pooling remember: a trace per source neuron, and the cells of every target's window. */
export interface TraceState {
  readonly trace: Float32Array;
  readonly cells: readonly (readonly number[])[];
}

export function createTraceState(
  { window }: MaximumTraceSynapses,
  source: Population,
  shape: PopulationShape,
): TraceState {
  return {
    trace: new Float32Array(populationSize(source)),
    cells: Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, target) =>
      windowCells(window, source.shape, shape, target),
    ),
  };
}

/**
 * Adds the sources of constant current without a clock to `base`, in the order of the synapses: a part of the current that is the same in
 * every step. Returns `base`.
 */
export function constantCurrents(
  base: Float32Array,
  synapses: readonly Synapses[],
  populations: readonly Population[],
  shape: PopulationShape,
  signals: readonly Signal[],
): Float32Array {
  for (const synapse of synapses) {
    const { values, amplitudes } = signals[synapse.source]!;
    if (synapse.kind === 'maximumTrace' || values === null || amplitudes !== null) continue;
    addValues(base, synapse, populations[synapse.source]!.shape, shape, values);
  }
  return base;
}

/**
 * Adds what arrives in this step to `into` [target neuron], synapse by synapse. Spikes whose meaning depends on the time are added up
 * in `part` first and join as amplitude · sum.
 */
export function addArriving(
  into: Float32Array,
  part: Float32Array,
  synapses: readonly Synapses[],
  traces: readonly (TraceState | null)[],
  populations: readonly Population[],
  shape: PopulationShape,
  signals: readonly Signal[],
  step: number,
): void {
  for (const [index, synapse] of synapses.entries()) {
    const signal = signals[synapse.source]!;
    const source = populations[synapse.source]!;
    if (synapse.kind === 'maximumTrace') {
      addMaximumTrace(synapse, traces[index]!, signal, into);
      continue;
    }
    const { values, amplitudes } = signal;
    if (amplitudes === null) {
      if (values === null) addSpikes(into, synapse, source.shape, shape, arriving(signal, synapse.delay));
      continue;
    }
    const sentIn = values === null ? step - synapse.delay : step;
    const amplitude = amplitudes[sentIn] ?? 0;
    if (amplitude === 0) continue;
    part.fill(0);
    if (values === null) addSpikes(part, synapse, source.shape, shape, arriving(signal, synapse.delay));
    else addValues(part, synapse, source.shape, shape, values);
    for (let n = 0; n < into.length; n++) into[n]! += Math.fround(amplitude * part[n]!);
  }
}

function addSpikes(
  into: Float32Array,
  synapse: LinearSynapses,
  sourceShape: PopulationShape,
  shape: PopulationShape,
  words: readonly number[],
): void {
  for (const word of words) {
    const sign = signOf(word);
    visitTargets(synapse, sourceShape, shape, neuronOf(word), (target, weight) => {
      into[target]! += sign * weight;
    });
  }
}

function addValues(
  into: Float32Array,
  synapse: LinearSynapses,
  sourceShape: PopulationShape,
  shape: PopulationShape,
  values: Float32Array,
): void {
  for (const [neuron, value] of values.entries()) {
    if (value === 0) continue;
    visitTargets(synapse, sourceShape, shape, neuron, (target, weight) => {
      into[target]! += Math.fround(weight * value);
    });
  }
}

function arriving(signal: Signal, delay: Delay): readonly number[] {
  return delay === 0 ? signal.now : signal.before;
}

function addMaximumTrace(
  { decay, increment, delay }: MaximumTraceSynapses,
  { trace, cells }: TraceState,
  signal: Signal,
  into: Float32Array,
): void {
  const factor = Math.fround(decay);
  const step = Math.fround(increment);
  for (let n = 0; n < trace.length; n++) trace[n]! *= factor;
  if (signal.values === null) for (const word of arriving(signal, delay)) trace[neuronOf(word)]! += signOf(word) * step;
  else for (let n = 0; n < trace.length; n++) trace[n]! += Math.fround(step * signal.values[n]!);
  for (let target = 0; target < into.length; target++) {
    let largest = -Infinity;
    for (const cell of cells[target]!) largest = Math.max(largest, trace[cell]!);
    into[target]! += largest;
  }
}

/**
 * Synaptic operations that one spike of each neuron of `source` causes: the number of its targets, borders taken into account, over all
 * populations but the accumulating copy of the output. Pooling counts one for every window that holds the neuron.
 */
export function synapticFanOut({ populations }: SpikingNetwork, source: number): Uint32Array {
  const sourceShape = populations[source]!.shape;
  const fanOut = new Uint32Array(populationSize(populations[source]!));
  for (const { dynamics, shape } of populations) {
    if (dynamics.kind === 'integrateAndFire') {
      for (const synapse of dynamics.synapses) if (synapse.source === source) addFanOut(synapse, shape);
    } else if (dynamics.kind === 'maximumGate' && dynamics.source === source) {
      addPixelFanOut(asConvolutionWindow(dynamics.window), shape, 1);
    }
  }
  return fanOut;

  function addFanOut(synapse: Synapses, shape: PopulationShape): void {
    switch (synapse.kind) {
      case 'dense':
        for (let n = 0; n < fanOut.length; n++) fanOut[n]! += shape[0] * shape[1] * shape[2];
        return;
      case 'convolution':
        addPixelFanOut(synapse.window, shape, shape[2] / synapse.groups);
        return;
      case 'depthwise':
        addPixelFanOut(synapse.window, shape, synapse.multiplier);
        return;
      case 'averagePooling':
      case 'maximumTrace':
        addPixelFanOut(asConvolutionWindow(synapse.window), shape, 1);
        return;
    }
  }

  function addPixelFanOut(window: ConvolutionWindow, [height, width]: PopulationShape, perPixel: number): void {
    const channels = sourceShape[2];
    for (let pixel = 0; pixel < fanOut.length / channels; pixel++) {
      const rows = reachedAlongAxis(Math.floor(pixel / sourceShape[1]), height, 0, window).length;
      const columns = reachedAlongAxis(pixel % sourceShape[1], width, 1, window).length;
      for (let c = 0; c < channels; c++) fanOut[pixel * channels + c]! += rows * columns * perPixel;
    }
  }
}
