import type { ChartTheme } from './theme.ts';

/** Theme and size of a chart; sizes are in pixels, or in points for print. */
export interface PlotSettings {
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
  /** Who says what colours mean: the drawing itself, unless said, or a window beside it, where values can be switched off. */
  readonly legend?: 'drawn' | 'beside';
}

/** How curves against time are drawn. */
export interface ChartSettings extends PlotSettings {
  /** `linear` unless said. */
  readonly timeScale?: TimeScale;
  /** `plateau` unless said. */
  readonly accuracyRange?: AccuracyRange;
}

export type TimeScale = 'linear' | 'log';

/** `whole`: from the first step's accuracy. `plateau`: the heights at which the curves end, with what leads up to them. */
export type AccuracyRange = 'whole' | 'plateau';
