import type { ECharts } from 'echarts/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { accuracyAgainstTime, chartSize } from '../../shared/chart/accuracyAgainstTime.ts';
import { assignChannels } from '../../shared/chart/channels.ts';
import type { PlotSettings } from '../../shared/chart/chartSettings.ts';
import { type LiveCurves, liveCurves, liveCurvesChart } from '../../shared/chart/liveCurves.ts';
import { nearestCurve } from '../../shared/chart/nearestCurve.ts';
import { hiddenRows } from '../../shared/results/hiddenRows.ts';
import type { ResultRow } from '../../shared/results/resultRows.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import type { AxisName } from '../../shared/sweep/axes.ts';
import { Choice } from '../components/Choice.tsx';
import { selectRow, useResults } from '../state/resultsState.ts';
import { useTheme } from '../state/themeChoice.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { CurveCard } from './CurveCard.tsx';
import { CurveLegend } from './CurveLegend.tsx';
import { usePlotPointer } from './plotPointer.ts';
import { TimeCursor } from './TimeCursor.tsx';

interface LiveCurvesChartProps {
  readonly title: string;
  readonly record: RunRecord;
  readonly rows: readonly ResultRow[];
  /** Axis that gets a panel for each value, beside those that need one. */
  readonly split?: AxisName | null;
  readonly tools?: ReactNode;
  readonly note?: ReactNode;
  /** Keys of rows that a filter left out. */
  readonly left?: ReadonlySet<string>;
}

/** Accuracy against simulated time of all rows: zoom, legend that hides, cursor with exact values, click that selects. */
export function LiveCurvesChart({
  title,
  record,
  rows,
  split = null,
  tools,
  note,
  left = nothing,
}: LiveCurvesChartProps) {
  const theme = useTheme();
  const { selected, hidden, timeScale, accuracyRange, time } = useResults();
  const [canvas, setCanvas] = useState<ECharts | null>(null);
  const channels = useMemo(() => assignChannels(record.settings, split), [record.settings, split]);
  const live = useMemo(() => {
    const without = new Set([...hiddenRows(rows, hidden), ...left]);
    return liveCurves(record, theme, split, without);
  }, [record, rows, hidden, left, theme, split]);
  const draw = useCallback(
    (settings: PlotSettings) => liveCurvesChart(live, { ...settings, timeScale, accuracyRange }, new Set(selected)),
    [live, timeScale, accuracyRange, selected],
  );
  const figure = useCallback(() => {
    const size = chartSize(record);
    return { option: accuracyAgainstTime(record, { theme: 'light', timeScale, accuracyRange, ...size }), size };
  }, [record, timeScale, accuracyRange]);
  return (
    <ChartFrame
      title={title}
      draw={draw}
      figure={figure}
      isZoomable
      onCanvas={setCanvas}
      note={note}
      tools={
        <>
          {tools}
          <ScaleChoices />
        </>
      }
      legend={<CurveLegend settings={record.settings} channels={channels} analog={live.analogText} />}
      over={() => (
        <>
          {time === null ? null : <TimeCursor canvas={canvas} time={time} panels={live.panels.length} />}
          <Pointer canvas={canvas} live={live} />
        </>
      )}
    />
  );
}

const nothing: ReadonlySet<string> = new Set();

function ScaleChoices() {
  const { timeScale, accuracyRange } = useResults();
  return (
    <>
      <Choice
        label="Time axis"
        options={[
          { id: 'linear', title: 'Linear time' },
          { id: 'log', title: 'Log' },
        ]}
        selected={timeScale}
        onSelect={(id) => useResults.setState({ timeScale: id })}
      />
      <Choice
        label="Accuracy axis"
        options={[
          { id: 'plateau', title: 'Plateau' },
          { id: 'whole', title: 'Whole' },
        ]}
        selected={accuracyRange}
        onSelect={(id) => useResults.setState({ accuracyRange: id })}
      />
    </>
  );
}

function Pointer({ canvas, live }: { readonly canvas: ECharts | null; readonly live: LiveCurves }) {
  const inPanel = (panel: number) => live.curves.filter((curve) => curve.panel === panel);
  const point = usePlotPointer(canvas, live.panels.length, {
    onClick: (at, isAdding) => {
      const found = nearestCurve(inPanel(at.panel), at.x, at.y / 100);
      if (found !== null) selectRow(found.curve.key, isAdding);
    },
  });
  if (point === null || canvas === null) return null;
  const nearest = nearestCurve(inPanel(point.panel), point.x, point.y / 100);
  return nearest === null ? null : <CurveCard canvas={canvas} point={point} nearest={nearest} />;
}
