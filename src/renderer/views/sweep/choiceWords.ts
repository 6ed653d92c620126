import type { PresetName } from '../../../shared/conversion/settings.ts';
import { draftPresets, encodingKinds, readoutKinds } from '../../../shared/sweep/draft.ts';
import { presetWords } from '../../components/presetWords.ts';

/** A choice of a closed list: what it is called, and what it means in one sentence. */
export interface ChoiceWords<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly note: string;
}

export const presetChoices: readonly ChoiceWords<PresetName>[] = draftPresets.map((id) => ({ id, ...presetWords[id] }));

const encodingWords = {
  constantCurrent: { title: 'Constant current', note: 'The value itself, in every step: no noise, no seed' },
  poisson: { title: 'Poisson', note: 'Random spikes at a rate proportional to the value' },
  intrinsicallyBursting: {
    title: 'Intrinsically bursting',
    note: "An Izhikevich neuron for each pixel; ANNarchy's IB",
  },
  phaseShiftOscillation: {
    title: 'Phase-shift oscillation',
    note: "Spikes early or late in a common oscillation; ANNarchy's PSO",
  },
  regular: { title: 'Regular', note: 'Evenly spaced spikes at a rate proportional to the value' },
  phase: { title: 'Phase', note: 'Binary digits, weighted by their phase (Kim et al. 2018)' },
  burst: { title: 'Burst', note: 'Spikes that grow within a burst (Park et al. 2019)' },
  timeToFirstSpike: {
    title: 'Time to first spike',
    note: 'One spike in each window, the earlier the larger the value',
  },
  annarchyPoisson: { title: 'CPN', note: "ANNarchy's Poisson: the same random numbers for every image" },
} as const satisfies Record<(typeof encodingKinds)[number], { title: string; note: string }>;

export const encodingChoices = encodingKinds.map((id) => ({ id, ...encodingWords[id] }));

const readoutWords = {
  spikeCount: { title: 'Spike count', note: 'The class whose neuron has fired most' },
  membranePotential: { title: 'Membrane potential', note: 'The highest potential of output neurons that never spike' },
  timeToFirstSpike: { title: 'Time to first spike', note: 'The first output neuron that fires decides' },
  timeToKSpikes: { title: 'Time to k spikes', note: 'The first with as many spikes as "Spikes to win"' },
} as const satisfies Record<(typeof readoutKinds)[number], { title: string; note: string }>;

export const readoutChoices = readoutKinds.map((id) => ({ id, ...readoutWords[id] }));
