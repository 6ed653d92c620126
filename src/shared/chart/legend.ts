import type { SweepSettings } from '../sweep/plan.ts';
import type { Channels } from './channels.ts';
import { coloursFor } from './colours.ts';
import type { LineLook } from './drawnCurves.ts';
import { legendKeys } from './legendKeys.ts';
import { textWidth } from './textWidth.ts';
import type { ChartStyle } from './theme.ts';

/** A legend, laid out: what to draw where, in units of the drawing from the legend's top left corner. */
export interface Legend {
  readonly height: number;
  readonly headings: readonly LegendText[];
  readonly entries: readonly LegendEntry[];
}

export interface LegendText {
  readonly text: string;
  readonly x: number;
  /** Centre of the line. */
  readonly y: number;
}

export interface LegendEntry extends LegendText {
  /** The text starts at x; the key, this wide, ends a small gap before it. */
  readonly keyWidth: number;
  readonly key: LegendKey;
}

export type LegendKey =
  { readonly kind: 'line'; readonly look: LineLook } | { readonly kind: 'band'; readonly colour: string };

interface Group {
  readonly heading: string;
  readonly items: readonly { readonly text: string; readonly key: LegendKey }[];
}

/**
 * One row (or more, where the width asks for it) for each axis that is told by colour or by line style, so that 27 curves need six keys
 * and not 27; the last row ends with the meaning of the bands.
 */
export function layOutLegend(settings: SweepSettings, channels: Channels, style: ChartStyle, width: number): Legend {
  const groups = legendGroups(settings, channels, style);
  const em = style.fontSize;
  const keyWidth = 2.6 * em;
  const keyGap = 0.5 * em;
  const entryGap = 1.4 * em;
  const rowHeight = 1.55 * em;
  const indent = Math.max(...groups.map(({ heading }) => (heading === '' ? 0 : textWidth(heading, em) + entryGap)));
  const headings: LegendText[] = [];
  const entries: LegendEntry[] = [];
  let row = -1;
  let x = 0;
  for (const { heading, items } of groups) {
    if (heading !== '' || row === -1) {
      row++;
      x = indent;
      headings.push({ text: heading, x: 0, y: (row + 0.5) * rowHeight });
    }
    for (const { text, key } of items) {
      const end = x + keyWidth + keyGap + textWidth(text, em);
      if (end > width && x > indent) {
        row++;
        x = indent;
      }
      entries.push({ text, key, keyWidth, x: x + keyWidth + keyGap, y: (row + 0.5) * rowHeight });
      x += keyWidth + keyGap + textWidth(text, em) + entryGap;
    }
  }
  return { height: (row + 1) * rowHeight, headings, entries };
}

function legendGroups(settings: SweepSettings, channels: Channels, style: ChartStyle): Group[] {
  const groups = legendKeys(settings, channels, style).map(({ heading, keys }): Group => ({
    heading,
    items: keys.map(({ text, look }) => ({ text, key: { kind: 'line', look } })),
  }));
  const bandColour = channels.colour === null ? coloursFor(1, style)[0]! : style.muted;
  groups.push({ heading: '', items: [{ text: '95 % Wilson interval', key: { kind: 'band', colour: bandColour } }] });
  return groups;
}
