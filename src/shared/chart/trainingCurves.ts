import type { LineSeriesOption } from 'echarts';
import type { EpochRecord, LossPoint } from '../training/progress.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame } from './plotFrame.ts';
import { chartStyle, type ChartStyle } from './theme.ts';
import { tooltipFrame } from './tooltip.ts';

/** What the curves of a training are drawn from. */
export interface TrainingCurves {
  readonly history: readonly EpochRecord[];
  /** Loss on the way; may be empty. */
  readonly losses: readonly LossPoint[];
  readonly stepsPerEpoch: number;
  /** Epochs of the whole training: the end of the axes. */
  readonly epochs: number;
}

/** Loss on the left and accuracy on the right against epochs, of the training and of the validation samples, as the notebook draws them. */
export function trainingCurves(
  { history, losses, stepsPerEpoch, epochs }: TrainingCurves,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const [left, between, right] = [5 * em, 11.5 * em, 7.5 * em];
  const width = (settings.width - left - between - right) / 2;
  const common = { top: 1.5 * em, bottom: 4 * em, width, outerBoundsMode: 'none' as const };
  const axis = (gridIndex: number) => ({
    gridIndex,
    ...xNumbers('Epoch', style, { min: 0, max: epochs, isWhole: true }),
  });
  const curve = (part: CurvePart): LineSeriesOption => curveSeries(part, style);
  const points = (value: (record: EpochRecord) => number | null, factor: number): [number, number][] =>
    history.flatMap((record): [number, number][] => {
      const found = value(record);
      return found === null ? [] : [[record.epoch, factor * found]];
    });
  return {
    name: 'Loss and accuracy of the training against epochs, on training and validation samples',
    option: {
      ...plotFrame(style),
      grid: [
        { ...common, left },
        { ...common, left: left + width + between },
      ],
      xAxis: [axis(0), axis(1)],
      yAxis: [
        { gridIndex: 0, ...yNumbers('Loss (cross entropy in nats)', style, { min: 0 }) },
        { gridIndex: 1, ...yNumbers('Accuracy (%)', style, history.length === 0 ? { min: 0, max: 100 } : {}, 3.6) },
      ],
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        valueFormatter: (value) => String(Number(Number(value).toPrecision(4))),
      },
      series: [
        ...(losses.length === 0
          ? []
          : [
              {
                ...curve({
                  panel: 0,
                  name: 'each step',
                  colour: style.axis,
                  data: stepPoints(losses, stepsPerEpoch),
                }),
                endLabel: { show: false },
                lineStyle: { color: style.axis, width: 0.6 * style.lineWidth },
                z: 1,
              },
            ]),
        curve({ panel: 0, name: 'training', colour: style.palette[0]!, data: points(({ loss }) => loss, 1) }),
        curve({ panel: 0, name: 'validation', colour: style.palette[1]!, data: points((r) => r.validationLoss, 1) }),
        curve({ panel: 1, name: 'training', colour: style.palette[0]!, data: points(({ accuracy }) => accuracy, 100) }),
        curve({
          panel: 1,
          name: 'validation',
          colour: style.palette[1]!,
          data: points((r) => r.validationAccuracy, 100),
        }),
      ],
    },
    table: () => ({
      head: ['epoch', 'loss', 'accuracy (%)', 'validation loss', 'validation accuracy (%)'],
      rows: history.map((record) => [
        record.epoch,
        record.loss,
        100 * record.accuracy,
        record.validationLoss,
        record.validationAccuracy === null ? null : 100 * record.validationAccuracy,
      ]),
    }),
  };
}

interface CurvePart {
  readonly panel: number;
  readonly name: string;
  readonly colour: string;
  readonly data: [number, number][];
}

function curveSeries({ panel, name, colour, data }: CurvePart, style: ChartStyle): LineSeriesOption {
  return {
    type: 'line',
    name,
    xAxisIndex: panel,
    yAxisIndex: panel,
    z: 3,
    // One epoch is a point, and a line of one point would be nothing.
    showSymbol: data.length === 1,
    symbol: 'circle',
    symbolSize: style.markerSize,
    color: colour,
    lineStyle: { color: colour, width: style.lineWidth },
    endLabel: {
      show: data.length > 0,
      formatter: name,
      color: colour,
      fontFamily: style.fontFamily,
      fontSize: style.fontSize,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    data,
  };
}

/** Steps as parts of epochs; an epoch's own point stands at its end. */
function stepPoints(losses: readonly LossPoint[], stepsPerEpoch: number): [number, number][] {
  return losses.map(({ step, loss }) => [step / stepsPerEpoch, loss]);
}
