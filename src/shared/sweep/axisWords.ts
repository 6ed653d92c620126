import { assertNever } from '../assertNever.ts';
import type { AxisName } from './axes.ts';

/** Heading of an axis of a sweep in legends and titles. */
export function axisTitle(axis: AxisName): string {
  switch (axis) {
    case 'preset':
      return 'Preset';
    case 'encoding':
      return 'Encoding';
    case 'threshold':
      return 'Threshold';
    case 'readout':
      return 'Readout';
    case 'seed':
      return 'Seed';
    default:
      return assertNever(axis);
  }
}

/** A value of an axis, as tables write it, in words for a legend. Presets keep their names. */
export function axisWords(axis: AxisName, value: string): string {
  switch (axis) {
    case 'preset':
    case 'seed':
      return value;
    case 'encoding':
      return value.replaceAll('-', ' ').replace('poisson', 'Poisson');
    case 'readout':
      return value.replaceAll('-', ' ');
    case 'threshold':
      return `× ${value}`;
    default:
      return assertNever(axis);
  }
}
