import { addSpikes } from './fan';
import { endCoded, signed } from './codedSpikes';
import { beginTile } from './neuron';
import { endSigned } from './signedSpikes';
import { endStep } from './steps';
import { addRowsOfStep } from './rows';
import { Arriving, Code, Fan, Neurons, Rows, Traces } from './structs';
import { addMaximumTraces } from './traces';

// `kind` of an `Arriving`; 0 is a `Fan`.
const tracesKind = 1;
const rowsKind = 2;
const valuesKind = 3;

/**
 * Integrates any population over a block, step by step and synapse by synapse: leak, rest after a spike, clocks, spikes that are signed,
 * several, or stand for more or less than 1. `synapses`: addresses of `Arriving`, `count` of them.
 */
export function integrateCoded(neurons: Neurons, code: Code, synapses: usize, count: i32, steps: i32, first: i32): void {
  const bytes = <usize>(neurons.spikes.pixels * neurons.pixelBytes);
  const into = neurons.current ? neurons.current : neurons.potential;
  const timeless = !code.thresholds && !code.resting && !code.once && !neurons.spikes.listed;
  /** Nothing but a leak, or what arrives, is beyond the plain rule. */
  const plainEnd = timeless && code.rule == 0 && !code.biases;
  const signedEnd = timeless && code.rule == signed;
  for (let step = 0; step < steps; step++) {
    const sampleStep = first + step;
    const biasFactor: f32 = code.biases ? load<f32>(code.biases + (sampleStep << 2)) : 1;
    begin(neurons, code, bytes);
    if (!neurons.current) addBias(neurons, biasFactor);
    for (let s = 0; s < count; s++) {
      addArriving(neurons, code, changetype<Arriving>(load<usize>(synapses + (s << 2))), step, sampleStep, into, bytes);
    }
    if (plainEnd) {
      endStep(neurons, step, sampleStep);
      continue;
    }
    if (neurons.current) {
      addBias(neurons, biasFactor);
      addScaled(neurons.potential, neurons.current, bytes, 1);
    }
    if (signedEnd) endSigned(neurons, code, step);
    else endCoded(neurons, code, step, sampleStep);
    if (neurons.record) memory.copy(neurons.record + <usize>sampleStep * bytes, neurons.potential, bytes);
  }
}

function begin(neurons: Neurons, code: Code, bytes: usize): void {
  const potential = neurons.potential;
  if (code.resting) memory.copy(code.before, potential, bytes);
  if (code.leak != 1) {
    const leak = f32x4.splat(code.leak);
    for (let at = potential, end = potential + bytes; at < end; at += 16) {
      v128.store(at, f32x4.mul(v128.load(at), leak));
    }
  }
  if (!neurons.current && !neurons.constant) return;
  let offset: usize = 0;
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++, offset += neurons.pixelBytes) {
    beginTile(neurons, pixel, offset, 0, neurons.pixelBytes >> 4);
  }
}

function addBias(neurons: Neurons, factor: f32): void {
  if (!neurons.bias || factor == 0) return;
  let to = neurons.potential;
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++, to += neurons.pixelBytes) {
    addScaled(to, neurons.bias + pixel * neurons.biasStride, neurons.pixelBytes, factor);
  }
}

/** One synapse: at once, or added up in `part` first where its spikes stand for other amounts than 1. */
function addArriving(neurons: Neurons, code: Code, arriving: Arriving, step: i32, sampleStep: i32, into: usize, bytes: usize): void {
  const synapse = arriving.synapse;
  const amplitude: f32 = arriving.amplitudes ? load<f32>(arriving.amplitudes + (sampleStep << 2)) : 1;
  if (amplitude == 0) return;
  if (arriving.kind == valuesKind) return addScaled(into, synapse, bytes, amplitude);
  let to = into;
  if (arriving.amplitudes) {
    to = code.part;
    memory.fill(to, 0, bytes);
  }
  if (arriving.kind == rowsKind) addRowsOfStep(neurons, changetype<Rows>(synapse), step, to);
  else if (arriving.kind == tracesKind) {
    addMaximumTraces(changetype<Traces>(synapse), step, to, neurons.spikes.pixels, neurons.pixelBytes);
  } else addSpikes(changetype<Fan>(synapse), step, to);
  if (arriving.amplitudes) addScaled(into, to, bytes, amplitude);
}

function addScaled(to: usize, from: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(from + at), factors)));
  }
}
