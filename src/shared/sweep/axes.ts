import { assertNever } from '../assertNever.ts';
import { methodName } from '../conversion/describeChanges.ts';
import { encodingName } from '../simulation/encodingName.ts';
import { type Readout, readoutName } from '../simulation/readout.ts';
import type { Cell, SweepSettings } from './plan.ts';

/** What a sweep can vary and a result is found by, in the order in which tables show it. Durations are read off a curve. */
export const axisNames = ['preset', 'encoding', 'threshold', 'readout', 'seed'] as const;
export type AxisName = (typeof axisNames)[number];

/** The values of an axis in the order of the settings, as tables and the command line write them. */
export function axisValues(axis: AxisName, settings: SweepSettings): readonly string[] {
  switch (axis) {
    case 'preset':
      return settings.presets.flatMap((preset) => settings.changes.map((changes) => methodName({ preset, changes })));
    case 'encoding':
      return settings.encodings.map(encodingName);
    case 'threshold':
      return settings.thresholds.map(String);
    case 'readout':
      return settings.readouts.map(readoutName);
    case 'seed':
      return settings.seeds.map(String);
    default:
      return assertNever(axis);
  }
}

/** The value of an axis in one cell, read out in one way. */
export function axisValue(axis: AxisName, cell: Cell, readout: Readout): string {
  switch (axis) {
    case 'preset':
      return methodName(cell);
    case 'encoding':
      return encodingName(cell.encoding);
    case 'threshold':
      return String(cell.threshold);
    case 'readout':
      return readoutName(readout);
    case 'seed':
      return String(cell.seed);
    default:
      return assertNever(axis);
  }
}
