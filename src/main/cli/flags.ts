import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { describeRange, type NumberRange } from '../../shared/numberRange.ts';
import { presets } from '../../shared/conversion/presets.ts';
import { presetNames } from '../../shared/conversion/settings.ts';
import { engineNames, engines } from '../../shared/simulation/engineName.ts';
import { encodingChoices, presetChoices, readoutChoices } from './names.ts';
import { engineChoices } from './parseEngine.ts';

/** Ranges of the settings that are numbers. */
export const ranges = {
  limit: { least: 1, most: 1e9, isOpen: false, isWhole: true },
  offset: { least: 0, most: 1e9, isOpen: false, isWhole: true },
  threshold: { least: 0, most: 1e6, isOpen: true, isWhole: false },
  duration: { least: 0, most: 100_000, isOpen: true, isWhole: false },
  timeStep: { least: 0.01, most: 100, isOpen: false, isWhole: false },
  seed: { least: 0, most: 4_294_967_295, isOpen: false, isWhole: true },
  k: { least: 1, most: 100_000, isOpen: false, isWhole: true },
  maxRate: { least: 0, most: 1_000_000, isOpen: true, isWhole: false },
  calibration: { least: 1, most: 1e9, isOpen: false, isWhole: true },
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
  preset: ['--preset <name>', `conversion (see below); ${presetChoices}; default: calibrated`],
  encoding: [
    '--encoding <name>',
    `how a sample becomes input (see below); ${encodingChoices}; default: intrinsically-bursting for the presets of ANNarchy, constant-current for the others`,
  ],
  threshold: [
    '--threshold <factor>',
    `factor on every threshold of the preset, without unit; ${describeRange(ranges.threshold)}; default: 1`,
  ],
  readout: [
    '--readout <name>',
    `how the output layer gives a class (see below); ${readoutChoices}; default: spike-count for the presets of ANNarchy, membrane-potential for the others`,
  ],
  duration: ['--duration <ms>', `simulated time per sample in ms; ${describeRange(ranges.duration)}; default: 200`],
  timeStep: [
    '--time-step <ms>',
    `length of a simulated step in ms, in which a neuron fires at most once; ${describeRange(ranges.timeStep)}; default: 1`,
  ],
  seed: [
    '--seed <n>',
    `seed of what is drawn: the encodings poisson and cpn, start potentials; ${describeRange(ranges.seed)}; default: 1`,
  ],
  k: ['--k <n>', `spikes that decide the readout time-to-k-spikes; ${describeRange(ranges.k)}; no default`],
  maxRate: [
    '--max-rate <Hz>',
    `firing rate in Hz that poisson and regular give a value of 1; ${describeRange(ranges.maxRate)}; default: 100 for the presets of ANNarchy, 1000 for the others`,
  ],
  calibration: [
    '--calibration <n>',
    "images on which presets that need them measure activations, from the start of the split train or, where there is none, of the data's own; 1 or more; default: 500",
  ],
  percentile: [
    '--percentile <p>',
    'percentile (%) of the activations that data-based normalisation scales to 1; above 0 to 100; default: that of the preset, usually 99.9',
  ],
  set: [
    '--set <setting=value>',
    'changes a setting of the presets (spikebench explain lists them), as in --set max-pooling=telescoped; may be given several times',
  ],
  engine: ['--engine <name>', `what simulates (see below); ${engineChoices}; default: simd`],
  workers: [
    '--workers <n>',
    `worker processes, on which results do not depend; ${describeRange(ranges.workers)}; default: one per core (${availableParallelism()})`,
  ],
  out: ['--out <folder>', 'folder for the results, made where there is none'],
} as const;

const presetLines = presetNames.map((name) => `  ${name.padEnd(22)}  ${presets[name].summary}`).join('\n');

const engineLines = engineNames
  .filter((name) => name !== 'webgpu')
  .map((name) => `  ${name.padEnd(22)}  ${engines[name].words}`)
  .join('\n');

/** What the names of presets, encodings and readouts stand for. */
export const namesInWords = `
Presets (spikebench explain PRESET shows all of their settings and sources):
${presetLines}

Encodings of a value x, usually 0 to 1:
  constant-current        no spikes: a current of x in every step
  poisson                 a spike in each step with probability x · rate · time step; rate by --max-rate, or as poisson-500
  cpn                     ANNarchy's Poisson to the letter: its random numbers, the same for every sample, from --seed
  regular                 evenly spaced spikes at rate x · rate (--max-rate)
  phase                   binary digits, weighted by their phase, in periods of 8 steps, or as in phase-6 (Kim et al. 2018)
  burst                   a neuron whose spikes grow in a burst (Park et al. 2019)
  time-to-first-spike     one spike a window of 32 steps, earlier for larger x, or as in time-to-first-spike-logarithmic-16
  intrinsically-bursting  the spikes of an Izhikevich neuron driven by a current of 100 x, or as in intrinsically-bursting-50
  phase-shift-oscillation a spike where 100 x exceeds a threshold that doubles through periods of eight steps
With -on-off behind the name, as in poisson-500-on-off, negative values spike as well, in spikes of −1: for poisson,
regular, phase, burst and time-to-first-spike.

Readouts, each giving a class at every time step; ties go to the lowest class:
  spike-count             most spikes so far
  membrane-potential      highest potential of output neurons that add up and never spike
  time-to-first-spike     first to spike
  time-to-k-spikes        first to have k spikes

Engines (the option --engine of run and sweep), which agree on the same question up to rounding:
${engineLines}

The time step is 1 ms unless --time-step says otherwise; periods, windows and delays in steps are of that length.`;

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
    if (key === 'set') option.argParser((text: string, before?: string) => (before ? `${before};${text}` : text));
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
