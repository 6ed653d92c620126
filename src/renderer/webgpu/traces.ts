import { asConvolutionWindow } from '../../shared/conversion/connectivity.ts';
import { type MaximumTraceSynapses, type Population, populationSize } from '../../shared/conversion/network.ts';
import { cellLoop, positionText } from './geometry.ts';
import { type Binding, type BufferPlan, floatLiteral, type Kernel, kernelText } from './kernel.ts';
import type { PlanSurroundings } from './populationPlan.ts';
import { rowAt, spikeCountFunction } from './spikeRows.ts';

/** The traces of ANNarchy's max pooling: kept by a kernel of one thread a sample and source neuron, read by the targets. */
export interface Traces {
  readonly kernel: Kernel;
  readonly state: BufferPlan;
  /** [step of the block][sample][source neuron] */
  readonly buffer: BufferPlan;
  readonly neurons: number;
  /** WGSL, a function `largest{k}(first, n)`: the largest trace of the window of target `n` in the step whose traces begin at `first`. */
  largest(binding: string): string;
  readonly additions: number;
}

export function planTraces(
  { source, window, decay, increment, delay }: MaximumTraceSynapses,
  k: number,
  population: Population,
  { populations, sent, blockSteps }: PlanSurroundings,
): Traces {
  const listened = populations[source]!;
  const neurons = populationSize(listened);
  const signal = sent[source]!;
  const label = `traces of ${listened.name} for ${population.name}`;
  const buffer: BufferPlan = { label, fixed: 0, perSample: 4 * neurons * blockSteps, content: null };
  const state: BufferPlan = { label: `state of ${label}`, fixed: 0, perSample: 4 * neurons, content: null };
  const bindings: Binding[] = [
    { name: 'state', buffer: state, element: 'f32', access: 'read_write' },
    { name: 'traces', buffer, element: 'f32', access: 'read_write' },
  ];
  const step = floatLiteral(increment);
  let functions = '';
  let adding = '';
  if (signal.kind === 'values') {
    bindings.push({ name: 'values', buffer: signal.values, element: 'f32', access: 'read' });
    adding = `trace = trace + rounded(${step} * values[id]);`;
  } else if (signal.kind === 'spikes') {
    bindings.push({ name: 'spikes', buffer: signal.rows.buffer, element: 'u32', access: 'read' });
    functions = spikeCountFunction('countOf', 'spikes', signal.rows);
    const row = rowAt(delay === 0 ? 't' : 't + block.slots - 1u', signal.rows);
    adding = `${delay === 0 ? '' : 'if (t > 0u) '}{
      let count = countOf(${row}, n);
      for (var left = abs(count); left > 0; left--) { trace += select(${step}, -${step}, count < 0); }
    }`;
  }
  return {
    state,
    buffer,
    neurons,
    kernel: {
      label,
      bindings,
      text: kernelText(
        bindings,
        functions,
        `  if (id >= ${neurons}u * block.samples) { return; }
  let n = id % ${neurons}u;
  let sample = id / ${neurons}u;
  var trace = state[id];
  for (var i = 0u; i < block.steps; i++) {
    let t = block.first + i;
    trace = rounded(trace * ${floatLiteral(decay)});
    ${adding}
    traces[i * block.samples * ${neurons}u + id] = trace;
  }
  state[id] = trace;`,
      ),
      threads: (samples) => samples * neurons,
      additions: 2 * neurons,
    },
    largest: (binding) => `fn largest${k}(first: u32, n: u32) -> f32 {
  ${positionText(population.shape)}
  var largest = -1e30f;
  ${cellLoop(asConvolutionWindow(window), listened.shape, `largest = max(largest, ${binding}[first + sourcePixel * ${listened.shape[2]}u + channel]);`)}
  return largest;
}`,
    additions: window.size[0] * window.size[1] * populationSize(population),
  };
}
