import type { Milliseconds } from '../../../units.ts';
import type { Encoding } from '../../encoding.ts';
import type { RandomDraw } from '../../engine.ts';
import { createAnnarchyPoisson } from './inputMersenne.ts';
import { createPoisson } from './inputPoisson.ts';
import { createTrains } from './inputTrains.ts';
import type { Workshop } from './running.ts';

/** The input population: what the encoding makes of a sample. */
export interface Input {
  encode(sample: Float32Array, draw: RandomDraw): void;
  /** Sends the spikes of a block, as `RunningPopulation.run` does. */
  run(steps: number, first: number): void;
}

export function createInput(workshop: Workshop, index: number, encoding: Encoding, timeStep: Milliseconds): Input {
  const { arena, values } = workshop;
  const store = workshop.stores[index]!;
  switch (encoding.kind) {
    case 'constantCurrent': {
      const size = store.pixels * store.channels;
      return { encode: (sample) => arena.floats(values[index]!, size).set(sample), run() {} };
    }
    case 'poisson':
      return createPoisson(workshop, store, encoding, timeStep);
    case 'annarchyPoisson':
      return createAnnarchyPoisson(workshop, store, encoding, timeStep);
    case 'regular':
    case 'phase':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
    case 'timeToFirstSpike':
      return createTrains(workshop, store, encoding, timeStep);
  }
}
