import { assertNever } from '../assertNever.ts';
import { type MethodField, methodFields, type MethodValues } from '../conversion/methodFields.ts';
import type { NumberRange } from '../numberRange.ts';
import type { DraftField, SweepDraft } from './draft.ts';
import { rangeOfMethod } from './methodAxis.ts';

/** Groups of the view Sweep, in its order. */
export const fieldGroups = ['Conversion', 'Encoding', 'Neuron', 'Readout', 'Simulation', 'Data'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** A setting as the window shows it. */
export interface FieldFacts {
  readonly group: FieldGroup;
  readonly label: string;
  /** Empty for none. */
  readonly unit: string;
  /** One sentence, with the paper that it comes from where there is one. */
  readonly help: string;
  /**
   * `axis`: one number or several; `value`: one number; `text`; `words`: one word of a few or several, as text; `choices`: several of a
   * closed list; `choice`: one of it.
   */
  readonly kind: 'axis' | 'value' | 'text' | 'words' | 'choices' | 'choice';
  /** Null for what is no number. */
  readonly range: NumberRange | null;
  /** Words that the field takes, instead of numbers or beside them. */
  readonly words?: readonly string[];
  /** An axis to start from, where one around the present value would mean little. */
  readonly example?: string;
  /** Folded away until it is asked for. */
  readonly isRare?: true;
}

const above0 = (most: number): NumberRange => ({ least: 0, most, isOpen: true, isWhole: false });
const whole = (least: number, most: number): NumberRange => ({ least, most, isOpen: false, isWhole: true });

/** A setting that can be changed in a preset, from its fact sheet. */
function ofMethod(
  field: MethodField,
  group: FieldGroup,
  more: Pick<FieldFacts, 'example' | 'isRare'> = {},
): FieldFacts {
  const { label, unit, help, values } = methodFields[field];
  const range = rangeOfMethod(field);
  const kind = values.kind === 'choice' ? 'words' : 'axis';
  const words = wordsOf(values);
  return { group, label, unit, help, kind, range, words, ...more };
}

function wordsOf(values: MethodValues): readonly string[] {
  switch (values.kind) {
    case 'choice':
      return values.choices.map(([name]) => name);
    case 'number':
      return values.word === null ? [] : [values.word[0]];
    case 'layers':
      return [values.example, 'none'];
    default:
      return assertNever(values);
  }
}

const isRare = true;

/** Every setting of a sweep, in the order in which the window shows it. */
export const draftFields: Readonly<Record<DraftField, FieldFacts>> = {
  presets: {
    group: 'Conversion',
    label: 'Preset',
    unit: '',
    kind: 'choices',
    range: null,
    help: 'How layers become spiking ones: a complete set of settings under the name of its paper or program. The settings below change it; empty ones stay as the preset has them.',
  },
  thresholds: {
    group: 'Conversion',
    label: 'Threshold factor',
    unit: '',
    kind: 'axis',
    range: above0(1e6),
    help: 'Multiplies every threshold of the preset: below 1 neurons fire more often and reach accuracy sooner, above 1 less often and with less saturation.',
  },
  percentile: ofMethod('percentile', 'Conversion', { example: '99, 99.9, 100' }),
  normalisation: ofMethod('normalisation', 'Conversion'),
  granularity: ofMethod('granularity', 'Conversion'),
  correction: ofMethod('correction', 'Conversion'),
  layerThresholds: ofMethod('layerThresholds', 'Conversion', { example: 'conv2d:0.9, conv2d:1.1', isRare }),
  calibrationSteps: ofMethod('calibrationSteps', 'Conversion', { example: '4, 8, 16', isRare }),
  calibrationSamples: {
    group: 'Conversion',
    label: 'Calibration images',
    unit: 'images',
    kind: 'value',
    range: whole(1, 1e9),
    help: 'Images on which activations are measured, from the start of the calibration split; labels are not looked at.',
    isRare,
  },
  calibrationSplit: {
    group: 'Conversion',
    label: 'Calibration split',
    unit: '',
    kind: 'text',
    range: null,
    help: 'Part of the data set that calibration images come from; empty takes "train" where there is one.',
    isRare,
  },
  encodings: {
    group: 'Encoding',
    label: 'Encoding',
    unit: '',
    kind: 'choices',
    range: null,
    help: 'How a pixel becomes input: a constant current, random or evenly spaced spikes, bursts, phases, or the time of one spike.',
  },
  poissonRate: {
    group: 'Encoding',
    label: 'Rate',
    unit: 'Hz',
    kind: 'axis',
    range: above0(1e6),
    help: 'Firing rate that a value of 1 gets under Poisson, regular and CPN; more spikes mean less noise and more work.',
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
  phasePeriod: {
    group: 'Encoding',
    label: 'Phase period',
    unit: 'steps',
    kind: 'axis',
    range: whole(1, 24),
    example: '4, 8',
    help: 'Binary digits of the weighted spikes, one in each step of a period (Kim et al. 2018: 8).',
  },
  inputBurstLimit: {
    group: 'Encoding',
    label: 'Input burst limit',
    unit: 'spikes',
    kind: 'axis',
    range: whole(1, 64),
    example: '8, 16',
    help: 'Most spikes of 1/8 that a burst neuron of the input sends in a step (Park et al. 2019); a power of two.',
  },
  spikeWindow: {
    group: 'Encoding',
    label: 'Spike window',
    unit: 'steps',
    kind: 'axis',
    range: whole(2, 100_000),
    example: '16, 32',
    help: 'Steps in which a value has one spike, the earlier the larger it is; then the next window begins.',
  },
  spikeScale: {
    group: 'Encoding',
    label: 'Spike time',
    unit: '',
    kind: 'words',
    range: null,
    words: ['linear', 'logarithmic'],
    help: 'How the time of the one spike follows from the value: linearly, or logarithmically with more room for small values.',
  },
  onOff: {
    group: 'Encoding',
    label: 'ON/OFF channels',
    unit: '',
    kind: 'words',
    range: null,
    words: ['off', 'on'],
    help: 'On: a negative value sends spikes of −1 as its magnitude sends spikes. Off: it is silent. For inputs with a sign.',
  },
  seeds: {
    group: 'Encoding',
    label: 'Seed',
    unit: '',
    kind: 'axis',
    range: whole(0, 4_294_967_295),
    help: 'Names the random numbers of Poisson, CPN and drawn start potentials; several seeds show how much a result owes to chance.',
  },
  reset: ofMethod('reset', 'Neuron'),
  spikes: ofMethod('spikes', 'Neuron'),
  initialPotential: ofMethod('initialPotential', 'Neuron'),
  maxPooling: ofMethod('maxPooling', 'Neuron'),
  burstLimit: ofMethod('burstLimit', 'Neuron', { example: '2, 5', isRare }),
  shiftSteps: ofMethod('shiftSteps', 'Neuron', { example: 'none, 8', isRare }),
  membraneTimeConstant: ofMethod('membraneTimeConstant', 'Neuron', { example: 'none, 20', isRare }),
  refractoryPeriod: ofMethod('refractoryPeriod', 'Neuron', { example: '0, 2', isRare }),
  lowerBound: ofMethod('lowerBound', 'Neuron', { example: 'none, 0', isRare }),
  synapticTimeConstant: ofMethod('synapticTimeConstant', 'Neuron', { example: 'none, 5', isRare }),
  delay: ofMethod('delay', 'Neuron', { example: '0, 1', isRare }),
  layerDelays: ofMethod('layerDelays', 'Neuron', { example: 'conv2d:0, conv2d:1', isRare }),
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
  readoutDelay: ofMethod('readoutDelay', 'Readout', { example: '0, automatic' }),
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

/** Every field, in the order in which the window shows it. */
export const draftFieldKeys: readonly DraftField[] = Object.keys(draftFields).filter(isDraftField);

function isDraftField(text: string): text is DraftField {
  return Object.hasOwn(draftFields, text);
}

/** A sweep to start from: one cell, quick on any model. */
export const defaultDraft: SweepDraft = {
  presets: ['calibrated'],
  thresholds: '1',
  percentile: '',
  normalisation: '',
  granularity: '',
  correction: '',
  layerThresholds: '',
  calibrationSteps: '',
  calibrationSamples: '500',
  calibrationSplit: '',
  encodings: ['constantCurrent'],
  poissonRate: '1000',
  burstCurrent: '100',
  phaseLevel: '100',
  phasePeriod: '8',
  inputBurstLimit: '16',
  spikeWindow: '32',
  spikeScale: 'linear',
  onOff: 'off',
  seeds: '1',
  reset: '',
  spikes: '',
  initialPotential: '',
  maxPooling: '',
  burstLimit: '',
  shiftSteps: '',
  membraneTimeConstant: '',
  refractoryPeriod: '',
  lowerBound: '',
  synapticTimeConstant: '',
  delay: '',
  layerDelays: '',
  readouts: ['membranePotential', 'spikeCount'],
  spikesToWin: '2',
  readoutDelay: '',
  durations: '100',
  timeStep: '1',
  split: '',
  samples: '200',
  offset: '0',
  scaling: 'auto',
};
