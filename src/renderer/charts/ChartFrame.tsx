import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import type { ECharts } from 'echarts/core';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Chart } from '../../shared/chart/chart.ts';
import type { PlotSettings } from '../../shared/chart/chartSettings.ts';
import { Button } from '../components/Button.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useTheme } from '../state/themeChoice.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { ChartTableView } from './ChartTableView.tsx';
import type { Figure } from './chartFiles.ts';
import { useCanvas, useDrawing, useSize } from './useCanvas.ts';
import { panTime, resetZoom, zoomTime } from './zoom.ts';
import './ChartFrame.css';

interface ChartFrameProps {
  readonly title: string;
  /** Keep the function the same while nothing changed: it is called again for every other one. */
  readonly draw: (settings: PlotSettings) => Chart;
  /** Choices that belong to the chart, at the right of its title. */
  readonly tools?: ReactNode;
  /** Between title and picture: a legend, which the picture then has not. */
  readonly legend?: ReactNode;
  /** One line under the picture. */
  readonly note?: ReactNode;
  /** Click on an item that stands for a row. */
  readonly onPick?: (key: string, isAdding: boolean) => void;
  /** Drawn over the canvas: cursors. */
  readonly over?: (canvas: ECharts) => ReactNode;
  readonly isZoomable?: boolean;
  /** What is saved instead of the picture itself. */
  readonly figure?: () => Figure;
  readonly onCanvas?: (canvas: ECharts | null) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** Size at which charts without a figure of their own are saved, in pixels. */
const savedSize = { width: 800, height: 500 };

/** A chart with its title, tools, menu, and its numbers as a table for everyone who prefers them. */
export function ChartFrame({
  title,
  draw,
  tools,
  legend,
  note,
  onPick,
  over,
  isZoomable = false,
  figure,
  onCanvas,
  onKeyDown,
}: ChartFrameProps) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const [isTable, setIsTable] = useState(false);
  const canvas = useCanvas(host);
  const size = useSize(host);
  const hasLegend = legend !== undefined;
  const chart = useMemo(
    () => (size === null ? null : draw({ theme, ...size, legend: hasLegend ? 'beside' : 'drawn' })),
    [draw, theme, size, hasLegend],
  );
  useDrawing(canvas, chart?.option ?? null, size);
  usePicking(canvas, chart, onPick);
  const tellCanvas = useEffectEvent((present: ECharts | null) => onCanvas?.(present));
  useEffect(() => tellCanvas(canvas), [canvas]);
  const figureOf = figure ?? (() => ({ option: draw({ theme: 'light', ...savedSize }).option, size: savedSize }));

  function onKey(event: KeyboardEvent): void {
    onKeyDown?.(event);
    if (event.defaultPrevented || !isZoomable || canvas === null) return;
    if (event.key === '+' || event.key === '=') zoomTime(canvas, 0.7);
    else if (event.key === '-') zoomTime(canvas, 1 / 0.7);
    else if (event.key === '0') resetZoom(canvas);
    else if (event.key === 'ArrowLeft' && event.altKey) panTime(canvas, -0.15);
    else if (event.key === 'ArrowRight' && event.altKey) panTime(canvas, 0.15);
    else return;
    event.preventDefault();
  }

  return (
    <figure className="chart-frame" aria-label={chart?.name ?? title}>
      <figcaption className="chart-head">
        <h2>{title}</h2>
        <div className="chart-tools">
          {tools}
          {isZoomable && canvas !== null ? <ZoomButtons canvas={canvas} /> : null}
          {chart === null ? null : <ChartMenu chart={chart} figure={figureOf} isTable={isTable} onTable={setIsTable} />}
        </div>
      </figcaption>
      {legend}
      <div className="chart-room">
        <div
          className="chart-picture"
          role="group"
          aria-roledescription="chart"
          aria-label={chart?.name ?? title}
          tabIndex={isTable ? -1 : 0}
          hidden={isTable}
          onKeyDown={onKey}
        >
          <div ref={host} className="chart-canvas" />
          {canvas === null || size === null ? null : over?.(canvas)}
          {canvas === null ? <Waiting>Drawing</Waiting> : null}
        </div>
        {isTable && chart !== null ? <ChartTableView chart={chart} /> : null}
      </div>
      {note === undefined ? null : <p className="chart-note">{note}</p>}
    </figure>
  );
}

function ZoomButtons({ canvas }: { readonly canvas: ECharts }) {
  return (
    <>
      <Button kind="quiet" icon={<ZoomIn />} hint="Zoom in (+, or the wheel)" onPress={() => zoomTime(canvas, 0.7)} />
      <Button kind="quiet" icon={<ZoomOut />} hint="Zoom out (−)" onPress={() => zoomTime(canvas, 1 / 0.7)} />
      <Button kind="quiet" icon={<Maximize2 />} hint="Show everything (0)" onPress={() => resetZoom(canvas)} />
    </>
  );
}

/** Clicks on items that stand for rows. */
function usePicking(canvas: ECharts | null, chart: Chart | null, onPick: ChartFrameProps['onPick']): void {
  const pick = useEffectEvent((series: number, item: number, isAdding: boolean) => {
    const key = chart?.keyAt?.(series, item) ?? null;
    if (key !== null) onPick?.(key, isAdding);
  });
  useEffect(() => {
    if (canvas === null) return undefined;
    const onClick = ({ seriesIndex, dataIndex, event }: PickEvent): void => {
      const native = event?.event;
      pick(
        seriesIndex ?? 0,
        dataIndex,
        native?.shiftKey === true || native?.ctrlKey === true || native?.metaKey === true,
      );
    };
    canvas.on('click', onClick);
    return () => {
      if (!canvas.isDisposed()) canvas.off('click', onClick);
    };
  }, [canvas]);
}

interface PickEvent {
  readonly seriesIndex?: number;
  readonly dataIndex: number;
  readonly event?: {
    readonly event?: { readonly shiftKey?: boolean; readonly ctrlKey?: boolean; readonly metaKey?: boolean };
  };
}
