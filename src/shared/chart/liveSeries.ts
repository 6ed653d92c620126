import type { CustomSeriesOption, CustomSeriesRenderItemAPI, ScatterSeriesOption } from 'echarts';
import type { TimeScale } from './chartSettings.ts';
import type { DrawnCurve } from './drawnCurves.ts';
import { dashLengths } from './legendGraphics.ts';
import { markedPoints, markerSymbol, mostMarked } from './markers.ts';
import type { ChartStyle } from './theme.ts';

/** More bands than this are fog: only those of selected curves are drawn. */
const mostBands = 12;
/**
 * More lines than this are drawn a pixel wide with a point for every few pixels, so that zooming stays smooth: lines of one pixel are an eighth of the work
 * where a processor draws them (test/bench/zoomFrames.ts). The cursor has every step.
 */
const mostDetailed = 60;
const crowdedWidth = 1;

/** The intervals of the curves of one panel, as areas. */
export function liveBands(
  panel: number,
  curves: readonly DrawnCurve[],
  selected: ReadonlySet<string>,
  style: ChartStyle,
): CustomSeriesOption {
  const isAnySelected = selected.size > 0;
  const shown = curves.filter(({ key }) => selected.has(key) || (!isAnySelected && curves.length <= mostBands));
  const opacity = Math.max(0.07, (isAnySelected ? 0.25 : 0.2) / Math.sqrt(shown.length));
  return {
    ...handDrawn(panel, shown.length),
    z: 1,
    renderItem: ({ dataIndex }, api) => {
      const { accuracy, look } = shown[dataIndex]!;
      const place = createPlace(api, style, shown.length);
      const upper = place(accuracy.time, accuracy.high);
      const lower = place(accuracy.time, accuracy.low);
      return {
        type: 'polygon',
        shape: { points: upper.concat(lower.toReversed()) },
        style: { fill: look.colour, opacity },
      };
    },
  };
}

/** The curves of one panel; selected ones are thicker and the others step back. */
export function liveLines(
  panel: number,
  curves: readonly DrawnCurve[],
  selected: ReadonlySet<string>,
  style: ChartStyle,
): CustomSeriesOption {
  const isAnySelected = selected.size > 0;
  const inOrder = curves.toSorted((a, b) => Number(selected.has(a.key)) - Number(selected.has(b.key)));
  return {
    ...handDrawn(panel, inOrder.length),
    z: 3,
    renderItem: ({ dataIndex }, api) => {
      const { accuracy, look, key } = inOrder[dataIndex]!;
      const isCrowded = inOrder.length > mostDetailed;
      const isSelected = selected.has(key);
      const lineWidth = isSelected ? 1.6 * style.lineWidth : isCrowded ? crowdedWidth : style.lineWidth;
      const lineDash = dashLengths(look.dash, lineWidth);
      return {
        type: 'polyline',
        shape: { points: createPlace(api, style, inOrder.length)(accuracy.time, accuracy.value) },
        style: {
          fill: 'none',
          stroke: look.colour,
          lineWidth,
          lineJoin: isCrowded ? 'bevel' : 'round',
          opacity: isAnySelected && !isSelected ? 0.28 : 1,
          ...(lineDash === null ? {} : { lineDash }),
        },
      };
    },
  };
}

/** A few markers on each curve, so that nothing is told by colour alone. */
export function liveMarkers(
  panel: number,
  curves: readonly DrawnCurve[],
  selected: ReadonlySet<string>,
  timeScale: TimeScale,
  style: ChartStyle,
): ScatterSeriesOption {
  const isAnySelected = selected.size > 0;
  const colours = [...new Set(curves.map(({ look }) => look.colour))];
  const shown = curves.filter(({ key }) => (isAnySelected ? selected.has(key) : curves.length <= mostMarked));
  const data = shown.flatMap(({ accuracy, look }) => {
    if (look.marker === null) return [];
    const symbol = markerSymbol(look.marker);
    const points = markedPoints(accuracy.time, timeScale, colours.indexOf(look.colour), colours.length);
    return [...points].map((t) => ({
      value: [accuracy.time[t]!, 100 * accuracy.value[t]!],
      symbol,
      itemStyle: { color: look.colour },
    }));
  });
  return {
    type: 'scatter',
    xAxisIndex: panel,
    yAxisIndex: panel,
    silent: true,
    z: 4,
    symbolSize: style.markerSize,
    symbolKeepAspect: true,
    itemStyle: { borderColor: style.background, borderWidth: style.lineWidth / 2 },
    data,
  };
}

function handDrawn(panel: number, items: number) {
  return {
    type: 'custom' as const,
    xAxisIndex: panel,
    yAxisIndex: panel,
    silent: true,
    clip: true,
    animation: false,
    data: Array.from({ length: items }, (_, i) => [i, 0]),
    // The data are only positions in the list of curves: they must not stretch the axes.
    encode: { x: [], y: [] },
  };
}

/**
 * Places points of a curve of fractions on the screen. Both axes are straight there (time possibly after a logarithm), so two points of
 * each tell the rest; points outside the plot and points too close to the one before are left out.
 */
function createPlace(api: CustomSeriesRenderItemAPI, style: ChartStyle, curves: number) {
  const [x1 = 0, y0 = 0] = api.coord([1, 0]);
  const [x10 = 0, y100 = 0] = api.coord([10, 100]);
  const [x2 = 0] = api.coord([2, 0]);
  const isLog = Math.abs((x2 - x1) / (x10 - x1) - Math.log10(2)) < 1e-6;
  const perUnit = isLog ? x10 - x1 : (x10 - x1) / 9;
  const perShare = y100 - y0;
  const width = api.getWidth();
  const least = curves > mostDetailed ? Math.min(4, Math.max(2.5, curves / 50)) : style.lineWidth / 3;
  return (time: readonly number[], shares: readonly number[]): number[][] => {
    const points: number[][] = [];
    let before = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < time.length; t++) {
      const x = isLog ? x1 + perUnit * Math.log10(time[t]!) : x1 + perUnit * (time[t]! - 1);
      if (x < -width) continue;
      if (x - before < least && t < time.length - 1) continue;
      const y = y0 + perShare * shares[t]!;
      const [last, earlier] = [points.at(-1), points.at(-2)];
      // What lies on a level line says nothing: its end is moved on.
      if (last !== undefined && last[1] === y && earlier?.[1] === y) last[0] = x;
      else points.push([x, y]);
      before = x;
      if (x > 2 * width) break;
    }
    return points;
  };
}
