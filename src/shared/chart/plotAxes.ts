import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { ChartStyle } from './theme.ts';

interface Ends {
  readonly min?: number;
  readonly max?: number;
  readonly interval?: number;
  readonly isLog?: boolean;
  /** Ticks at whole numbers only. */
  readonly isWhole?: boolean;
}

/** A number axis below the plot; the name carries the unit. */
export function xNumbers(name: string, style: ChartStyle, ends: Ends = {}): XAXisComponentOption {
  const { axisLabel, ...rest } = common(name, 2.2, style);
  return {
    ...numbers(ends),
    ...rest,
    axisLabel: { ...axisLabel, formatter: tickText },
    splitLine: { show: false },
    axisLine: line(style),
  };
}

/** A number axis left of the plot; `gap` is the room for tick labels, in multiples of the font size. */
export function yNumbers(name: string, style: ChartStyle, ends: Ends = {}, gap = 3.7): YAXisComponentOption {
  const { axisLabel, ...rest } = common(name, gap, style);
  return {
    ...numbers(ends),
    ...rest,
    // A last tick at an odd number would stand on the one before it.
    axisLabel: { ...axisLabel, formatter: tickText, ...(ends.isWhole === true ? { showMaxLabel: false } : {}) },
    nameRotate: 90,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: style.gridLine, width: 0.5 * style.lineWidth } },
  };
}

/** Categories below the plot. */
export function xCategories(name: string, values: readonly string[], style: ChartStyle): XAXisComponentOption {
  const { axisLabel, ...rest } = common(name, 2.2, style);
  return {
    type: 'category',
    data: [...values],
    ...rest,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...axisLabel, interval: 0, hideOverlap: true },
  };
}

/** Categories left of the plot, the first one on top. */
export function yCategories(
  name: string,
  values: readonly string[],
  style: ChartStyle,
  gap: number,
): YAXisComponentOption {
  const { axisLabel, ...rest } = common(name, gap, style);
  return {
    type: 'category',
    inverse: true,
    data: [...values],
    ...rest,
    nameRotate: 90,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...axisLabel, interval: 0, hideOverlap: true },
  };
}

/** Numbers with a decimal point and without thousands marks, as everywhere in Spikebench, and with a true minus. */
export function tickText(value: number): string {
  return String(Number(value.toPrecision(12))).replace('-', '−');
}

function numbers({ isLog = false, isWhole = false, ...ends }: Ends) {
  if (isLog) return { type: 'log' as const, logBase: 10, ...ends };
  return { type: 'value' as const, scale: true, ...(isWhole ? { minInterval: 1 } : {}), ...ends };
}

function common(name: string, gap: number, style: ChartStyle) {
  const em = style.fontSize;
  const font = { fontFamily: style.fontFamily, fontSize: em };
  return {
    name,
    nameLocation: 'middle' as const,
    nameGap: gap * em,
    nameTextStyle: { ...font, color: style.text, fontWeight: 'normal' as const },
    axisTick: { show: true, length: 0.35 * em, lineStyle: { color: style.axis, width: 0.5 * style.lineWidth } },
    axisLabel: { ...font, color: style.muted, margin: 0.6 * em, hideOverlap: true },
  };
}

function line(style: ChartStyle) {
  return { show: true, onZero: false, lineStyle: { color: style.axis, width: 0.5 * style.lineWidth } };
}
