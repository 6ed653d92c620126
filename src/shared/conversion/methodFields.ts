import { type LayerValueRange, type LayerValues, layerValuesText, parseLayerValues } from './layerValues.ts';
import type { MethodChanges } from './settings.ts';

/** A setting of a conversion that can be changed in a preset. */
export type MethodField = keyof MethodChanges;

/** What a setting is, for help, forms and checks. */
export interface MethodFieldFacts {
  /** On the command line and in tables. */
  readonly name: string;
  readonly label: string;
  /** Empty for none. */
  readonly unit: string;
  /** One sentence, with its source. */
  readonly help: string;
  readonly values: MethodValues;
}

export type MethodValues =
  /** [name on the command line, value]. */
  /** For single layers, as in `example`; or "none". */
  | { readonly kind: 'layers'; readonly range: LayerValueRange; readonly example: string }
  | { readonly kind: 'choice'; readonly choices: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      /** Whether `least` itself is left out. */
      readonly isOpen: boolean;
      readonly isWhole: boolean;
      /** A word that may stand for no number, and what it means. */
      readonly word: readonly [string, null | 'automatic'] | null;
    };

const choice = (...choices: readonly (readonly [string, string])[]): MethodValues => ({ kind: 'choice', choices });
const number = (
  least: number,
  most: number,
  { isOpen = false, isWhole = false, word = null }: Partial<Extract<MethodValues, { kind: 'number' }>> = {},
): MethodValues => ({ kind: 'number', least, most, isOpen, isWhole, word });
const none = ['none', null] as const;
const layers = (
  range: Pick<LayerValueRange, 'least' | 'most'> & Partial<LayerValueRange>,
  example: string,
): MethodValues => ({ kind: 'layers', range: { isOpen: false, isWhole: false, perChannel: false, ...range }, example });

/** What a setting may be: a word, a number, values for single layers. */
export type MethodValue = string | number | LayerValues | null;

/** Every setting, in the order in which it is shown. */
export const methodFields: Readonly<Record<MethodField, MethodFieldFacts>> = {
  normalisation: {
    name: 'normalisation',
    label: 'Normalisation',
    unit: '',
    help: 'What a spike in every step stands for: 1; the largest sum of positive weights or the strongest activation (Diehl et al. 2015); a percentile (Rueckauer et al. 2017); the strongest current of spikes (Sengupta et al. 2019); the least squared error (Li et al. 2021); local threshold balancing (Bu et al. 2025); the bound of the activation where it has one (Bu et al. 2022).',
    values: choice(
      ['none', 'none'],
      ['model-based', 'modelBased'],
      ['maximum', 'maximum'],
      ['percentile', 'percentile'],
      ['spike-based', 'spikeBased'],
      ['least-squares', 'leastSquares'],
      ['local-balancing', 'localBalancing'],
      ['clip', 'clip'],
    ),
  },
  percentile: {
    name: 'percentile',
    label: 'Percentile',
    unit: '%',
    help: 'Of the activations, zeros included, for the normalisation "percentile" and for layers without a bound in "clip"; below 100 it ignores outliers (Rueckauer et al. 2017, section 2.2.2).',
    values: number(0, 100, { isOpen: true }),
  },
  granularity: {
    name: 'granularity',
    label: 'Granularity',
    unit: '',
    help: 'One scale for a layer, or one for each of its channels.',
    values: choice(['layer', 'layer'], ['channel', 'channel']),
  },
  layerThresholds: {
    name: 'layer-thresholds',
    label: 'Layer thresholds',
    unit: '',
    help: 'Factors of the thresholds of single layers, by name, beside the threshold factor of all; with slashes, one for each channel: conv2d:0.9/1/1.1.',
    values: layers({ least: 0, most: 1e6, isOpen: true, perChannel: true }, 'conv2d:0.9 dense:1.1'),
  },
  reset: {
    name: 'reset',
    label: 'Reset',
    unit: '',
    help: 'After a spike the potential goes to zero, or a threshold is subtracted, which loses no charge (Rueckauer et al. 2017, section 2.2).',
    values: choice(['zero', 'zero'], ['subtraction', 'subtraction']),
  },
  spikes: {
    name: 'spikes',
    label: 'Spikes',
    unit: '',
    help: 'At most one a step; also −1 to take a spike back (Wang et al. 2022); or several in a step (Li and Zeng 2022).',
    values: choice(['binary', 'binary'], ['signed', 'signed'], ['burst', 'burst']),
  },
  burstLimit: {
    name: 'burst-limit',
    label: 'Burst limit',
    unit: 'spikes',
    help: 'Most spikes in a step, where bursts are allowed (Li and Zeng 2022: 5).',
    values: number(1, 100, { isWhole: true }),
  },
  initialPotential: {
    name: 'initial-potential',
    label: 'Initial potential',
    unit: '',
    help: 'Zero; half a threshold, so that spike counts round instead of cutting off (Bu et al. 2022); or drawn from zero to a threshold.',
    values: choice(['zero', 'zero'], ['half', 'half'], ['uniform', 'uniform']),
  },
  shiftSteps: {
    name: 'shift-steps',
    label: 'Shift',
    unit: 'steps',
    help: 'Adds a threshold / 2T to every neuron in each step, for this T (Deng and Gu 2021).',
    values: number(1, 100_000, { isWhole: true, word: none }),
  },
  correction: {
    name: 'correction',
    label: 'Correction',
    unit: '',
    help: 'After the conversion, layer by layer on calibration images: of the bias of each channel (Li et al. 2021) or of the start potential of each neuron.',
    values: choice(['none', 'none'], ['bias', 'bias'], ['potential', 'potential']),
  },
  calibrationSteps: {
    name: 'calibration-steps',
    label: 'Calibration steps',
    unit: 'steps',
    help: 'The number of steps that corrections and the normalisations "least-squares" and "spike-based" are made for; the window of a layer in few-spike and ttfs. Automatic: the first power of two from the number of layers on, 4 at least.',
    values: number(1, 1024, { isWhole: true, word: ['automatic', 'automatic'] }),
  },
  maxPooling: {
    name: 'max-pooling',
    label: 'Max pooling',
    unit: '',
    help: 'Passes the spikes of the neuron that has fired most (Rueckauer et al. 2017), of any neuron, or the growth of the largest count, which is exact in the limit.',
    values: choice(['gated', 'gated'], ['any-spike', 'anySpike'], ['telescoped', 'telescoped']),
  },
  membraneTimeConstant: {
    name: 'membrane-time-constant',
    label: 'Membrane time constant',
    unit: 'ms',
    help: 'Of leaky integrate-and-fire neurons; none: no leak.',
    values: number(0, 1e6, { isOpen: true, word: none }),
  },
  refractoryPeriod: {
    name: 'refractory-period',
    label: 'Refractory period',
    unit: 'ms',
    help: 'Time after a spike in which a neuron neither integrates nor fires.',
    values: number(0, 10_000),
  },
  lowerBound: {
    name: 'lower-bound',
    label: 'Lower bound',
    unit: 'thresholds',
    help: 'The potential never falls below it.',
    values: number(-1e6, 0, { word: none }),
  },
  synapticTimeConstant: {
    name: 'synaptic-time-constant',
    label: 'Synaptic time constant',
    unit: 'ms',
    help: 'Of exponential synapses: a spike delivers its weight over this time; none: in one step.',
    values: number(0, 1e6, { isOpen: true, word: none }),
  },
  delay: {
    name: 'delay',
    label: 'Delay',
    unit: 'steps',
    help: 'Between a spike and its effect in the next layer: 0 or 1.',
    values: number(0, 1, { isWhole: true }),
  },
  layerDelays: {
    name: 'layer-delays',
    label: 'Layer delays',
    unit: 'steps',
    help: 'Delays of the synapses into single layers, by name, 0 or 1 each; the others have the delay of all.',
    values: layers({ least: 0, most: 1, isWhole: true }, 'conv2d:1 dense:0'),
  },
  readoutDelay: {
    name: 'readout-delay',
    label: 'Readout delay',
    unit: 'steps',
    help: 'Steps that readouts leave out at the start; automatic: until spikes of every layer have arrived (Bu et al. 2025).',
    values: number(0, 100_000, { isWhole: true, word: ['automatic', 'automatic'] }),
  },
};

