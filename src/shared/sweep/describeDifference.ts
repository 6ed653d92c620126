import { describeChanges } from '../conversion/describeChanges.ts';
import { encodingName } from '../simulation/encodingName.ts';
import { engineOf } from '../simulation/engineName.ts';
import { readoutName } from '../simulation/readout.ts';
import type { SweepSettings } from './plan.ts';

/**
 * In what two sweeps differ so that the results of one are not results of the other, in words: the first difference with both values.
 * Null where they ask the same; paths may differ, contents may not.
 */
export function describeDifference(there: SweepSettings, here: SweepSettings): string | null {
  const theirs = settingsInWords(there);
  const ours = settingsInWords(here);
  const index = theirs.findIndex(([, value], position) => value !== ours[position]![1]);
  if (index === -1) return null;
  return `${theirs[index]![0]} ${theirs[index]![1]} there, ${ours[index]![1]} here`;
}

function settingsInWords(settings: SweepSettings): readonly (readonly [name: string, value: string])[] {
  const { model, data, calibration } = settings;
  return [
    ['model of SHA-256', model.sha256],
    ['data of SHA-256', data.sha256],
    ['split', data.split],
    ['offset', String(data.offset)],
    ['number of samples', String(data.count)],
    ['scaling', data.scaling],
    ['presets', settings.presets.join(', ')],
    ['changed settings', settings.changes.map(describeChanges).join(' | ')],
    ['encodings', settings.encodings.map(encodingName).join(', ')],
    ['thresholds', settings.thresholds.join(', ')],
    ['readouts', settings.readouts.map(readoutName).join(', ')],
    ['durations (ms)', settings.durations.join(', ')],
    ['seeds', settings.seeds.join(', ')],
    ['time step (ms)', String(settings.timeStep)],
    ['calibration', `${calibration.samples} samples of ${calibration.split}`],
    ['engine', engineOf(settings)],
  ];
}
