import type { EChartsOption } from 'echarts';
import { useEffect, useMemo, useState } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import { accuracyAgainstTime, chartSize } from '../../../shared/chart/accuracyAgainstTime.ts';
import {
  type FigureFormat,
  type FigureFormatName,
  figureFormats,
  withPrintSize,
} from '../../../shared/chart/figureFormats.ts';
import { firstAxes } from '../../../shared/chart/firstAxes.ts';
import { heatMap } from '../../../shared/chart/heatMap.ts';
import { paretoChart } from '../../../shared/chart/paretoChart.ts';
import { renderChartSvg } from '../../../shared/chart/renderSvg.ts';
import { heatMapNumbers } from '../../../shared/results/heatMapNumbers.ts';
import { paretoNumbers } from '../../../shared/results/paretoNumbers.ts';
import { useResults } from '../../state/resultsState.ts';
import type { ShownRun } from '../../state/useRecord.ts';

export const figureSubjects = ['accuracy', 'heatMap', 'pareto'] as const;
export type FigureSubject = (typeof figureSubjects)[number];

/** The figure as it is being laid out. */
export interface FigureDesign {
  readonly subject: FigureSubject;
  readonly setSubject: (subject: FigureSubject) => void;
  readonly format: FigureFormat;
  readonly setFormat: (format: FigureFormatName) => void;
  /** In the unit of the format. */
  readonly height: number;
  readonly setHeight: (height: number) => void;
  readonly width: number;
  readonly option: EChartsOption;
  /** Null until it is drawn. */
  readonly svg: string | null;
}

/** Lays out a figure of a run; what the legend hides and how axes are scaled is as in Results. */
export function useFigure(shown: ShownRun): FigureDesign {
  const { timeScale, accuracyRange, time: wanted, points } = useResults();
  const [subject, setSubject] = useState<FigureSubject>('accuracy');
  const [formatName, setFormat] = useState<FigureFormatName>(() => firstFormat(shown));
  const [chosenHeight, setHeight] = useState<number | null>(null);
  const format = figureFormats.find(({ id }) => id === formatName)!;
  const { width, theme } = format;
  const { record, rows } = shown;
  const height = chosenHeight ?? usualHeight(shown, subject, format);
  const option = useMemo((): EChartsOption => {
    const { settings } = record;
    const plot = { theme, width, height };
    const moment = { time: wanted ?? Math.max(...settings.durations), points };
    switch (subject) {
      case 'accuracy':
        return accuracyAgainstTime(record, { ...plot, timeScale, accuracyRange });
      case 'heatMap': {
        const axes = firstAxes(settings);
        const numbers = heatMapNumbers(rows, settings, axes, 'accuracy', moment, 'mean');
        return heatMap(numbers, axes, { name: 'accuracy', points }, nothing, plot).option;
      }
      case 'pareto': {
        const measures = { x: 'synapticOperations', y: 'accuracy' } as const;
        const numbers = paretoNumbers(rows, measures, moment, settings.timeStep);
        return paretoChart(numbers, { ...measures, points }, settings, nothing, plot).option;
      }
      default:
        return assertNever(subject);
    }
  }, [record, rows, subject, theme, width, height, timeScale, accuracyRange, wanted, points]);
  const svg = useSvg(option, width, height);
  return {
    subject,
    setSubject,
    format,
    setFormat: (name) => {
      setFormat(name);
      setHeight(null);
    },
    height,
    setHeight,
    width,
    option,
    svg: useMemo(() => (svg === null ? null : withPrintSize(svg, format)), [svg, format]),
  };
}

/** A column where the curves fit into it, the whole page where they need several panels. */
function firstFormat({ record }: ShownRun): FigureFormatName {
  const { width } = chartSize(record, 'print');
  return figureFormats.find((format) => format.width === width)?.id ?? 'page';
}

const nothing: ReadonlySet<string> = new Set();

function usualHeight({ record }: ShownRun, subject: FigureSubject, { width, theme }: FigureFormat): number {
  if (subject !== 'accuracy') return Math.round(0.62 * width);
  const usual = chartSize(record, theme);
  return Math.round(
    usual.width === width ? usual.height : Math.max(0.62 * width, (usual.height * width) / usual.width),
  );
}

function useSvg(option: EChartsOption, width: number, height: number): string | null {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let isOld = false;
    const draw = async (): Promise<void> => {
      const text = await renderChartSvg(option, { width, height });
      if (!isOld) setSvg(text);
    };
    void draw();
    return () => {
      isOld = true;
    };
  }, [option, width, height]);
  return svg;
}
