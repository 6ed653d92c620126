import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { TimeScale } from './chartSettings.ts';
import type { NiceScale } from './niceScale.ts';
import type { Panel } from './panels.ts';
import type { ChartStyle } from './theme.ts';

/** Time axis of a panel, from 0 (or the first step, on a logarithmic scale) to the longest duration, in milliseconds. */
export function timeAxis(
  index: number,
  { isBottom }: Panel,
  scale: NiceScale,
  first: number,
  kind: TimeScale,
  style: ChartStyle,
): XAXisComponentOption {
  const common = {
    gridIndex: index,
    max: scale.max,
    name: isBottom ? 'Simulated time (ms)' : '',
    nameLocation: 'middle' as const,
    nameGap: 2.2 * style.fontSize,
    nameTextStyle: {
      color: style.text,
      fontFamily: style.fontFamily,
      fontSize: style.fontSize,
      fontWeight: 'normal' as const,
    },
    axisLine: { show: true, onZero: false, lineStyle: { color: style.axis, width: 0.5 * style.lineWidth } },
    axisTick: {
      show: true,
      length: 0.35 * style.fontSize,
      lineStyle: { color: style.axis, width: 0.5 * style.lineWidth },
    },
    axisLabel: { ...tickLabel(style), margin: 0.6 * style.fontSize, hideOverlap: true, formatter: String },
    splitLine: { show: false },
  };
  return kind === 'log'
    ? { ...common, type: 'log', logBase: 10, min: first }
    : { ...common, type: 'value', min: 0, interval: scale.interval };
}

/** Accuracy axis of a panel in percent; only the first panel of a row is labelled. */
export function accuracyAxis(
  index: number,
  { isFirst }: Panel,
  scale: NiceScale,
  style: ChartStyle,
): YAXisComponentOption {
  return {
    type: 'value',
    gridIndex: index,
    ...scale,
    name: isFirst ? 'Accuracy (%)' : '',
    nameLocation: 'middle',
    nameRotate: 90,
    nameGap: 3.2 * style.fontSize,
    nameMoveOverlap: false,
    nameTextStyle: { color: style.text, fontFamily: style.fontFamily, fontSize: style.fontSize, fontWeight: 'normal' },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...tickLabel(style), margin: 0.6 * style.fontSize, show: isFirst },
    splitLine: { show: true, lineStyle: { color: style.gridLine, width: 0.5 * style.lineWidth } },
  };
}

function tickLabel(style: ChartStyle): { color: string; fontFamily: string; fontSize: number } {
  return { color: style.muted, fontFamily: style.fontFamily, fontSize: style.fontSize };
}
