import type { Family } from '../conversion/method.ts';
import type { MethodField, MethodValue } from '../conversion/methodFields.ts';
import { presets } from '../conversion/presets.ts';
import type { DraftField, SweepDraft } from './draft.ts';
import { isMethodField } from './fieldAxis.ts';
import { parseMethodAxis } from './methodAxis.ts';

/** Whether a field means anything with the presets, encodings, readouts and other settings that are chosen. */
export function isUsed(field: DraftField, draft: SweepDraft): boolean {
  if (isMethodField(field)) return isMethodUsed(field, draft);
  const encodes = (...kinds: readonly SweepDraft['encodings'][number][]): boolean =>
    kinds.some((kind) => draft.encodings.includes(kind));
  switch (field) {
    case 'poissonRate':
      return encodes('poisson', 'regular', 'annarchyPoisson');
    case 'burstCurrent':
      return encodes('intrinsicallyBursting');
    case 'phaseLevel':
      return encodes('phaseShiftOscillation');
    case 'phasePeriod':
      return encodes('phase');
    case 'inputBurstLimit':
      return encodes('burst');
    case 'spikeWindow':
    case 'spikeScale':
      return encodes('timeToFirstSpike');
    case 'onOff':
      return encodes('poisson', 'regular', 'phase', 'burst', 'timeToFirstSpike');
    case 'seeds':
      return (
        encodes('poisson', 'annarchyPoisson') || (uses(draft, 'rate') && has(draft, 'initialPotential', 'uniform'))
      );
    case 'spikesToWin':
      return draft.readouts.includes('timeToKSpikes');
    case 'calibrationSamples':
    case 'calibrationSplit':
      return calibrates(draft);
    case 'presets':
    case 'encodings':
    case 'readouts':
    case 'thresholds':
    case 'durations':
    case 'timeStep':
    case 'split':
    case 'offset':
    case 'samples':
    case 'scaling':
      return true;
  }
}

/** What the chosen presets have for a setting, without repeats, in their order. */
export function presetValues(field: MethodField, { presets: names }: SweepDraft): readonly MethodValue[] {
  return [...new Set(names.map((name) => presets[name].method[field]))];
}

function isMethodUsed(field: MethodField, draft: SweepDraft): boolean {
  const isRate = uses(draft, 'rate');
  const isScaled = uses(draft, 'rate', 'fewSpike', 'firstSpike');
  switch (field) {
    case 'normalisation':
    case 'layerThresholds':
      return true;
    case 'percentile':
      return isScaled && has(draft, 'normalisation', 'percentile', 'clip');
    case 'granularity':
      return isScaled;
    case 'calibrationSteps':
      return (
        uses(draft, 'fewSpike', 'firstSpike') ||
        (isRate && has(draft, 'normalisation', 'leastSquares', 'spikeBased')) ||
        (isRate && has(draft, 'correction', 'bias', 'potential'))
      );
    case 'burstLimit':
      return isRate && has(draft, 'spikes', 'burst');
    case 'reset':
    case 'spikes':
    case 'initialPotential':
    case 'shiftSteps':
    case 'correction':
    case 'maxPooling':
    case 'membraneTimeConstant':
    case 'refractoryPeriod':
    case 'lowerBound':
    case 'synapticTimeConstant':
    case 'delay':
    case 'layerDelays':
    case 'readoutDelay':
      return isRate;
  }
}

/** The values of a setting: those that are typed or, where none is, those of the presets. */
function valuesOf(field: MethodField, draft: SweepDraft): readonly MethodValue[] {
  const parsed = parseMethodAxis(field, draft[field]);
  return 'values' in parsed && parsed.values.length > 0 ? parsed.values : presetValues(field, draft);
}

function has(draft: SweepDraft, field: MethodField, ...values: readonly MethodValue[]): boolean {
  return valuesOf(field, draft).some((value) => values.includes(value));
}

function uses(draft: SweepDraft, ...families: readonly Family[]): boolean {
  return draft.presets.some((name) => families.includes(presets[name].method.family));
}

/** Whether some method must see images before it converts; for any combination as `needsCalibration` says it of one. */
function calibrates(draft: SweepDraft): boolean {
  return (
    uses(draft, 'rate', 'fewSpike', 'firstSpike') &&
    (valuesOf('normalisation', draft).some((value) => value !== 'none' && value !== 'modelBased') ||
      valuesOf('correction', draft).some((value) => value !== 'none') ||
      has(draft, 'readoutDelay', 'automatic'))
  );
}
