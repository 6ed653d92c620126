import type { Population } from '../../../conversion/network.ts';
import { encodingAmplitudes } from '../../encoders.ts';
import type { Encoding } from '../../encoding.ts';

/** What a population's spikes can be, known before any is simulated. */
export interface SpikeForm {
  /** Whether there may be spikes of −1. */
  readonly signed: boolean;
  /** Most spikes of a neuron in a step. */
  readonly limit: number;
  /** What a spike, or the constant current, of each step stands for: [step]; null for 1 throughout. */
  readonly amplitudes: Float32Array | null;
}

/** [population] */
export function spikeForms(
  populations: readonly Population[],
  encoding: Encoding,
  steps: number,
): readonly SpikeForm[] {
  const forms: SpikeForm[] = [];
  for (const { dynamics } of populations) {
    switch (dynamics.kind) {
      case 'input':
        forms.push({
          signed: 'onOff' in encoding && (encoding.onOff ?? false),
          limit: encoding.kind === 'burst' ? encoding.limit : 1,
          amplitudes: encoding.kind === 'constantCurrent' ? dynamics.amplitudes : encodingAmplitudes(encoding, steps),
        });
        break;
      case 'integrateAndFire': {
        const { spikes, clock } = dynamics;
        forms.push({
          signed: spikes.kind === 'signed' || spikes.kind === 'bipolar',
          limit: spikes.kind === 'burst' ? Math.max(1, spikes.limit) : 1,
          amplitudes: clock?.amplitudes ?? null,
        });
        break;
      }
      case 'accumulator':
        forms.push({ signed: false, limit: 1, amplitudes: null });
        break;
      case 'maximumGate': {
        const source = forms[dynamics.source]!;
        const digit = dynamics.rule === 'first' || dynamics.rule === 'leading';
        forms.push(digit ? { ...source, signed: false, limit: 1 } : source);
        break;
      }
      case 'relay': {
        const sources = dynamics.sources.map((source) => forms[source]!);
        forms.push({
          signed: sources.some(({ signed }) => signed),
          limit: Math.max(...sources.map(({ limit }) => limit)),
          amplitudes: sources[0]!.amplitudes,
        });
        break;
      }
    }
  }
  return forms;
}
