import type { EChartsOption } from 'echarts';
import { type ParallelDimension, placeOfNothing } from '../results/parallelNumbers.ts';
import type { ResultRow } from '../results/resultRows.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { assignChannels } from './channels.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { createDresser } from './drawnCurves.ts';
import { tickText } from './plotAxes.ts';
import { plotFrame } from './plotFrame.ts';
import { type ChartStyle, chartStyle } from './theme.ts';

type ParallelAxis = Extract<NonNullable<EChartsOption['parallelAxis']>, readonly unknown[]>[number];

/** One line per row across all settings that vary and the measures; axes are brushed by dragging along them. */
export function parallelCoordinates(
  rows: readonly ResultRow[],
  dimensions: readonly ParallelDimension[],
  sweep: SweepSettings,
  selected: ReadonlySet<string>,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const dress = createDresser(sweep, assignChannels(sweep), style);
  const spacing = (settings.width - 10.6 * em) / Math.max(1, dimensions.length - 1) / em;
  const isTight = spacing < tight;
  const lines = Math.max(1, ...dimensions.map(({ title }) => headOf(title, spacing).split('\n').length));
  /** Where heads would run into each other, every second one stands above its neighbours. */
  const raised = isTight ? headLine * lines : 0;
  const top = 1.8 + headLine * lines + raised;
  const faint = Math.max(0.12, Math.min(0.75, 12 / rows.length));
  return {
    name: 'All settings and measures as parallel coordinates',
    option: {
      ...plotFrame(style),
      parallel: { left: 3 * em, right: 7.6 * em, top: top * em, bottom: 1.6 * em },
      parallelAxis: dimensions.map((dimension, dim) => parallelAxis(dimension, dim, { spacing, raised }, style)),
      series: [
        {
          type: 'parallel',
          inactiveOpacity: 0.04,
          activeOpacity: 0.9,
          lineStyle: { width: 0.8 * style.lineWidth, opacity: faint },
          data: rows.map((row, i) => {
            const isSelected = selected.has(row.key);
            const { colour } = dress(row.cell, row.readout).look;
            return {
              value: dimensions.map((dimension) => dimension.values[i] ?? placeOfNothing(dimension)),
              lineStyle: isSelected
                ? { color: style.text, width: 2 * style.lineWidth, opacity: 1 }
                : { color: colour, width: 0.8 * style.lineWidth, opacity: faint },
            };
          }),
        },
      ],
    },
    table: () => ({
      head: ['cell', ...dimensions.map(({ title }) => title)],
      rows: rows.map((row, i) => [
        row.cell.id,
        ...dimensions.map(({ categories, values }) => {
          const value = values[i]!;
          return categories === null || value === null ? value : categories[value]!;
        }),
      ]),
    }),
    keyAt: (_, item) => rows[item]?.key ?? null,
  };
}

/** Axes closer to each other than this, in lengths of the font size, have their words below each other. */
const narrow = 9;

/** Closer than this, heads of neighbours touch. */
const tight = 6;
/** Of the heads. */
const headLine = 1.3;

function headOf(title: string, spacing: number): string {
  return spacing < narrow ? title.replaceAll(' ', '\n') : title.replace(' (', '\n(');
}

function parallelAxis(
  dimension: ParallelDimension,
  dim: number,
  { spacing, raised }: { readonly spacing: number; readonly raised: number },
  style: ChartStyle,
): ParallelAxis {
  const em = style.fontSize;
  const font = { fontFamily: style.fontFamily, fontSize: em };
  const label = { ...font, color: style.muted, backgroundColor: style.background, padding: 0.15 * em };
  const { categories, values } = dimension;
  const isAnyMissing = values.includes(null);
  const nothing = placeOfNothing(dimension);
  const numbers = values.filter((value) => value !== null);
  return {
    id: `axis-${dim}`,
    dim,
    name: headOf(dimension.title, spacing),
    nameLocation: 'end',
    nameGap: (1.1 + (dim % 2 === 0 ? 0 : raised)) * em,
    nameTextStyle: { ...font, color: style.text, align: 'left', lineHeight: headLine * em },
    nameTruncate: { maxWidth: 14 * em },
    axisLine: { lineStyle: { color: style.axis, width: style.lineWidth / 2 } },
    axisTick: { lineStyle: { color: style.axis } },
    minorTick: { show: false },
    areaSelectStyle: { width: 1.6 * em, borderColor: style.text, borderWidth: 1, color: style.axis, opacity: 0.25 },
    ...(categories === null
      ? {
          type: 'value' as const,
          scale: true,
          ...(numbers.length > 0 ? { min: Math.min(...numbers) } : {}),
          max: isAnyMissing ? nothing : Math.max(...numbers),
          axisLabel: {
            ...label,
            formatter: (value: number) =>
              isAnyMissing && value >= nothing
                ? spacing < narrow
                  ? 'never'
                  : 'not reached'
                : tickText(Number(value.toPrecision(4))),
          },
        }
      : {
          type: 'category' as const,
          data: categories.map((word) => word.replaceAll(/[- ]/g, spacing < narrow ? '\n' : ' ')),
          axisLabel: label,
        }),
  };
}
