import { availableParallelism } from 'node:os';
import type { DataRequest, OpenedFiles } from '../../shared/api/engineViews.ts';
import { presets } from '../../shared/conversion/presets.ts';
import type { PresetName } from '../../shared/conversion/settings.ts';
import type { Scaling } from '../../shared/dataset/dataset.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Encoding } from '../../shared/simulation/encoding.ts';
import { engineSetting } from '../../shared/simulation/engineName.ts';
import type { Readout } from '../../shared/simulation/readout.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import type { Hertz } from '../../shared/units.ts';
import { parseChanges } from './changes.ts';
import { flagName, type RawSettings, ranges, type SettingKey } from './flags.ts';
import {
  encodingChoices,
  type NamedEncoding,
  type NamedReadout,
  parseEncoding,
  parsePreset,
  parseReadout,
} from './names.ts';
import { parseEngine } from './parseEngine.ts';
import { parseList, parseNumber, parseNumbers, withoutRepeats, wrongValue } from './values.ts';

/** All settings of a sweep that do not need the files to be read. */
export type Axes = Omit<SweepSettings, 'model' | 'data'>;

/** The data that are asked for. Throws setting Problems. */
export function parseDataRequest(raw: RawSettings): DataRequest {
  if (raw.data === undefined) throw missing('data', 'name the data set');
  return {
    path: raw.data.text,
    split: raw.split?.text ?? null,
    offset: parseOne(raw, 'offset') ?? 0,
    limit: parseOne(raw, 'limit'),
    scaling: parseScaling(raw),
  };
}

/** Worker processes: one per core unless said otherwise. Throws setting Problems. */
export function parseWorkers(raw: RawSettings): number {
  return parseOne(raw, 'workers') ?? availableParallelism();
}

/** The axes of a sweep, or of a run with one value on each; defaults by preset. Throws setting Problems. */
export function parseAxes(raw: RawSettings, use: 'run' | 'sweep'): Axes {
  const isSingle = use === 'run';
  const names = parseNames(raw, 'preset', parsePreset, isSingle) ?? (['calibrated'] as const);
  const encodings = parseNames(raw, 'encoding', parseEncoding, isSingle) ?? [
    defaultOf(names, 'encoding', (preset) => defaultsOf(preset).encoding),
  ];
  const readouts = parseNames(raw, 'readout', parseReadout, isSingle);
  return {
    presets: withoutRepeats(names),
    changes: parseChanges(raw, isSingle),
    encodings: withoutRepeats(encodings.map((encoding) => withRate(encoding, names, raw))),
    thresholds: parseAxisOf(raw, 'threshold', isSingle) ?? [1],
    readouts: withoutRepeats(
      readouts?.map((readout) => withCount(readout, raw)) ?? names.map((preset) => defaultsOf(preset).readout),
    ),
    durations: parseAxisOf(raw, 'duration', isSingle) ?? [200],
    seeds: parseAxisOf(raw, 'seed', isSingle) ?? [1],
    timeStep: parseOne(raw, 'timeStep') ?? 1,
    calibration: {
      split: 'train',
      samples: parseOne(raw, 'calibration') ?? 500,
    },
    ...engineSetting(raw.engine === undefined ? 'simd' : parseEngine(raw.engine.label, raw.engine.text)),
  };
}

/** The complete settings, with the files by content. */
export function completeSettings(axes: Axes, { model, data }: OpenedFiles): SweepSettings {
  return { model, data, ...axes };
}

interface PresetDefaults {
  readonly encoding: NamedEncoding;
  readonly readout: Readout;
  readonly maxRate: Hertz;
}

const annarchyDefaults: PresetDefaults = {
  encoding: { kind: 'intrinsicallyBursting', maxCurrent: 100 },
  readout: { kind: 'spikeCount' },
  maxRate: 100,
};

const otherDefaults: PresetDefaults = {
  encoding: { kind: 'constantCurrent' },
  readout: { kind: 'membranePotential' },
  maxRate: 1000,
};

function defaultsOf(preset: PresetName): PresetDefaults {
  return presets[preset].method.family === 'annarchy' ? annarchyDefaults : otherDefaults;
}

/** The default on which all presets agree; where they do not, the user decides. */
function defaultOf<Value>(names: readonly PresetName[], key: SettingKey, of: (preset: PresetName) => Value): Value {
  if (withoutRepeats(names.map(of)).length > 1)
    throw missing(key, `the presets ${names.join(' and ')} have different defaults`);
  return of(names[0]!);
}

function withRate(encoding: NamedEncoding, names: readonly PresetName[], raw: RawSettings): Encoding {
  if (encoding.kind !== 'poisson' && encoding.kind !== 'regular') return encoding;
  const maxRate =
    encoding.maxRate ?? parseOne(raw, 'maxRate') ?? defaultOf(names, 'maxRate', (preset) => defaultsOf(preset).maxRate);
  if (maxRate > ranges.maxRate.most)
    throw wrongValue(flagName('encoding'), `${encoding.kind}-${maxRate}`, encodingChoices);
  return { ...encoding, maxRate };
}

function withCount(readout: NamedReadout, raw: RawSettings): Readout {
  if (readout.kind !== 'timeToKSpikes') return readout;
  const k = readout.k ?? parseOne(raw, 'k');
  if (k === null) throw missing('k', 'the readout time-to-k-spikes needs a number of spikes');
  return { kind: 'timeToKSpikes', k };
}

function parseScaling({ scale }: RawSettings): Scaling | null {
  if (scale === undefined) return null;
  const { text, label } = scale;
  if (text !== 'unit' && text !== 'none') throw wrongValue(label, text, 'unit (divide by 255) or none');
  return text;
}

function parseNames<Name>(
  raw: RawSettings,
  key: SettingKey,
  parse: (setting: string, text: string) => Name,
  isSingle: boolean,
): readonly Name[] | null {
  const given = raw[key];
  if (given === undefined) return null;
  const names = parseList(given.label, given.text, parse);
  if (isSingle && names.length > 1) {
    throw wrongValue(given.label, given.text, 'one value; several are for the command sweep');
  }
  return names;
}

function parseAxisOf(raw: RawSettings, key: keyof typeof ranges, isSingle: boolean): readonly number[] | null {
  const given = raw[key];
  if (given === undefined) return null;
  const { label, text } = given;
  return isSingle ? [parseNumber(label, text, ranges[key])] : parseNumbers(label, text, ranges[key]);
}

function parseOne(raw: RawSettings, key: keyof typeof ranges): number | null {
  const given = raw[key];
  return given === undefined ? null : parseNumber(given.label, given.text, ranges[key]);
}

function missing(key: SettingKey, needed: string): WorkbenchError {
  return new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: flagName(key), needed });
}
