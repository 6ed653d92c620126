import { type Binding, type BufferPlan, type Kernel, kernelText } from './kernel.ts';
import { rowAt, spikeCountFunction, type SpikeRows } from './spikeRows.ts';

/** Copies the spikes of an output population from its ring to [sample][step][class], one thread a class, step and sample. */
export function planOutputSpikes(label: string, rows: SpikeRows, outputSpikes: BufferPlan): Kernel {
  const bindings: readonly Binding[] = [
    { name: 'outputSpikes', buffer: outputSpikes, element: 'i32', access: 'read_write' },
    { name: 'spikes', buffer: rows.buffer, element: 'u32', access: 'read' },
  ];
  return {
    label: `${label}: output`,
    bindings,
    text: kernelText(
      bindings,
      spikeCountFunction('countOf', 'spikes', rows),
      `  let n = id % ${rows.neurons}u;
  let sample = id / ${rows.neurons}u % block.samples;
  let t = block.first + id / (${rows.neurons}u * block.samples);
  if (t >= block.first + block.steps) { return; }
  outputSpikes[(sample * block.total + t) * ${rows.neurons}u + n] = countOf(${rowAt('t', rows)}, n);`,
    ),
    threads: (samples, steps) => rows.neurons * samples * steps,
    additions: rows.neurons,
  };
}
