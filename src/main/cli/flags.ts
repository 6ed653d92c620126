import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { describeRange, type NumberRange } from '../../shared/sweep/axisText.ts';
import { encodingChoices, presetChoices, readoutChoices } from './names.ts';

/** Ranges of the settings that are numbers. */
export const ranges = {
  limit: { least: 1, most: 1e9, isOpen: false, isWhole: true },
  offset: { least: 0, most: 1e9, isOpen: false, isWhole: true },
  threshold: { least: 0, most: 1e6, isOpen: true, isWhole: false },
  duration: { least: 0, most: 100_000, isOpen: true, isWhole: false },
  seed: { least: 0, most: 4_294_967_295, isOpen: false, isWhole: true },
  k: { least: 1, most: 100_000, isOpen: false, isWhole: true },
  maxRate: { least: 0, most: 1_000_000, isOpen: true, isWhole: false },
  calibration: { least: 1, most: 1e9, isOpen: false, isWhole: true },
  percentile: { least: 0, most: 100, isOpen: true, isWhole: false },
  workers: { least: 1, most: 256, isOpen: false, isWhole: true },
} as const satisfies Record<string, NumberRange>;

/** Every setting of the command line: its flag, and what it means, its unit, range and default. Keys are those of a sweep file. */
const flags = {
  data: ['--data <path>', 'data set: an .npz or .csv file, an IDX images file (.gz or not), or a folder with them'],
  split: ['--split <name>', 'part of the data set; default: test, or the only one there is'],
  offset: ['--offset <n>', 'samples to skip at the start of the split; 0 or more; default: 0'],
  limit: ['--limit <n>', 'most samples to take; 1 or more; default: all'],
  scale: [
    '--scale <way>',
    'how stored values become inputs: unit divides them by 255, none leaves them; default: unit for 8-bit data, none for others',
  ],
  preset: ['--preset <name>', `conversion (see below); ${presetChoices}; default: rueckauer`],
  encoding: [
    '--encoding <name>',
    `how a sample becomes input (see below); ${encodingChoices}; default: constant-current for rueckauer, intrinsically-bursting for the others`,
  ],
  threshold: [
    '--threshold <factor>',
    `factor on every threshold of the preset, without unit; ${describeRange(ranges.threshold)}; default: 1`,
  ],
  readout: [
    '--readout <name>',
    `how the output layer gives a class (see below); ${readoutChoices}; default: membrane-potential for rueckauer, spike-count for the others`,
  ],
  duration: ['--duration <ms>', `simulated time per sample in ms; ${describeRange(ranges.duration)}; default: 200`],
  seed: ['--seed <n>', `seed of the random encoding, poisson; ${describeRange(ranges.seed)}; default: 1`],
  k: ['--k <n>', `spikes that decide the readout time-to-k-spikes; ${describeRange(ranges.k)}; no default`],
  maxRate: [
    '--max-rate <Hz>',
    `firing rate in Hz that poisson gives a value of 1; ${describeRange(ranges.maxRate)}; default: 1000 for rueckauer, 100 for the others`,
  ],
  calibration: [
    '--calibration <n>',
    "images on which rueckauer measures activations, from the start of the split train or, where there is none, of the data's own; 1 or more; default: 500",
  ],
  percentile: [
    '--percentile <p>',
    `percentile (%) of the activations that rueckauer scales to 1; ${describeRange(ranges.percentile)}; default: 99.9`,
  ],
  workers: [
    '--workers <n>',
    `worker processes, on which results do not depend; ${describeRange(ranges.workers)}; default: one per core (${availableParallelism()})`,
  ],
  out: ['--out <folder>', 'folder for the results, made where there is none'],
} as const;

/** What the names of presets, encodings and readouts stand for. */
export const namesInWords = `
Presets:
  rueckauer               weights and biases scaled so that the 99.9th percentile of each layer's activations is a spike
                          in every step, reset by subtraction (Rueckauer et al. 2017)
  annarchy                what the converter of ANNarchy 5.0.3 computes: no biases, thresholds falling with depth, reset to zero
  annarchy-documented     the same with the weight normalisation that its manual describes

Encodings of a value x, usually 0 to 1:
  constant-current        no spikes: a current of x in every step
  poisson                 a spike in each step with probability x · rate · time step; rate by --max-rate, or as poisson-500
  intrinsically-bursting  the spikes of an Izhikevich neuron driven by a current of 100 x, or as in intrinsically-bursting-50
  phase-shift-oscillation a spike where 100 x exceeds a threshold that doubles through periods of eight steps

Readouts, each giving a class at every time step; ties go to the lowest class:
  spike-count             most spikes so far
  membrane-potential      highest potential of output neurons that add up and never spike
  time-to-first-spike     first to spike
  time-to-k-spikes        first to have k spikes

The time step is 1 ms.`;

export type SettingKey = keyof typeof flags;

/** Values as they were written, with the words that name their place: a flag, or a key of a sweep file. */
export type RawSettings = Readonly<Partial<Record<SettingKey, { readonly text: string; readonly label: string }>>>;

/** The flag itself, as in "--max-rate". */
export function flagName(key: SettingKey): string {
  return flags[key][0].split(' ')[0]!;
}

/** Adds settings to a command; those `listed` take several values, which the help then says. */
export function addSettings(
  command: Command,
  keys: readonly SettingKey[],
  listed: readonly SettingKey[] = [],
): Command {
  for (const key of keys) {
    const [syntax, help] = flags[key];
    const option = listed.includes(key)
      ? new Option(syntax.replace('>', ',…>'), `${help}; ${key in ranges ? numberLists : nameLists}`)
      : new Option(syntax, help);
    command.addOption(option);
  }
  return command;
}

const nameLists = 'several with commas between them';
const numberLists = 'several as "1, 2" or "1 to 5 step 2"';

/** The settings among what commander has parsed. */
export function rawSettings(options: Readonly<Record<string, unknown>>): RawSettings {
  return Object.fromEntries(
    settingKeys.flatMap((key) => {
      const text = options[key];
      return typeof text === 'string' ? [[key, { text, label: flagName(key) }]] : [];
    }),
  );
}

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(flags, text);
}

export const settingKeys = Object.keys(flags).filter(isSettingKey);
