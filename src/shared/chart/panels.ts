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

/** Panels in rows of at most three, of equal size, with the space that their titles, axes and end labels need around them. */
export function layOutPanels(titles: readonly string[], space: PanelSpace, style: ChartStyle): Panel[] {
  const em = style.fontSize;
  const { columns, rows } = panelGrid(titles.length);
  const titleHeight = titles.length > 1 ? 2.3 * em : 0.6 * em;
  const tickLabels = 1.7 * em;
  const axisName = 2.1 * em;
  const accuracyLabels = 4.2 * em;
  const endLabels = 4.4 * em;
  const gap = 2.6 * em;
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

/** Columns and rows for a number of panels. */
export function panelGrid(panels: number): { columns: number; rows: number } {
  const columns = panels === 4 ? 2 : Math.min(panels, 3);
  return { columns, rows: Math.ceil(panels / columns) };
}
