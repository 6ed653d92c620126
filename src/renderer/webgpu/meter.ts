import { type Binding, type BufferPlan, type Kernel, kernelText, workgroupSize } from './kernel.ts';
import { rowAt, spikeCountFunction, type SpikeRows } from './spikeRows.ts';

/** Words that a meter writes for each step of a sample: spikes, and synaptic operations as a low and a high word. */
export const meterWords = 3;

/**
 * Counts a population's spikes and what they cost: one workgroup a step and sample goes through a row once, so that nothing is added to by several
 * workgroups. `fanOut`: synaptic operations of a spike by source pixel; null where the count alone is asked for. Writes
 * [meter][sample][step][word] at place `meter`.
 */
export function planMeter(
  label: string,
  rows: SpikeRows,
  channels: number,
  fanOut: Uint32Array | null,
  counts: BufferPlan,
  meter: number,
): Kernel {
  const bindings: Binding[] = [
    { name: 'counts', buffer: counts, element: 'u32', access: 'read_write' },
    { name: 'spikes', buffer: rows.buffer, element: 'u32', access: 'read' },
  ];
  if (fanOut !== null) {
    const buffer = { label: `fan-out of ${label}`, fixed: fanOut.byteLength, perSample: 0, content: () => fanOut };
    bindings.push({ name: 'fanOut', buffer, element: 'u32', access: 'read' });
  }
  const spikeBySpike = rows.graded || fanOut !== null;
  const eachSpike = `while (bits != 0u) {
      let neuron = (word << 5u) + firstTrailingBit(bits);
      bits &= bits - 1u;
      let sent = u32(abs(countOf(row, neuron)));
      spikeCount += sent;
      ${fanOut === null ? '' : `operations += sent * fanOut[neuron / ${channels}u];`}
    }`;
  return {
    label: `${label}: counts`,
    bindings,
    text: kernelText(
      bindings,
      `${spikeCountFunction('countOf', 'spikes', rows)}
var<workgroup> spikesOf: array<u32, ${workgroupSize}>;
var<workgroup> operationsOf: array<u32, ${workgroupSize}>;`,
      `  let place = id / ${workgroupSize}u;
  let sample = place % block.samples;
  let t = block.first + place / block.samples;
  let row = ${rowAt('t', rows)};
  var spikeCount = 0u;
  var operations = 0u;
  for (var word = lane; word < ${rows.maskWords}u; word += ${workgroupSize}u) {
    var bits = spikes[row + word];
    ${spikeBySpike ? eachSpike : 'spikeCount += countOneBits(bits);'}
  }
  spikesOf[lane] = spikeCount;
  operationsOf[lane] = operations;
  workgroupBarrier();
  if (lane != 0u || t >= block.first + block.steps) { return; }
  var low = operations;
  var high = 0u;
  for (var other = 1u; other < ${workgroupSize}u; other++) {
    spikeCount += spikesOf[other];
    low += operationsOf[other];
    if (low < operationsOf[other]) { high++; }
  }
  let at = ((${meter}u * block.samples + sample) * block.total + t) * ${meterWords}u;
  counts[at] = spikeCount;
  counts[at + 1u] = low;
  counts[at + 2u] = high;`,
    ),
    threads: (samples, steps) => workgroupSize * samples * steps,
    additions: rows.neurons,
  };
}

/** Most neurons of a population that one thread of a meter counts. */
export function meteredByThread(neurons: number): number {
  return 32 * Math.ceil(Math.ceil(neurons / 32) / workgroupSize);
}
