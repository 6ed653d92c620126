import { type Population, populationSize, type Relay } from '../../shared/conversion/network.ts';
import { type Binding, type BufferPlan, type Kernel, kernelText } from './kernel.ts';
import type { PlanSurroundings, PopulationPlan, Sent } from './populationPlan.ts';
import { planSpikeRows, rowAt, spikeCountFunction, type SpikeRows } from './spikeRows.ts';

/**
 * Wires. One kernel a source, so that a relay may have any number of them: each writes the targets that come from its source and leaves those
 * of the kernels before it.
 */
export function planRelay(
  { sources, origin }: Relay,
  population: Population,
  index: number,
  { populations, forms, sent, slots }: PlanSurroundings,
): PopulationPlan {
  const neurons = populationSize(population);
  const wires: BufferPlan = {
    label: `wires of ${population.name}`,
    fixed: origin.byteLength,
    perSample: 0,
    content: () => origin,
  };
  const { amplitudes } = forms[index]!;
  let first = 0;
  const parts = sources.map((source): Part => {
    const size = populationSize(populations[source]!);
    const part = { sent: sent[source]!, first, size };
    first += size;
    return part;
  });
  const analog = parts.flatMap((part) => (part.sent.kind === 'values' ? [{ ...part, buffer: part.sent.values }] : []));
  if (analog.length === parts.length) {
    const values: BufferPlan = {
      label: `values of ${population.name}`,
      fixed: 0,
      perSample: 4 * neurons,
      content: null,
    };
    return {
      sent: { kind: 'values', values, amplitudes },
      prepare: analog.map((part, at) => valueKernel(population, values, wires, part, part.buffer, at === 0)),
      advance: [],
      atRest: [],
      setsBits: false,
    };
  }
  // A constant current among spikes is not passed on: a relay sends the one or the other.
  const spiking = parts.flatMap((part) => (part.sent.kind === 'spikes' ? [{ ...part, rows: part.sent.rows }] : []));
  if (spiking.length === 0) throw new RangeError(`"${population.name}" listens to neurons that never fire`);
  const rows = planSpikeRows(population.name, neurons, forms[index]!, slots);
  return {
    sent: { kind: 'spikes', rows, amplitudes },
    prepare: [],
    advance: spiking.map((part, at) => spikeKernel(population, rows, wires, part, part.rows, at === 0)),
    atRest: [],
    setsBits: false,
  };
}

/** Neurons `first` to `first + size − 1` of those of all sources. */
interface Part {
  readonly sent: Sent;
  readonly first: number;
  readonly size: number;
}

function valueKernel(
  population: Population,
  values: BufferPlan,
  wires: BufferPlan,
  { first, size }: Part,
  source: BufferPlan,
  isFirst: boolean,
): Kernel {
  const neurons = populationSize(population);
  const bindings: readonly Binding[] = [
    { name: 'values', buffer: values, element: 'f32', access: 'read_write' },
    { name: 'wires', buffer: wires, element: 'i32', access: 'read' },
    { name: 'source', buffer: source, element: 'f32', access: 'read' },
  ];
  return {
    label: `${population.name}: values`,
    bindings,
    text: kernelText(
      bindings,
      '',
      `  if (id >= ${neurons}u * block.samples) { return; }
  let wire = wires[id % ${neurons}u] - ${first};
  let sample = id / ${neurons}u;
  if (wire >= 0 && wire < ${size}) { values[id] = source[sample * ${size}u + u32(wire)]; }
  ${isFirst ? 'else { values[id] = 0.0; }' : ''}`,
    ),
    threads: (samples) => samples * neurons,
    additions: neurons,
  };
}

/** One thread a step, sample and 32 targets, which writes whole words. */
function spikeKernel(
  population: Population,
  rows: SpikeRows,
  wires: BufferPlan,
  { first, size }: Part,
  source: SpikeRows,
  isFirst: boolean,
): Kernel {
  const { maskWords, neurons, graded } = rows;
  const bindings: readonly Binding[] = [
    { name: 'spikes', buffer: rows.buffer, element: 'u32', access: 'read_write' },
    { name: 'wires', buffer: wires, element: 'i32', access: 'read' },
    { name: 'source', buffer: source.buffer, element: 'u32', access: 'read' },
  ];
  const writeByte = `
      spikes[row + ${maskWords}u + (neuron >> 2u)] |= (bitcast<u32>(count) & 255u) << ((neuron & 3u) * 8u);`;
  const clearBytes = `
  for (var j = 0u; j < 8u; j++) { spikes[row + ${maskWords}u + 8u * word + j] = 0u; }`;
  return {
    label: `${population.name}: steps`,
    bindings,
    text: kernelText(
      bindings,
      spikeCountFunction('countOf', 'source', source),
      `  let word = id % ${maskWords}u;
  let sample = id / ${maskWords}u % block.samples;
  let t = block.first + id / (${maskWords}u * block.samples);
  if (t >= block.first + block.steps) { return; }
  let row = ${rowAt('t', rows)};
  let sourceRow = ${rowAt('t', source)};
  var bits = ${isFirst ? '0u' : 'spikes[row + word]'};${graded && isFirst ? clearBytes : ''}
  for (var i = 0u; i < 32u; i++) {
    let neuron = 32u * word + i;
    if (neuron >= ${neurons}u) { break; }
    let wire = wires[neuron] - ${first};
    if (wire < 0 || wire >= ${size}) { continue; }
    let count = countOf(sourceRow, u32(wire));
    if (count != 0) {
      bits |= 1u << i;${graded ? writeByte : ''}
    }
  }
  spikes[row + word] = bits;`,
    ),
    threads: (samples, steps) => maskWords * samples * steps,
    additions: neurons,
  };
}
