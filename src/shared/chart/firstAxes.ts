import { type AxisName, axisNames, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';

/** The two axes with most values for a heat map, across and down; whatever there is where fewer vary. */
export function firstAxes(settings: SweepSettings): { readonly x: AxisName; readonly y: AxisName } {
  const [x = 'threshold', y = 'encoding'] = axisNames.toSorted(
    (a, b) => axisValues(b, settings).length - axisValues(a, settings).length,
  );
  // Names of encodings are long: they stand better at the left.
  return x === 'encoding' ? { x: y, y: x } : { x, y };
}
