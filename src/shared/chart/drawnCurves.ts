import { type CellCurve, curvesOf } from '../metrics/curves.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { Readout } from '../simulation/readout.ts';
import { type AxisName, axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { Cell, SweepSettings } from '../sweep/plan.ts';
import { axisTitle, axisWords } from '../sweep/axisWords.ts';
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

/** How a row is told apart: what it has of its own in words, its look, and the index of its panel. */
export interface Dress {
  readonly name: string;
  readonly look: LineLook;
  readonly panel: number;
}

/** A curve, dressed. */
export type DrawnCurve = CellCurve & Dress;

const panelJoint = ' · ';

/** The curves of all finished cells, dressed by the channels. */
export function drawCurves(record: RunRecord, channels: Channels, style: ChartStyle): DrawnCurve[] {
  const dress = createDresser(record.settings, channels, style);
  return curvesOf(record).map(({ key, cell, readout, accuracy }) => {
    const { name, look, panel } = dress(cell, readout);
    return { key, cell, readout, accuracy, name, look, panel };
  });
}

/** Gives a cell, read out in one way, the name and look that it has in every chart of its record. */
export function createDresser(
  settings: SweepSettings,
  channels: Channels,
  style: ChartStyle,
): (cell: Cell, readout: Readout) => Dress {
  const varied = axisNames.filter((axis) => axisValues(axis, settings).length > 1);
  const titles = panelTitles({ settings }, channels);
  const colours = coloursFor(channels.colour === null ? 1 : axisValues(channels.colour, settings).length, style);
  return (cell, readout) => {
    const indexOn = (axis: AxisName | null): number =>
      axis === null ? 0 : axisValues(axis, settings).indexOf(axisValue(axis, cell, readout));
    const colour = indexOn(channels.colour);
    const title = channels.panels.map((axis) => panelWords(axis, axisValue(axis, cell, readout))).join(panelJoint);
    return {
      name: varied.map((axis) => axisWords(axis, axisValue(axis, cell, readout))).join(', '),
      look: {
        colour: colours[colour]!,
        dash: dashPatterns[indexOn(channels.dash)]!,
        marker: channels.colour === null ? null : markers[colour % markers.length]!,
      },
      panel: titles.indexOf(title),
    };
  };
}

/** Titles of the panels in order; a single one has none. */
export function panelTitles({ settings }: Pick<RunRecord, 'settings'>, { panels }: Channels): string[] {
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
