import type { SweepSettings } from '../sweep/plan.ts';
import type { Channels } from './channels.ts';
import type { PlotSettings } from './chartSettings.ts';
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
  | { readonly kind: 'line'; readonly look: LineLook }
  | { readonly kind: 'point'; readonly look: LineLook; readonly opacity?: number }
  | { readonly kind: 'band'; readonly colour: string }
  /** Words alone: how many more there are. */
  | { readonly kind: 'none' };

export interface LegendItem {
  readonly text: string;
  readonly key: LegendKey;
}

interface Group {
  readonly heading: string;
  readonly items: readonly LegendItem[];
}

/** The legend of a plot with that margin at its sides; an empty one where the window beside it has it. */
export function legendOf(
  sweep: SweepSettings,
  channels: Channels,
  style: ChartStyle,
  { width, legend }: PlotSettings,
  {
    margin,
    marks,
    more = [],
  }: { readonly margin: number; readonly marks: LegendMarks; readonly more?: readonly LegendItem[] },
): Legend {
  return legend === 'beside'
    ? { height: 0, headings: [], entries: [] }
    : layOutLegend(sweep, channels, style, width - 2 * margin, marks, more);
}

/** What the keys are: lines with their bands explained, lines, or points. */
export type LegendMarks = 'lines' | 'linesAlone' | 'points';

/** More rows than these for one axis would push the chart away. */
const mostRows = 3;

/**
 * One row (or up to three, where the width asks for it) for each axis that is told by colour or by line style, so that 27 curves need six keys
 * and not 27; of many values the first ones, and how many more there are. The last row ends with the meaning of the bands, where there are any.
 */
export function layOutLegend(
  settings: SweepSettings,
  channels: Channels,
  style: ChartStyle,
  width: number,
  marks: LegendMarks = 'lines',
  more: readonly LegendItem[] = [],
): Legend {
  const keys = legendGroups(settings, channels, style, marks);
  const groups = more.length === 0 ? keys : [...keys, { heading: '', items: more }];
  const em = style.fontSize;
  const rowHeight = 1.55 * em;
  const entryGap = 1.4 * em;
  const indent = Math.max(0, ...groups.map(({ heading }) => (heading === '' ? 0 : textWidth(heading, em) + entryGap)));
  const headings: LegendText[] = [];
  const entries: LegendEntry[] = [];
  let row = -1;
  let x = indent;
  for (const { heading, items } of groups) {
    const isNew = heading !== '' || row === -1;
    if (isNew) headings.push({ text: heading, x: 0, y: (row + 1.5) * rowHeight });
    const start = isNew ? { row: row + 1, x: indent } : { row, x };
    const placed = placeItems(items, start, { indent, width, em, entryGap });
    for (const { item, at } of placed.items) {
      const keyWidth = widthOfKey(item.key, em);
      const textX = at.x + keyWidth + (keyWidth === 0 ? 0 : 0.5 * em);
      entries.push({ text: item.text, key: item.key, keyWidth, x: textX, y: (at.row + 0.5) * rowHeight });
    }
    ({ row, x } = placed.end);
  }
  return { height: (row + 1) * rowHeight, headings, entries };
}

interface Place {
  readonly row: number;
  readonly x: number;
}

interface Space {
  readonly indent: number;
  readonly width: number;
  readonly em: number;
  readonly entryGap: number;
}

/** The items in rows, as many as fit into three, and words for the others. */
function placeItems(
  items: Group['items'],
  start: Place,
  space: Space,
): { readonly items: readonly { readonly item: Group['items'][number]; readonly at: Place }[]; readonly end: Place } {
  for (let shown = items.length; ; shown--) {
    const left = items.length - shown;
    const more = left === 0 ? [] : [{ text: `and ${left} more`, key: { kind: 'none' } as const }];
    const placed: { item: Group['items'][number]; at: Place }[] = [];
    let { row, x } = start;
    for (const item of [...items.slice(0, shown), ...more]) {
      const keyWidth = widthOfKey(item.key, space.em);
      const itemWidth = keyWidth + (keyWidth === 0 ? 0 : 0.5 * space.em) + textWidth(item.text, space.em);
      if (x + itemWidth > space.width && x > space.indent) {
        row++;
        x = space.indent;
      }
      placed.push({ item, at: { row, x } });
      x += itemWidth + space.entryGap;
    }
    if (row - start.row < mostRows || shown <= 1) return { items: placed, end: { row, x } };
  }
}

function widthOfKey(key: LegendKey, em: number): number {
  switch (key.kind) {
    case 'line':
    case 'band':
      return 2.6 * em;
    case 'point':
      return em;
    case 'none':
      return 0;
    default:
      return key satisfies never;
  }
}

function legendGroups(settings: SweepSettings, channels: Channels, style: ChartStyle, marks: LegendMarks): Group[] {
  if (marks === 'points') {
    return legendKeys(settings, { ...channels, dash: null }, style).map(({ heading, keys }): Group => ({
      heading,
      items: keys.map(({ text, look }) => ({ text, key: { kind: 'point', look } })),
    }));
  }
  const groups = legendKeys(settings, channels, style).map(({ heading, keys }): Group => ({
    heading,
    items: keys.map(({ text, look }) => ({ text, key: { kind: 'line', look } })),
  }));
  if (marks === 'linesAlone') return groups;
  const bandColour = channels.colour === null ? coloursFor(1, style)[0]! : style.muted;
  groups.push({ heading: '', items: [{ text: '95 % Wilson interval', key: { kind: 'band', colour: bandColour } }] });
  return groups;
}
