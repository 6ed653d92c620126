import type { GridComponentOption } from 'echarts';
import type { ChartStyle } from './theme.ts';

/** The plotting area of one panel, in units of the drawing. */
export interface Panel {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** First of its row: has the labels of the accuracy axis. */
  readonly isFirst: boolean;
  /** Last of its row: has the labels at the ends of the lines. */
  readonly isLast: boolean;
  /** Nothing below it: has the name of the time axis. */
  readonly isBottom: boolean;
}

/** Where panels and their labels may be. */
export interface PanelSpace {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const panelGap = 2.6;

/**
 * Panels of equal size in rows of as many as stay readable, at most three, with the space that their titles, axes and end labels need around
 * them.
 */
export function layOutPanels(titles: readonly string[], space: PanelSpace, style: ChartStyle): Panel[] {
  const em = style.fontSize;
  const { columns, rows } = panelGrid(titles.length, (space.right - space.left) / em);
  const titleHeight = titles.length > 1 ? 2.3 * em : 0.6 * em;
  const tickLabels = 1.7 * em;
  const axisName = 2.1 * em;
  const accuracyLabels = 4.8 * em;
  const endLabels = 4.4 * em;
  const gap = panelGap * em;
  const left = space.left + accuracyLabels;
  const width = (space.right - endLabels - left - (columns - 1) * gap) / columns;
  const rowHeight = (space.bottom - axisName - space.top) / rows;
  return titles.map((title, i) => {
    const column = i % columns;
    return {
      title,
      left: left + column * (width + gap),
      top: space.top + Math.floor(i / columns) * rowHeight + titleHeight,
      width,
      height: rowHeight - titleHeight - tickLabels,
      isFirst: column === 0,
      isLast: column === columns - 1 || i === titles.length - 1,
      isBottom: i + columns >= titles.length,
    };
  });
}

/** The plotting area of a panel, its labels beside it. */
export function gridOf({ left, top, width, height }: Panel): GridComponentOption {
  return { left, top, width, height, outerBoundsMode: 'none' };
}

/** A panel narrower than this is hard to read, in lengths of the font size. */
const leastWidth = 11.5;
/** Labels left and right of the panels. */
const sideLabels = 9.2;

/** Columns and rows for a number of panels in a space of that width, in lengths of the font size. */
export function panelGrid(panels: number, width: number): { columns: number; rows: number } {
  const fitting = Math.max(1, Math.floor((width - sideLabels + panelGap) / (leastWidth + panelGap)));
  const columns = Math.min(fitting, panels === 4 ? 2 : 3, panels);
  return { columns, rows: Math.ceil(panels / columns) };
}
