import { type Population, populationSize } from '../../shared/conversion/network.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import type { Milliseconds } from '../../shared/units.ts';
import { createAnnarchyInput } from './annarchyInput.ts';
import type { BufferPlan, Kernel } from './kernel.ts';
import { createPoissonInput } from './poissonInput.ts';
import type { PlanSurroundings, Sent } from './populationPlan.ts';
import { planSpikeRows, type SpikeRows } from './spikeRows.ts';
import { createValueInput } from './valueInput.ts';

/** Writes into a buffer of the device, from its beginning. */
export type WriteBuffer = (buffer: BufferPlan, words: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>) => void;

/** Turns samples into what the first layers listen to. */
export interface InputEncoder {
  /** Encodes a block of steps; null where the values themselves are sent. */
  readonly kernel: Kernel | null;
  /** Hands a batch's samples to the device. */
  upload(samples: readonly Float32Array[], draws: readonly RandomDraw[], write: WriteBuffer): void;
  /** How many of these samples, the first ones, fit a batch together. */
  mostSamples(samples: readonly Float32Array[], draws: readonly RandomDraw[]): number;
}

/** The encoded input of all networks, once: populations of kind input differ in nothing but what their values stand for. */
export interface InputPlan {
  readonly encoder: InputEncoder;
  sent(amplitudes: Float32Array | null): Sent;
}

export function planInput(
  encoding: Encoding,
  population: Population,
  form: PlanSurroundings['forms'][number],
  timeStep: Milliseconds,
  steps: number,
  slots: number,
): InputPlan {
  const neurons = populationSize(population);
  if (encoding.kind === 'constantCurrent') {
    const values: BufferPlan = { label: 'samples', fixed: 0, perSample: 4 * neurons, content: null };
    return {
      encoder: {
        kernel: null,
        upload: (samples, _, write) => write(values, concatenate(samples, neurons)),
        mostSamples: (samples) => samples.length,
      },
      sent: (amplitudes) => ({ kind: 'values', values, amplitudes }),
    };
  }
  const rows = planSpikeRows('input', neurons, form, slots);
  return {
    encoder: createEncoder(encoding, rows, timeStep, steps),
    sent: (amplitudes) => ({ kind: 'spikes', rows, amplitudes }),
  };
}

function createEncoder(
  encoding: Exclude<Encoding, { kind: 'constantCurrent' }>,
  rows: SpikeRows,
  timeStep: Milliseconds,
  steps: number,
): InputEncoder {
  switch (encoding.kind) {
    case 'poisson':
      return createPoissonInput(encoding, rows, timeStep);
    case 'annarchyPoisson':
      return createAnnarchyInput(encoding, rows, timeStep, steps);
    case 'regular':
    case 'phase':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
    case 'timeToFirstSpike':
      return createValueInput(encoding, rows, timeStep, steps);
  }
}

/** Samples one after the other. */
function concatenate(samples: readonly Float32Array[], neurons: number): Float32Array<ArrayBuffer> {
  const all = new Float32Array(samples.length * neurons);
  for (const [index, sample] of samples.entries()) all.set(sample, index * neurons);
  return all;
}
