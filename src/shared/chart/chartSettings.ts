import type { ChartTheme } from './theme.ts';

/** How a chart is drawn; sizes are in pixels, or in points for print. */
export interface ChartSettings {
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
  /** `linear` unless said. */
  readonly timeScale?: TimeScale;
  /** `plateau` unless said. */
  readonly accuracyRange?: AccuracyRange;
}

export type TimeScale = 'linear' | 'log';

/** `whole`: from the first step's accuracy. `plateau`: the heights at which the curves end, with what leads up to them. */
export type AccuracyRange = 'whole' | 'plateau';
