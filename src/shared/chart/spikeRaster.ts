import type { Raster } from '../api/dataViews.ts';
import { stepTimes } from '../metrics/curves.ts';
import type { Milliseconds } from '../units.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle } from './theme.ts';

/** Every spike as a tick: neurons up, simulated time across. */
export function spikeRaster(raster: Raster, name: string, timeStep: Milliseconds, settings: PlotSettings): Chart {
  const style = chartStyle(settings.theme);
  const { steps, neurons, stepCount, neuronCount, everyNth } = raster;
  const times = stepTimes(stepCount, timeStep);
  const room = plotGrid(style, { left: 6 });
  const perNeuron = (settings.height - 4.8 * style.fontSize) / neuronCount;
  const perStep = (settings.width - 7.5 * style.fontSize) / stepCount;
  const tick = [Math.max(1, Math.min(2.5, 0.8 * perStep)), Math.max(1, Math.min(9, 0.75 * perNeuron * everyNth))];
  return {
    name: `Spikes of ${name} against simulated time`,
    option: {
      ...plotFrame(style),
      grid: room,
      xAxis: xNumbers('Simulated time (ms)', style, { min: 0, max: times.at(-1) ?? 1 }),
      yAxis: yNumbers('Neuron', style, { min: 0, max: Math.max(1, neuronCount - 1), isWhole: true }, 4.2),
      series: [
        {
          type: 'scatter',
          large: true,
          largeThreshold: 500,
          silent: true,
          symbol: 'rect',
          symbolSize: tick,
          itemStyle: { color: style.text },
          data: steps.map((step, i) => [times[step]!, neurons[i]!]),
        },
      ],
    },
    table: () => ({
      head: ['time (ms)', 'neuron'],
      rows: steps.map((step, i) => [times[step]!, neurons[i]!]),
    }),
  };
}
