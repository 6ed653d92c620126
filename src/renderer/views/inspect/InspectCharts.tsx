import type { ECharts } from 'echarts/core';
import { useCallback, useState } from 'react';
import type { InspectedPopulation, InspectView } from '../../../shared/api/inspectViews.ts';
import { classScores } from '../../../shared/chart/classScores.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { potentialsChart } from '../../../shared/chart/potentialsChart.ts';
import { spikeRaster } from '../../../shared/chart/spikeRaster.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import { populationWords, silenceWords } from '../../../shared/results/inspectWords.ts';
import type { Chart } from '../../../shared/chart/chart.ts';
import type { Cell } from '../../../shared/sweep/plan.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { usePlotPointer } from '../../charts/plotPointer.ts';
import { TimeCursor } from '../../charts/TimeCursor.tsx';
import { Button } from '../../components/Button.tsx';
import { ScrubBar } from './ScrubBar.tsx';

interface InspectChartsProps {
  readonly view: InspectView;
  readonly record: RunRecord;
  readonly cell: Cell;
  /** Position of the readout. */
  readonly readout: number;
  /** Step that is scrubbed to; null: none. */
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
  readonly isBusy: boolean;
  readonly onPopulation: (name: string) => void;
}

/** Everything against the same time: scores, potentials, and the spikes of every population. */
export function InspectCharts({ view, record, cell, readout, step, onStep, isBusy, onPopulation }: InspectChartsProps) {
  const { time, label, readouts, populations, potentials } = view;
  const read = readouts[readout] ?? readouts[0]!;
  const { classNames, settings } = record;
  const scores = useCallback(
    (plot: PlotSettings) => classScores(read, label, time, classNames, plot),
    [read, label, time, classNames],
  );
  const drawPotentials = useCallback(
    (plot: PlotSettings) => potentialsChart(potentials, time, plot),
    [potentials, time],
  );
  const scrub = { time, step, onStep };
  return (
    <div className={`inspect-charts${isBusy ? ' busy' : ''}`} aria-busy={isBusy}>
      <ScrubBar view={view} readout={read} classNames={classNames} step={step} onStep={onStep} />
      <div className="inspect-scroll">
        <ScrubbedChart title="Class scores" draw={scores} height={230} {...scrub} />
        {potentials.length === 0 ? null : (
          <ScrubbedChart title="Membrane potentials" draw={drawPotentials} height={220} {...scrub} />
        )}
        {populations.map((population) =>
          population.raster.spikes === 0 ? (
            <p key={population.name} className="inspect-silent">
              <strong>{population.name}</strong> {silenceWords(population, cell.encoding)}
            </p>
          ) : (
            <RasterChart
              key={population.name}
              population={population}
              timeStep={settings.timeStep}
              onPopulation={onPopulation}
              {...scrub}
            />
          ),
        )}
      </div>
    </div>
  );
}

interface Scrub {
  readonly time: readonly number[];
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
}

interface RasterChartProps extends Scrub {
  readonly population: InspectedPopulation;
  readonly timeStep: number;
  readonly onPopulation: (name: string) => void;
}

function RasterChart({ population, timeStep, onPopulation, ...scrub }: RasterChartProps) {
  const { name, raster } = population;
  const draw = useCallback((plot: PlotSettings) => spikeRaster(raster, name, timeStep, plot), [raster, name, timeStep]);
  return (
    <ScrubbedChart
      title={`Spikes of ${name}`}
      draw={draw}
      height={raster.neuronCount <= 20 ? 180 : 240}
      note={populationWords(population)}
      tools={
        <Button kind="quiet" onPress={() => onPopulation(name)}>
          Rates
        </Button>
      }
      {...scrub}
    />
  );
}

interface ScrubbedChartProps extends Scrub {
  readonly title: string;
  readonly draw: (plot: PlotSettings) => Chart;
  readonly height: number;
  readonly note?: string;
  readonly tools?: React.ReactNode;
}

function ScrubbedChart({ title, draw, height, note, tools, time, step, onStep }: ScrubbedChartProps) {
  const [canvas, setCanvas] = useState<ECharts | null>(null);
  usePlotPointer(canvas, 1, {
    onClick: ({ x }) => onStep(nearestStep(time, x)),
    onDrag: ({ x }) => onStep(nearestStep(time, x)),
  });
  return (
    <div className="inspect-chart" style={{ height }}>
      <ChartFrame
        title={title}
        draw={draw}
        tools={tools}
        note={note}
        onCanvas={setCanvas}
        over={() => (step === null ? null : <TimeCursor canvas={canvas} time={time[step]!} />)}
        onKeyDown={(event) => {
          const move = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
          if (move === 0) return;
          event.preventDefault();
          onStep(Math.max(0, Math.min(time.length - 1, (step ?? time.length - 1) + move)));
        }}
      />
    </div>
  );
}

function nearestStep(time: readonly number[], wanted: number): number {
  const found = time.findIndex((ms) => ms >= wanted);
  return found === -1 ? time.length - 1 : found;
}
