import type { SpikeForm } from '../../shared/simulation/kernels/simd/forms.ts';
import type { BufferPlan } from './kernel.ts';

/**
 * Spikes on the device: a ring of steps, each [sample][word]. A row holds one bit a neuron and, where spikes can be negative or several,
 * one signed byte a neuron after the bits. Whoever listens finds 32 silent neurons in one look, and all threads of a workgroup
 * read the same word at the same time.
 */
export interface SpikeRows {
  readonly buffer: BufferPlan;
  readonly neurons: number;
  /** Whether spikes can be other than 0 and 1. */
  readonly graded: boolean;
  readonly maskWords: number;
  /** Words of a row: bits, then bytes. */
  readonly words: number;
}

/** Most spikes of a neuron in a step that fit the byte. */
export const mostSpikes = 127;

/** `slots`: steps that the ring holds: those of a block, and one before for synapses with a delay. */
export function planSpikeRows(label: string, neurons: number, { signed, limit }: SpikeForm, slots: number): SpikeRows {
  const graded = signed || limit > 1;
  const maskWords = Math.ceil(neurons / 32);
  const words = graded ? 9 * maskWords : maskWords;
  return {
    buffer: { label: `spikes of ${label}`, fixed: 0, perSample: 4 * words * slots, content: null },
    neurons,
    graded,
    maskWords,
    words,
  };
}

/** WGSL, a function `name(row, neuron) -> i32`: the spikes of a neuron in a row of the binding `rows`. */
export function spikeCountFunction(name: string, rows: string, { graded, maskWords }: SpikeRows): string {
  return graded
    ? `fn ${name}(row: u32, neuron: u32) -> i32 {
  return extractBits(bitcast<i32>(${rows}[row + ${maskWords}u + (neuron >> 2u)]), (neuron & 3u) * 8u, 8u);
}`
    : `fn ${name}(row: u32, neuron: u32) -> i32 {
  return i32(extractBits(${rows}[row + (neuron >> 5u)], neuron & 31u, 1u));
}`;
}

/**
 * WGSL, a function `send(row, neuron, count)` that writes spikes into the binding `rows`, of atomic words that were 0: neighbours share a word,
 * and spikes are rare enough that they seldom meet.
 */
export function sendFunction(rows: string, { graded, maskWords }: SpikeRows): string {
  const byte = `
  atomicOr(&${rows}[row + ${maskWords}u + (neuron >> 2u)], (bitcast<u32>(count) & 255u) << ((neuron & 3u) * 8u));`;
  return `fn send(row: u32, neuron: u32, count: i32) {
  atomicOr(&${rows}[row + (neuron >> 5u)], 1u << (neuron & 31u));${graded ? byte : ''}
}`;
}

/** WGSL: the first word of the row of step `step` of `sample`. */
export function rowAt(step: string, { words }: SpikeRows): string {
  return `((${step}) % block.slots * block.samples + sample) * ${words}u`;
}
