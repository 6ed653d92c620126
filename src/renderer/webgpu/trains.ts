import { negativeSpike, type SpikeTrain } from '../../shared/simulation/recording.ts';
import type { NetworksPlan } from './networksPlan.ts';
import type { ReadPart } from './readBack.ts';
import type { StepBlock } from './session.ts';
import type { SpikeRows } from './spikeRows.ts';

/** Every spike of every population, put together from the rings block by block: for tests and views, as it moves all spikes to the CPU. */
export interface TrainCollector {
  /** The rings to read after a block. */
  readonly parts: readonly ReadPart[];
  /** Takes the spikes of a block from the rings that were read. */
  add(block: StepBlock, read: readonly ArrayBuffer[]): void;
  /** [sample][population of all networks] */
  trains(): readonly (readonly SpikeTrain[])[];
}

export function createTrainCollector({ sent, slots, steps }: NetworksPlan, samples: number): TrainCollector {
  const rings = sent.flatMap((signal, population) =>
    signal.kind === 'spikes' ? [{ population, rows: signal.rows }] : [],
  );
  const collected = Array.from({ length: samples }, () =>
    sent.map(() => ({ offsets: new Uint32Array(steps + 1), words: [] as number[] })),
  );
  return {
    parts: rings.map(({ rows }) => ({ buffer: rows.buffer, bytes: 4 * rows.words * slots * samples })),
    add({ first, steps: count }, read) {
      for (const [index, { population, rows }] of rings.entries()) {
        const words = new Uint32Array(read[index]!);
        for (let sample = 0; sample < samples; sample++) {
          const train = collected[sample]![population]!;
          for (let step = first; step < first + count; step++) {
            const row = ((step % slots) * samples + sample) * rows.words;
            appendSpikes(rows, words.subarray(row, row + rows.words), train.words);
            train.offsets[step + 1] = train.words.length;
          }
        }
      }
    },
    trains: () =>
      collected.map((populations) =>
        populations.map(({ offsets, words }) => ({ offsets, words: Uint32Array.from(words) })),
      ),
  };
}

/** The spikes of a row as words of a train. */
function appendSpikes({ neurons, graded, maskWords }: SpikeRows, row: Uint32Array, into: number[]): void {
  for (let neuron = 0; neuron < neurons; neuron++) {
    if (((row[neuron >> 5]! >>> (neuron & 31)) & 1) === 0) continue;
    const count = graded ? (row[maskWords + (neuron >> 2)]! << (24 - 8 * (neuron & 3))) >> 24 : 1;
    for (let i = 0; i < Math.abs(count); i++) into.push(count < 0 ? (neuron | negativeSpike) >>> 0 : neuron);
  }
}
