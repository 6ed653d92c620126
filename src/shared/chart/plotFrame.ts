import type { EChartsOption, GridComponentOption } from 'echarts';
import type { ChartStyle } from './theme.ts';

/** What every chart begins with. */
export function plotFrame(
  style: ChartStyle,
): Pick<EChartsOption, 'animation' | 'backgroundColor'> & { textStyle: object } {
  return {
    animation: false,
    backgroundColor: style.background,
    textStyle: { fontFamily: style.fontFamily, fontSize: style.fontSize, color: style.text },
  };
}

/** Room around the plotting area, in multiples of the font size. */
export interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for tick labels and names of both axes. */
export const usualRoom: Room = { left: 5.6, right: 1.5, top: 1, bottom: 3.8 };

/** The plotting area. */
export function plotGrid(style: ChartStyle, room: Partial<Room> = {}): GridComponentOption {
  const { left, right, top, bottom } = { ...usualRoom, ...room };
  const em = style.fontSize;
  return { left: left * em, right: right * em, top: top * em, bottom: bottom * em, outerBoundsMode: 'none' };
}
