import { neuronOf, signOf, type SpikeTrain } from '../simulation/recording.ts';

/**
 * Sum over the spikes of steps `from` to before `to` of what each stands for, negative ones subtracted: [neuron]. `amplitudes`: [step], 0 past
 * the end; null for 1 throughout.
 */
export function decodeSpikes(
  { offsets, words }: SpikeTrain,
  neurons: number,
  from: number,
  to: number,
  amplitudes: Float32Array | null,
): Float32Array {
  const sums = new Float32Array(neurons);
  for (let step = from; step < to; step++) {
    const amplitude = amplitudes === null ? 1 : (amplitudes[step] ?? 0);
    for (let at = offsets[step]!; at < offsets[step + 1]!; at++) {
      const word = words[at]!;
      sums[neuronOf(word)]! += signOf(word) * amplitude;
    }
  }
  return sums;
}
