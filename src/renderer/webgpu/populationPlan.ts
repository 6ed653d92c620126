import { assertNever } from '../../shared/assertNever.ts';
import type { Population } from '../../shared/conversion/network.ts';
import type { SpikeForm } from '../../shared/simulation/kernels/simd/forms.ts';
import type { BufferPlan, Kernel } from './kernel.ts';
import type { SpikeRows } from './spikeRows.ts';

/** What a population sends, as its listeners find it on the device. */
export type Sent =
  | { readonly kind: 'spikes'; readonly rows: SpikeRows; readonly amplitudes: Float32Array | null }
  /** The same in every step: [sample][neuron]. */
  | { readonly kind: 'values'; readonly values: BufferPlan; readonly amplitudes: Float32Array | null }
  /** Accumulators. */
  | { readonly kind: 'nothing' };

/** Work of a population. */
export interface PopulationPlan {
  readonly sent: Sent;
  /** Run once a batch, before the first step. */
  readonly prepare: readonly Kernel[];
  /** Run once a block of steps, after those of the sources. */
  readonly advance: readonly Kernel[];
  /** Cleared before a batch: state at rest. */
  readonly atRest: readonly BufferPlan[];
  /** Whether kernels set single bits of the rows, which must be 0 before. */
  readonly setsBits: boolean;
}

/** What the plan of a population may depend on. */
export interface PlanSurroundings {
  readonly populations: readonly Population[];
  readonly forms: readonly SpikeForm[];
  /** [population]: what those before this one send. */
  readonly sent: readonly Sent[];
  readonly steps: number;
  readonly blockSteps: number;
  readonly slots: number;
}

export function bufferOf(sent: Sent): BufferPlan | null {
  switch (sent.kind) {
    case 'spikes':
      return sent.rows.buffer;
    case 'values':
      return sent.values;
    case 'nothing':
      return null;
    default:
      return assertNever(sent);
  }
}
