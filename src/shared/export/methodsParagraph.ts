import { assertNever } from '../assertNever.ts';
import { axisWords } from '../sweep/axisWords.ts';
import type { PresetName } from '../conversion/settings.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { Encoding } from '../simulation/encoding.ts';
import { readoutName } from '../simulation/readout.ts';

/** What was done, as the methods section of a paper says it; every number comes from the record. */
export function methodsParagraph({ settings, analog, provenance }: RunRecord): string {
  const { model, data, presets, encodings, thresholds, readouts, seeds, timeStep, durations, calibration } = settings;
  const longest = Math.max(...durations);
  const usesData = presets.includes('rueckauer');
  const isRandom = encodings.some(({ kind }) => kind === 'poisson');
  const sentences = [
    `The network ${fileName(model.path)} was converted to a spiking network ${listed(presets.map(presetWords), 'and')}.`,
    ...(usesData
      ? [
          `Activation scales were taken at the ${calibration.percentile}th percentile over ${calibration.samples} images (${calibration.split} split).`,
        ]
      : []),
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
    `Intervals are 95 % Wilson score intervals.`,
    `Simulations ran in Spikebench ${provenance.spikebench}.`,
  ];
  return sentences.join(' ');
}

function presetWords(preset: PresetName): string {
  switch (preset) {
    case 'annarchy':
      return "as ANNarchy 5.0.3's converter does it";
    case 'annarchy-documented':
      return "by the rules of ANNarchy's manual";
    case 'rueckauer':
      return 'by data-based normalisation with reset by subtraction (Rueckauer et al. 2017)';
    default:
      return assertNever(preset);
  }
}

function encodingWords(encoding: Encoding): string {
  switch (encoding.kind) {
    case 'constantCurrent':
      return 'constant currents';
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
