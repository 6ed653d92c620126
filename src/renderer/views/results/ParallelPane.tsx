import type { ECharts } from 'echarts/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { parallelCoordinates } from '../../../shared/chart/parallelCoordinates.ts';
import type { MeasureName } from '../../../shared/metrics/measures.ts';
import { parallelDimensions, rowsWithin } from '../../../shared/results/parallelNumbers.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Button } from '../../components/Button.tsx';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { PaneProps } from './panes.ts';

const measures: readonly MeasureName[] = ['accuracy', 'latency', 'spikes', 'synapticOperations'];
type Ranges = readonly (readonly [number, number])[];

/** All settings and measures side by side; dragging along an axis keeps the lines that pass there. */
export function ParallelPane({ shown, table: { leftRows, moment } }: PaneProps) {
  const { settings } = shown.record;
  const { selected } = useResults();
  const [canvas, setCanvas] = useState<ECharts | null>(null);
  const [ranges, setRanges] = useState<ReadonlyMap<number, Ranges>>(new Map());
  const dimensions = useMemo(
    () => parallelDimensions(leftRows, settings, measures, moment),
    [leftRows, settings, moment],
  );
  const draw = useCallback(
    (plot: PlotSettings) => parallelCoordinates(leftRows, dimensions, settings, new Set(selected), plot),
    [leftRows, dimensions, settings, selected],
  );
  useBrushes(canvas, setRanges);
  const brushed = useMemo(() => rowsWithin(dimensions, ranges), [dimensions, ranges]);
  const isBrushed = [...ranges.values()].some((list) => list.length > 0);
  return (
    <ChartFrame
      title={`All settings and measures after ${moment.time} ms`}
      draw={draw}
      onPick={selectRow}
      onCanvas={setCanvas}
      note={
        isBrushed
          ? `${brushed.length} of ${leftRows.length} rows lie within the brushes.`
          : 'Drag along an axis to keep the rows that pass there; click into the brush to let go.'
      }
      tools={
        isBrushed ? (
          <Button onPress={() => useResults.setState({ selected: brushed.map((at) => leftRows[at]!.key) })}>
            Select these {brushed.length}
          </Button>
        ) : null
      }
    />
  );
}

interface BrushEvent {
  readonly parallelAxisId: string;
  readonly intervals: Ranges;
}

function isBrush(event: unknown): event is BrushEvent {
  return typeof event === 'object' && event !== null && 'parallelAxisId' in event && 'intervals' in event;
}

function useBrushes(
  canvas: ECharts | null,
  setRanges: (change: (ranges: ReadonlyMap<number, Ranges>) => ReadonlyMap<number, Ranges>) => void,
): void {
  useEffect(() => {
    if (canvas === null) return undefined;
    const onBrush = (event: unknown): void => {
      if (!isBrush(event)) return;
      const { parallelAxisId, intervals } = event;
      const dimension = Number(parallelAxisId.replace('axis-', ''));
      setRanges((ranges) => new Map([...ranges, [dimension, intervals]]));
    };
    canvas.on('axisareaselected', onBrush);
    return () => {
      if (!canvas.isDisposed()) canvas.off('axisareaselected', onBrush);
    };
  }, [canvas, setRanges]);
}
