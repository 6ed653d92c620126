import { windowCells } from '../../conversion/connectivity.ts';
import { type MaximumGate, type Population, populationSize } from '../../conversion/network.ts';
import { negativeSpike, neuronOf, signOf } from '../recording.ts';
import type { RunningPopulation } from './referenceSignal.ts';

/** Max pooling of spikes, from rest. */
export function createGate(
  { rule, source, window, delay }: MaximumGate,
  population: Population,
  populations: readonly Population[],
): RunningPopulation {
  const sourcePopulation = populations[source]!;
  const size = populationSize(population);
  /** Spikes so far and in this step, negative ones subtracted: [source neuron]. */
  const counts = new Int32Array(populationSize(sourcePopulation));
  const arrived = new Int32Array(counts.length);
  /** Spikes that the gate has sent, negative ones subtracted: [target neuron]. */
  const sent = new Int32Array(size);
  const eliminated = new Uint8Array(counts.length * (rule === 'leading' ? size : 0));
  const cells = Array.from({ length: size }, (_, target) =>
    windowCells(window, sourcePopulation.shape, population.shape, target),
  );
  return {
    potential: null,
    step(signals) {
      arrived.fill(0);
      for (const word of delay === 0 ? signals[source]!.now : signals[source]!.before) {
        arrived[neuronOf(word)]! += signOf(word);
      }
      for (let n = 0; n < counts.length; n++) counts[n]! += arrived[n]!;
      const words: number[] = [];
      for (let target = 0; target < size; target++) {
        const count = sentBy(target, cells[target]!);
        sent[target]! += count;
        for (let i = 0; i < Math.abs(count); i++) words.push(count < 0 ? (target | negativeSpike) >>> 0 : target);
      }
      return words;
    },
  };

  function sentBy(target: number, inWindow: readonly number[]): number {
    switch (rule) {
      case 'gated': {
        let leader = -1;
        for (const cell of inWindow) if (leader === -1 || counts[cell]! > counts[leader]!) leader = cell;
        return leader === -1 ? 0 : arrived[leader]!;
      }
      case 'anySpike':
        return largest(inWindow, arrived);
      case 'telescoped':
        return largest(inWindow, counts) - sent[target]!;
      case 'first':
        return (sent[target] ?? 0) === 0 && largest(inWindow, arrived) > 0 ? 1 : 0;
      case 'leading': {
        const first = target * counts.length;
        const candidates = inWindow.filter((cell) => eliminated[first + cell] === 0);
        if (!candidates.some((cell) => arrived[cell]! > 0)) return 0;
        for (const cell of candidates) if (arrived[cell]! <= 0) eliminated[first + cell] = 1;
        return 1;
      }
    }
  }
}

/** The largest of the values of a window's cells; 0 for a window without cells. */
function largest(cells: readonly number[], values: Int32Array): number {
  if (cells.length === 0) return 0;
  return cells.reduce((most, cell) => Math.max(most, values[cell]!), -Infinity);
}
