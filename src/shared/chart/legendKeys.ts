import { type AxisName, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { axisTitle, axisWords } from '../sweep/axisWords.ts';
import { type Channels, dashPatterns } from './channels.ts';
import { coloursFor } from './colours.ts';
import type { LineLook } from './drawnCurves.ts';
import { markers } from './markers.ts';
import type { ChartStyle } from './theme.ts';

/** The keys of one axis that is told by colour or line style. */
export interface LegendGroup {
  readonly axis: AxisName;
  readonly heading: string;
  readonly keys: readonly { readonly value: string; readonly text: string; readonly look: LineLook }[];
}

/** What the looks of curves mean, axis by axis. */
export function legendKeys(settings: SweepSettings, { colour, dash }: Channels, style: ChartStyle): LegendGroup[] {
  const groups: LegendGroup[] = [];
  if (colour !== null) {
    const values = axisValues(colour, settings);
    const colours = coloursFor(values.length, style);
    const keys = values.map((value, i) => ({
      value,
      text: axisWords(colour, value),
      look: { colour: colours[i]!, dash: [], marker: markers[i % markers.length]! },
    }));
    groups.push({ axis: colour, heading: axisTitle(colour), keys });
  }
  if (dash !== null) {
    const keys = axisValues(dash, settings).map((value, i) => ({
      value,
      text: axisWords(dash, value),
      look: { colour: style.muted, dash: dashPatterns[i]!, marker: null },
    }));
    groups.push({ axis: dash, heading: axisTitle(dash), keys });
  }
  return groups;
}
