import type { ConfusionMatrix } from '../metrics/confusionMatrix.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { intensityColour, readableOn } from './colours.ts';
import { xCategories, yCategories } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/**
 * Labels down, predictions across. Squares are coloured by their share of the label on a square-root scale, so that rare mistakes show
 * beside the diagonal; numbers are counts, and empty squares stay empty.
 */
export function confusionChart(matrix: ConfusionMatrix, classNames: readonly string[], settings: PlotSettings): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const { classes, counts } = matrix;
  const names = Array.from({ length: classes }, (_, c) => classNames[c] ?? String(c));
  const supports = names.map((_, label) =>
    counts.slice(label * classes, (label + 1) * classes).reduce((a, b) => a + b, 0),
  );
  const squares = Array.from(counts, (count, at) => ({
    count,
    label: Math.floor(at / classes),
    prediction: at % classes,
  })).filter(({ count }) => count > 0);
  const left = Math.max(...names.map((name) => textWidth(name, em))) / em + 3.4;
  const hasText =
    (settings.width - (left + 1.5) * em) / classes > textWidth(String(Math.max(...counts)), em) + 0.4 * em;
  return {
    name: 'Confusion matrix: labels down, predictions across',
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { left, top: 0.8 }),
      xAxis: xCategories('Prediction', names, style),
      yAxis: yCategories('Label', names, style, left - 1.2),
      tooltip: {
        ...tooltipFrame(style),
        formatter: (item) => {
          const square = Array.isArray(item) ? undefined : squares[item.dataIndex];
          if (square === undefined) return '';
          const share = (100 * square.count) / supports[square.label]!;
          return tooltipHtml('', [
            ['Label', names[square.label]!],
            ['Prediction', names[square.prediction]!],
            ['Samples', `${square.count} of ${supports[square.label]}`],
            ['Share of the label', `${share.toFixed(2)} %`],
          ]);
        },
      },
      series: [
        {
          type: 'heatmap',
          label: { show: true, fontSize: em, fontFamily: style.fontFamily },
          data: squares.map(({ count, label, prediction }) => {
            const share = Math.sqrt(count / supports[label]!);
            const colour = intensityColour(share, style);
            return {
              value: [prediction, label, share],
              itemStyle: { borderColor: style.background, borderWidth: 1 },
              label: { show: hasText, color: readableOn(colour), formatter: String(count) },
            };
          }),
        },
      ],
      visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: [...style.intensity] } },
    },
    table: () => ({
      head: ['label', ...names],
      rows: names.map((name, label) =>
        [name].concat(Array.from(counts.slice(label * classes, (label + 1) * classes), String)),
      ),
    }),
  };
}