/** All settings, in the order in which they are shown. */
export const methodFieldKeys: readonly MethodField[] = Object.keys(methodFields).filter(isMethodField);

function isMethodField(text: string): text is MethodField {
  return Object.hasOwn(methodFields, text);
}

const fieldsByName = new Map(methodFieldKeys.map((field) => [methodFields[field].name, field]));

export const methodFieldNames: readonly string[] = [...fieldsByName.keys()];

export function methodFieldNamed(name: string): MethodField | null {
  return fieldsByName.get(name) ?? null;
}

/** A value as it is typed, or what is allowed instead, completing "it wants …". */
export function parseMethodValue(
  field: MethodField,
  text: string,
): { readonly value: MethodValue } | { readonly wanted: string } {
  const { values, unit } = methodFields[field];
  const typed = text.trim();
  if (values.kind === 'choice') {
    const found = values.choices.find(([name]) => name === typed.toLowerCase());
    return found === undefined
      ? { wanted: `one of ${values.choices.map(([name]) => name).join(', ')}` }
      : { value: found[1] };
  }
  if (values.kind === 'layers') {
    const value = typed.toLowerCase() === 'none' ? null : parseLayerValues(typed, values.range);
    if (value !== null || typed.toLowerCase() === 'none') return { value };
    const { least, most, isOpen, perChannel } = values.range;
    return {
      wanted: `layers by name, as in ${values.example}, each with a value ${isOpen ? 'above' : 'from'} ${least} to ${most}${perChannel ? ', or with one for each channel and slashes between them' : ''}; or none`,
    };
  }
  const { least, most, isOpen, isWhole, word } = values;
  if (word !== null && typed.toLowerCase() === word[0]) return { value: word[1] };
  const value = typed === '' ? Number.NaN : Number(typed);
  const fits = value <= most && (isOpen ? value > least : value >= least) && (!isWhole || Number.isInteger(value));
  if (fits) return { value };
  const range = `${isWhole ? 'a whole number' : 'a number'} ${isOpen ? 'above' : 'from'} ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`;
  return { wanted: word === null ? range : `${range}, or ${word[0]}` };
}

/** A value as the command line and tables write it. */
export function methodValueText(field: MethodField, value: MethodValue): string {
  const { values } = methodFields[field];
  if (value === null) return 'none';
  if (typeof value === 'object') return layerValuesText(value);
  return (values.kind === 'choice' && values.choices.find(([, meant]) => meant === value)?.[0]) || String(value);
}
