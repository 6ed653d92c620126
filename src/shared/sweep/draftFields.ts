import type { NumberRange } from './axisText.ts';
import type { DraftField, SweepDraft } from './draft.ts';

/** Groups of the view Sweep, in its order. */
export const fieldGroups = ['Conversion', 'Encoding', 'Readout', 'Simulation', 'Data'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** A setting as the window shows it. */
export interface FieldFacts {
  readonly group: FieldGroup;
  readonly label: string;
  /** Empty for none. */
  readonly unit: string;
  /** One sentence, with the paper that it comes from where there is one. */
  readonly help: string;
  /** `axis`: one number or several; `value`: one number; `text`; `choices`: several of a closed list; `choice`: one of it. */
  readonly kind: 'axis' | 'value' | 'text' | 'choices' | 'choice';
  /** Null for what is no number. */
  readonly range: NumberRange | null;
}

const above0 = (most: number): NumberRange => ({ least: 0, most, isOpen: true, isWhole: false });
const whole = (least: number, most: number): NumberRange => ({ least, most, isOpen: false, isWhole: true });

/** Every setting of a sweep. */
export const draftFields: Readonly<Record<DraftField, FieldFacts>> = {
  presets: {
    group: 'Conversion',
    label: 'Preset',
    unit: '',
    kind: 'choices',
    range: null,
    help: "How layers become spiking ones: as ANNarchy's converter does it, as its manual describes it, or with data-based normalisation (Rueckauer et al. 2017).",
  },
  thresholds: {
    group: 'Conversion',
    label: 'Threshold factor',
    unit: '',
    kind: 'axis',
    range: above0(1e6),
    help: 'Multiplies every threshold of the preset: below 1 neurons fire more often and reach accuracy sooner, above 1 less often and with less saturation.',
  },
  percentile: {
    group: 'Conversion',
    label: 'Percentile',
    unit: '%',
    kind: 'axis',
    range: above0(100),
    help: 'Activation that a spike in every step stands for; below 100 it ignores outliers (Rueckauer et al. 2017, section 2.2.2).',
  },
  calibrationSamples: {
    group: 'Conversion',
    label: 'Calibration images',
    unit: 'images',
    kind: 'value',
    range: whole(1, 1e9),
    help: 'Images on which activations are measured, from the start of the calibration split; labels are not looked at.',
  },
  calibrationSplit: {
    group: 'Conversion',
    label: 'Calibration split',
    unit: '',
    kind: 'text',
    range: null,
    help: 'Part of the data set that calibration images come from; empty takes "train" where there is one.',
  },
  encodings: {
    group: 'Encoding',
    label: 'Encoding',
    unit: '',
    kind: 'choices',
    range: null,
    help: 'How a pixel becomes input: a constant current, random spikes, bursts of an Izhikevich neuron, or a phase code.',
  },
  poissonRate: {
    group: 'Encoding',
    label: 'Poisson rate',
    unit: 'Hz',
    kind: 'axis',
    range: above0(1e6),
    help: 'Firing rate that a value of 1 gets; more spikes mean less noise and more work.',
  },
  burstCurrent: {
    group: 'Encoding',
    label: 'Burst current',
    unit: '',
    kind: 'axis',
    range: above0(1e6),
    help: "Current that a value of 1 drives an intrinsically bursting Izhikevich neuron with; 100 in ANNarchy's converter.",
  },
  phaseLevel: {
    group: 'Encoding',
    label: 'Phase level',
    unit: '',
    kind: 'axis',
    range: above0(1e6),
    help: "Level of a value of 1 against the oscillating threshold of the phase code; 100 in ANNarchy's converter.",
  },
  seeds: {
    group: 'Encoding',
    label: 'Seed',
    unit: '',
    kind: 'axis',
    range: whole(0, 4_294_967_295),
    help: 'Names the random numbers of the Poisson encoding; several seeds show how much a result owes to chance.',
  },
  readouts: {
    group: 'Readout',
    label: 'Readout',
    unit: '',
    kind: 'choices',
    range: null,
    help: 'How the activity of the output layer becomes a class; readouts cost no simulation.',
  },
  spikesToWin: {
    group: 'Readout',
    label: 'Spikes to win',
    unit: 'spikes',
    kind: 'axis',
    range: whole(1, 100_000),
    help: 'Spikes with which the first output neuron decides, for the readout "time to k spikes".',
  },
  durations: {
    group: 'Simulation',
    label: 'Duration',
    unit: 'ms',
    kind: 'axis',
    range: above0(100_000),
    help: 'Simulated time per image; curves show every shorter time, so only the longest one costs anything.',
  },
  timeStep: {
    group: 'Simulation',
    label: 'Time step',
    unit: 'ms',
    kind: 'value',
    range: { least: 0.01, most: 100, isOpen: false, isWhole: false },
    help: 'Length of one simulated step; a neuron fires at most once in it.',
  },
  split: {
    group: 'Data',
    label: 'Split',
    unit: '',
    kind: 'text',
    range: null,
    help: 'Part of the data set that is classified; empty takes "test" where there is one.',
  },
  samples: {
    group: 'Data',
    label: 'Images',
    unit: 'images',
    kind: 'value',
    range: whole(1, 1e9),
    help: 'Images that are classified; empty takes all of them. More images make narrower intervals.',
  },
  offset: {
    group: 'Data',
    label: 'First image',
    unit: '',
    kind: 'value',
    range: whole(0, 1e9),
    help: 'Images to skip at the start of the split.',
  },
  scaling: {
    group: 'Data',
    label: 'Scaling',
    unit: '',
    kind: 'choice',
    range: null,
    help: 'How stored values become inputs: divided by 255, as they are, or by their type (8-bit data are divided).',
  },
};

/** A sweep to start from: one cell, quick on any model. */
export const defaultDraft: SweepDraft = {
  presets: ['rueckauer'],
  thresholds: '1',
  percentile: '99.9',
  calibrationSamples: '500',
  calibrationSplit: '',
  encodings: ['constantCurrent'],
  poissonRate: '1000',
  burstCurrent: '100',
  phaseLevel: '100',
  seeds: '1',
  readouts: ['membranePotential', 'spikeCount'],
  spikesToWin: '2',
  durations: '100',
  timeStep: '1',
  split: '',
  samples: '200',
  offset: '0',
  scaling: 'auto',
};
