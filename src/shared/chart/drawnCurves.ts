import { type CellCurve, curvesOf } from '../metrics/curves.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { type AxisName, axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import { axisTitle, axisWords } from './axisWords.ts';
import { type Channels, dashPatterns } from './channels.ts';
import { coloursFor } from './colours.ts';
import { type Marker, markers } from './markers.ts';
import type { ChartStyle } from './theme.ts';

/** How a line looks; a key in the legend looks the same. */
export interface LineLook {
  readonly colour: string;
  /** In lengths of the line's width; empty for a solid line. */
  readonly dash: readonly number[];
  readonly marker: Marker | null;
}

/** A curve with its look and the index of its panel. */
export interface DrawnCurve extends CellCurve {
  readonly name: string;
  readonly look: LineLook;
  readonly panel: number;
}

const panelJoint = ' · ';

/** The curves of all finished cells, dressed by the channels. */
export function drawCurves(record: RunRecord, channels: Channels, style: ChartStyle): DrawnCurve[] {
  const { settings } = record;
  const varied = axisNames.filter((axis) => axisValues(axis, settings).length > 1);
  const titles = panelTitles(record, channels);
  const colours = coloursFor(channels.colour === null ? 1 : axisValues(channels.colour, settings).length, style);
  return curvesOf(record).map(({ cell, readout, accuracy }) => {
    const indexOn = (axis: AxisName | null): number =>
      axis === null ? 0 : axisValues(axis, settings).indexOf(axisValue(axis, cell, readout));
    const colour = indexOn(channels.colour);
    const title = channels.panels.map((axis) => panelWords(axis, axisValue(axis, cell, readout))).join(panelJoint);
    return {
      cell,
      readout,
      accuracy,
      name: varied.map((axis) => axisWords(axis, axisValue(axis, cell, readout))).join(', '),
      look: {
        colour: colours[colour]!,
        dash: dashPatterns[indexOn(channels.dash)]!,
        marker: channels.colour === null ? null : markers[colour % markers.length]!,
      },
      panel: titles.indexOf(title),
    };
  });
}

/** Titles of the panels in order; a single one has none. */
export function panelTitles({ settings }: RunRecord, { panels }: Channels): string[] {
  return panels
    .map((axis) => axisValues(axis, settings).map((value) => panelWords(axis, value)))
    .reduce(
      (titles, words) =>
        titles.flatMap((title) => words.map((word) => (title === '' ? word : `${title}${panelJoint}${word}`))),
      [''],
    );
}

function panelWords(axis: AxisName, value: string): string {
  return `${axisTitle(axis)}: ${axisWords(axis, value)}`;
}
