import { type Binding, type Kernel, kernelText } from './kernel.ts';
import { rowAt, type SpikeRows } from './spikeRows.ts';

/**
 * A kernel that encodes the input: one thread a step, sample and 32 neurons, which writes a whole word, so that nothing need be cleared or
 * joined. Neuron i of all words lies together in what it reads ([i][word]), for neighbouring threads are neighbouring words. `body` sees
 * `t`, `sample`, `word` and sets `bits`, and `counts[i]` where spikes are graded.
 */
export function inputKernel(
  label: string,
  rows: SpikeRows,
  sources: readonly Binding[],
  functions: string,
  body: string,
): Kernel {
  const { maskWords, graded } = rows;
  const bindings: readonly Binding[] = [
    { name: 'spikes', buffer: rows.buffer, element: 'u32', access: 'read_write' },
    ...sources,
  ];
  const bytes = `
  for (var j = 0u; j < 8u; j++) {
    var packed = 0u;
    for (var i = 0u; i < 4u; i++) { packed |= (bitcast<u32>(counts[4u * j + i]) & 255u) << (8u * i); }
    spikes[row + ${maskWords}u + 8u * word + j] = packed;
  }`;
  return {
    label,
    bindings,
    text: kernelText(
      bindings,
      functions,
      `  let word = id % ${maskWords}u;
  let sample = id / ${maskWords}u % block.samples;
  let t = block.first + id / (${maskWords}u * block.samples);
  if (t >= block.first + block.steps) { return; }
  var bits = 0u;
  ${graded ? 'var counts: array<i32, 32>;' : ''}
  ${body}
  let row = ${rowAt('t', rows)};
  spikes[row + word] = bits;${graded ? bytes : ''}`,
    ),
    threads: (samples, steps) => maskWords * samples * steps,
    additions: 32 * maskWords,
  };
}

/** Where neuron `n` stands among the words that the input kernels read: neuron i of every word, then neuron i + 1. */
export function inputPlace(neuron: number, { maskWords }: SpikeRows): number {
  return (neuron & 31) * maskWords + (neuron >> 5);
}
