import { assertNever } from '../../shared/assertNever.ts';
import { type PresetName, presetNames } from '../../shared/conversion/settings.ts';
import type { Encoding, Poisson, Regular } from '../../shared/simulation/encoding.ts';
import type { Readout } from '../../shared/simulation/readout.ts';
import { describeRange, parseValue } from '../../shared/numberRange.ts';
import type { DraftField } from '../../shared/sweep/draft.ts';
import { draftFields } from '../../shared/sweep/draftFields.ts';
import { isPowerOfTwo, powersOfTwo } from '../../shared/sweep/inputBursts.ts';
import { wrongValue } from './values.ts';

/** Strength of ANNarchy's encodings: maximal current, maximal level. */
const annarchyStrength = 100;

export const presetChoices = `one of ${presetNames.join(', ')}`;
export const encodingChoices =
  'one of constant-current (constant), poisson, cpn, regular, phase, burst, intrinsically-bursting (IB), phase-shift-oscillation (PSO), time-to-first-spike (latency)';
export const readoutChoices =
  'one of spike-count, membrane-potential, time-to-first-spike, time-to-k-spikes (with --k, or as time-to-3-spikes)';

/** A preset by name; capitals, spaces and underscores do not matter. Throws the Problem wrongValue. */
export function parsePreset(setting: string, text: string): PresetName {
  const name = plain(text);
  const found = presetNames.find((preset) => preset === name);
  if (found === undefined) throw wrongValue(setting, text, presetChoices);
  return found;
}

/** An encoding of any strength: `poisson` still lacks its maximal rate unless the name gives it, as in `poisson-500`. */
export type NamedEncoding =
  | Exclude<Encoding, { kind: 'poisson' | 'regular' }>
  | (Omit<Poisson, 'maxRate'> & { readonly maxRate: number | null })
  | (Omit<Regular, 'maxRate'> & { readonly maxRate: number | null });

/** An encoding by its name or ANNarchy's abbreviation, as tables write it or in any other case. Throws the Problem wrongValue. */
export function parseEncoding(setting: string, text: string): NamedEncoding {
  const parts = /^(.*?)(?:-(\d+(?:\.\d+)?))?(-on-off)?$/.exec(plain(text));
  const strength = parts?.[2] === undefined ? null : Number(parts[2]);
  const encoding = encodingOf(parts?.[1] ?? '', strength);
  if (encoding === null) throw wrongValue(setting, text, encodingChoices);
  const wanted = strength === null ? null : wantedStrength(encoding, strength);
  if (wanted !== null) throw wrongValue(setting, text, `${parts![1]!}- followed by ${wanted}`);
  if (parts?.[3] === undefined) return encoding;
  if (!canBeOnOff(encoding)) throw wrongValue(setting, text, `${parts[1]} without -on-off, which it cannot have`);
  return { ...encoding, onOff: true };
}

/** What the number behind the name of an encoding has to be, where it is not. */
function wantedStrength(encoding: NamedEncoding, strength: number): string | null {
  const range = draftFields[strengthField(encoding)].range!;
  if ('wanted' in parseValue(String(strength), range)) return describeRange(range);
  return encoding.kind === 'burst' && !isPowerOfTwo(strength) ? powersOfTwo : null;
}

function strengthField(encoding: NamedEncoding): DraftField {
  switch (encoding.kind) {
    case 'poisson':
    case 'regular':
    case 'annarchyPoisson':
      return 'poissonRate';
    case 'phase':
      return 'phasePeriod';
    case 'burst':
      return 'inputBurstLimit';
    case 'timeToFirstSpike':
      return 'spikeWindow';
    case 'intrinsicallyBursting':
      return 'burstCurrent';
    case 'phaseShiftOscillation':
      return 'phaseLevel';
    case 'constantCurrent':
      throw new Error('A constant current has no strength');
    default:
      return assertNever(encoding);
  }
}

function canBeOnOff(encoding: NamedEncoding): encoding is Extract<NamedEncoding, { onOff?: true }> {
  switch (encoding.kind) {
    case 'poisson':
    case 'regular':
    case 'phase':
    case 'burst':
    case 'timeToFirstSpike':
      return true;
    case 'constantCurrent':
    case 'annarchyPoisson':
    case 'intrinsicallyBursting':
    case 'phaseShiftOscillation':
      return false;
    default:
      return assertNever(encoding);
  }
}

function encodingOf(name: string, strength: number | null): NamedEncoding | null {
  switch (name) {
    case 'poisson':
      return { kind: 'poisson', maxRate: strength };
    case 'cpn':
      return { kind: 'annarchyPoisson', maxRate: strength ?? annarchyStrength };
    case 'regular':
      return { kind: 'regular', maxRate: strength };
    case 'phase':
      return { kind: 'phase', period: strength ?? 8 };
    case 'burst':
      return { kind: 'burst', limit: strength ?? 16 };
    case 'latency':
    case 'time-to-first-spike':
    case 'time-to-first-spike-linear':
      return { kind: 'timeToFirstSpike', window: strength ?? 32, scale: 'linear' };
    case 'latency-logarithmic':
    case 'time-to-first-spike-logarithmic':
      return { kind: 'timeToFirstSpike', window: strength ?? 32, scale: 'logarithmic' };
    case 'ib':
    case 'intrinsically-bursting':
      return { kind: 'intrinsicallyBursting', maxCurrent: strength ?? annarchyStrength };
    case 'pso':
    case 'phase-shift-oscillation':
      return { kind: 'phaseShiftOscillation', maxLevel: strength ?? annarchyStrength };
    case 'constant':
    case 'constant-current':
      return strength === null ? { kind: 'constantCurrent' } : null;
    default:
      return null;
  }
}

/** A readout by name; `time-to-k-spikes` still lacks its k. */
export type NamedReadout = Exclude<Readout, { kind: 'timeToKSpikes' }> | { kind: 'timeToKSpikes'; k: number | null };

/** A readout as tables write it or in any other case. Throws the Problem wrongValue. */
export function parseReadout(setting: string, text: string): NamedReadout {
  const name = plain(text);
  switch (name) {
    case 'spike-count':
      return { kind: 'spikeCount' };
    case 'membrane-potential':
      return { kind: 'membranePotential' };
    case 'time-to-first-spike':
      return { kind: 'timeToFirstSpike' };
    case 'time-to-k-spikes':
      return { kind: 'timeToKSpikes', k: null };
    default: {
      const k = /^time-to-([1-9]\d{0,5})-spikes?$/.exec(name)?.[1];
      if (k === undefined) throw wrongValue(setting, text, readoutChoices);
      return { kind: 'timeToKSpikes', k: Number(k) };
    }
  }
}

/** `spike_count`, `spikeCount` and `Spike Count` are `spike-count`; abbreviations in capitals stay whole. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[\s_]+/g, '-')
    .toLowerCase();
}
