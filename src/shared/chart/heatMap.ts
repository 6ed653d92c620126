import { measureFacts, type MeasureName, measureTitle } from '../metrics/measures.ts';
import type { HeatMapNumbers, HeatMapSquare } from '../results/heatMapNumbers.ts';
import type { AxisName } from '../sweep/axes.ts';
import { axisTitle, axisWords } from '../sweep/axisWords.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { readableOn, intensityColour } from './colours.ts';
import { xCategories, yCategories } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** A measure over two axes, as coloured squares with their numbers; selected ones have a frame. */
export function heatMap(
  numbers: HeatMapNumbers,
  axes: { readonly x: AxisName; readonly y: AxisName },
  measure: { readonly name: MeasureName; readonly points: number },
  selected: ReadonlySet<string>,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const facts = measureFacts(measure.name, measure.points);
  const { decimals, unit } = facts;
  const title = measureTitle(measure.name, measure.points);
  const [columns, rows] = [
    numbers.x.map((value) => axisWords(axes.x, value)),
    numbers.y.map((value) => axisWords(axes.y, value)),
  ];
  const left = Math.max(...rows.map((word) => textWidth(word, em))) / em + 3.4;
  const values = numbers.squares.map(({ value }) => value);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const share = (value: number): number => (highest === lowest ? 1 : (value - lowest) / (highest - lowest));
  const squareWidth = (settings.width - (left + 1.5) * em) / columns.length;
  const hasText = squareWidth > textWidth(highest.toFixed(decimals), em) + 0.5 * em;
  // Frames of selected squares must not be covered by their neighbours.
  const isSelected = ({ keys }: HeatMapSquare): boolean => keys.some((key) => selected.has(key));
  const squares = numbers.squares.toSorted((a, b) => Number(isSelected(a)) - Number(isSelected(b)));
  const data = squares.map((square) => {
    const { x, y, value } = square;
    const colour = intensityColour(share(value), style);
    const frame = isSelected(square);
    return {
      value: [x, y, value],
      itemStyle: {
        borderColor: frame ? style.text : style.background,
        borderWidth: frame ? 2.5 : 1,
      },
      label: { show: hasText, color: readableOn(colour), formatter: value.toFixed(decimals) },
    };
  });
  return {
    name: `${title} by ${axes.y} and ${axes.x}`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { left, top: 0.8, bottom: 6.4 }),
      xAxis: xCategories(axisTitle(axes.x), columns, style),
      yAxis: yCategories(axisTitle(axes.y), rows, style, left - 1.2),
      visualMap: {
        type: 'continuous',
        min: lowest,
        max: highest,
        dimension: 2,
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 0.5 * em,
        padding: 0,
        textGap: 0.6 * em,
        itemWidth: 0.8 * em,
        itemHeight: 12 * em,
        precision: decimals,
        text: [`${highest.toFixed(decimals)} ${unit}`, `${facts.title} ${lowest.toFixed(decimals)}`],
        textStyle: { color: style.muted, fontSize: em, fontFamily: style.fontFamily },
        inRange: { color: [...style.intensity] },
      },
      tooltip: {
        ...tooltipFrame(style),
        formatter: (item) => {
          const square = Array.isArray(item) ? undefined : squares[item.dataIndex];
          if (square === undefined) return '';
          return tooltipHtml('', [
            [axisTitle(axes.y), rows[square.y]!],
            [axisTitle(axes.x), columns[square.x]!],
            [title, square.value.toFixed(decimals)],
            ...(square.keys.length > 1 ? [['rows', String(square.keys.length)] as const] : []),
          ]);
        },
      },
      series: [{ type: 'heatmap', data, label: { show: true, fontSize: em, fontFamily: style.fontFamily } }],
    },
    table: () => ({
      head: [axisTitle(axes.y), axisTitle(axes.x), title, 'rows'],
      rows: numbers.squares.map(({ x, y, value, keys }) => [rows[y]!, columns[x]!, value, keys.length]),
    }),
    keyAt: (_, item) => squares[item]?.keys[0] ?? null,
  };
}
