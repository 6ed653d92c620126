import { assertNever } from '../assertNever.ts';
import { bibliography } from './bibliography.ts';
import { referencesOf } from './references.ts';
import { axisWords } from '../sweep/axisWords.ts';
import { needsCalibration } from '../conversion/method.ts';
import { describeChanges } from '../conversion/describeChanges.ts';
import { methodOf, presets } from '../conversion/presets.ts';
import type { PresetName } from '../conversion/settings.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { Encoding } from '../simulation/encoding.ts';
import { engineOf } from '../simulation/engineName.ts';
import { readoutName } from '../simulation/readout.ts';

/** What was done, as the methods section of a paper says it; every number comes from the record. */
export function methodsParagraph({ settings, analog, provenance }: RunRecord): string {
  const {
    model,
    data,
    presets: names,
    changes,
    encodings,
    thresholds,
    readouts,
    seeds,
    timeStep,
    durations,
    calibration,
  } = settings;
  const longest = Math.max(...durations);
  const methods = names.flatMap((preset) =>
    changes.map((change) => methodOf({ preset, thresholdFactor: 1, changes: change })),
  );
  const usesData = methods.some(needsCalibration);
  const isRandom = encodings.some(({ kind }) => kind === 'poisson' || kind === 'annarchyPoisson');
  const changed = changes.map(describeChanges).filter((text) => text !== '');
  const publications = referencesOf({ settings }).map((key) => bibliography[key].short);
  const sentences = [
    `The network ${fileName(model.path)} was converted to a spiking network ${listed(names.map(presetWords), 'and')}.`,
    ...(usesData
      ? [`Activations were measured on ${calibration.samples} unlabelled images (${calibration.split} split).`]
      : []),
    ...(changed.length === 0 ? [] : [`Settings differing from the preset: ${listed(changed, 'or')}.`]),
    `Inputs were presented as ${listed(encodings.map(encodingWords), 'or')}.`,
    ...(thresholds.length === 1 && thresholds[0] === 1
      ? []
      : [`Thresholds were multiplied by ${listed(thresholds.map(String), 'or')}.`]),
    `Classes were read out by ${listed(
      readouts.map((readout) => axisWords('readout', readoutName(readout))),
      'or',
    )}.`,
    `Each of ${data.count} samples of ${fileName(data.path)} (${data.split} split) was simulated for ${longest} ms in steps of ${timeStep} ms` +
      `${isRandom ? `, with ${seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds`}` : ''}.`,
    `The analog network classified ${analog.correct} of ${data.count} samples correctly (${((100 * analog.correct) / data.count).toFixed(2)} %).`,
    `Intervals are 95 % Wilson score intervals (Wilson 1927).`,
    `Simulations ran in Spikebench ${provenance.spikebench}${engineOf(settings) === 'simd' ? '' : `, by its engine ${provenance.engine}`}.`,
    ...(publications.length === 0 ? [] : [`The methods are those of ${listed(publications, 'and')}.`]),
  ];
  return sentences.join(' ');
}

function presetWords(preset: PresetName): string {
  return `by the preset "${preset}" (${presets[preset].sources.join('; ')})`;
}

function encodingWords(encoding: Encoding): string {
  const words = wordsOf(encoding);
  return 'onOff' in encoding && encoding.onOff ? `${words}, negative values in spikes of −1,` : words;
}

function wordsOf(encoding: Encoding): string {
  switch (encoding.kind) {
    case 'constantCurrent':
      return 'constant currents';
    case 'annarchyPoisson':
      return `Poisson spike trains of at most ${encoding.maxRate} Hz, drawn as ANNarchy draws them`;
    case 'regular':
      return `evenly spaced spikes of at most ${encoding.maxRate} Hz`;
    case 'phase':
      return `weighted spikes in periods of ${encoding.period} steps (Kim et al. 2018)`;
    case 'burst':
      return 'bursts of growing spikes (Park et al. 2019)';
    case 'timeToFirstSpike':
      return `one spike in each window of ${encoding.window} steps, ${encoding.scale} in the latency`;
    case 'poisson':
      return `Poisson spike trains of at most ${encoding.maxRate} Hz`;
    case 'intrinsicallyBursting':
      return `intrinsically bursting neurons driven by at most ${encoding.maxCurrent}`;
    case 'phaseShiftOscillation':
      return `phase-shift oscillation with levels up to ${encoding.maxLevel}`;
    default:
      return assertNever(encoding);
  }
}

function listed(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
