import type { SweepSettings } from '../sweep/plan.ts';
import { assignChannels } from './channels.ts';
import { panelTitles } from './drawnCurves.ts';
import { layOutLegend } from './legend.ts';
import { panelGrid } from './panels.ts';
import { chartStyle, type ChartTheme } from './theme.ts';

/** Height at which lines of all rows, with their legend above and `noteLines` lines below, are easy to read at a width. */
export function panelledHeight(sweep: SweepSettings, theme: ChartTheme, width: number, noteLines: number): number {
  const style = chartStyle(theme);
  const em = style.fontSize;
  const channels = assignChannels(sweep);
  // As wide as such charts lay out their panels: without the labels that stand right of curves against time.
  const { columns, rows } = panelGrid(panelTitles({ settings: sweep }, channels).length, width / em + 2.5);
  const legend = layOutLegend(sweep, channels, style, width - em, 'linesAlone');
  const plot = Math.min(22 * em, Math.max((columns > 1 ? 9 : 13) * em, (0.55 * (width - 6 * em)) / columns));
  return Math.round(legend.height + rows * (plot + 4 * em) + (1.5 + 1.25 * noteLines) * em);
}
