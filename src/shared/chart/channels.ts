import { type AxisName, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';

/** Which axis of a sweep is told by which visual channel; null where nothing is left to tell. */
export interface Channels {
  /** Told by the marker too, so that no information is in the colour alone. */
  readonly colour: AxisName | null;
  readonly dash: AxisName | null;
  /** One panel for each combination of their values. */
  readonly panels: readonly AxisName[];
}

/** Line styles that stay apart at small sizes, in lengths of the line's width; an empty one is a solid line. */
export const dashPatterns: readonly (readonly number[])[] = [[], [4, 2], [1.2, 1.8], [7, 2, 1.2, 2]];

/** What matters most comes first: it gets the colour. */
const priority: readonly AxisName[] = ['encoding', 'threshold', 'preset', 'readout', 'seed'];

/** Gives the axes that vary to colour, then line style (where it has few enough values), then panels; `split` always to panels. */
export function assignChannels(settings: SweepSettings, split: AxisName | null = null): Channels {
  const all = priority.filter((axis) => axisValues(axis, settings).length > 1);
  const fitsDash = (axis: AxisName): boolean => axisValues(axis, settings).length <= dashPatterns.length;
  const varied = all.filter((axis) => axis !== split);
  const [first, second] = varied;
  // Panels by another axis are asked for: an axis with many values takes the colour rather than more panels.
  const isSwapped =
    split !== null && first !== undefined && second !== undefined && fitsDash(first) && !fitsDash(second);
  const colour = (isSwapped ? second : first) ?? null;
  const dash = varied.find((axis) => axis !== colour && fitsDash(axis)) ?? null;
  return { colour, dash, panels: all.filter((axis) => axis !== colour && axis !== dash) };
}
