import { useEffect, useRef } from 'react';
import type { Raster } from '../../shared/api/dataViews.ts';
import { countWords, numberWords } from '../frame/words.ts';
import { useTheme } from '../state/themeChoice.ts';
import { useSizeOf } from './useSizeOf.ts';
import './SpikeRaster.css';

interface SpikeRasterProps {
  readonly raster: Raster;
  /** ms. */
  readonly timeStep: number;
  readonly label: string;
}

/** Spikes as dots: time to the right, neurons downwards as pixels are stored, row by row. */
export function SpikeRaster({ raster, timeStep, label }: SpikeRasterProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSizeOf(frame);
  const theme = useTheme();
  useEffect(() => {
    if (canvas.current !== null && width > 0) drawSpikes(canvas.current, raster, width, height);
  }, [raster, width, height, theme]);
  const words = `${label}: ${countWords(raster.spikes, 'spike')} of ${countWords(raster.neuronCount, 'neuron')} in ${countWords(raster.stepCount, 'step')}`;
  return (
    <figure className="spike-raster">
      <div className="raster-neurons" aria-hidden>
        <span>0</span>
        <span className="raster-axis">Neuron</span>
        <span>{numberWords(raster.neuronCount - 1)}</span>
      </div>
      <div ref={frame} className="raster-frame" role="img" aria-label={words}>
        <canvas ref={canvas} />
      </div>
      <div className="raster-time" aria-hidden>
        <span>0</span>
        <span className="raster-axis">Time (ms)</span>
        <span>{numberWords(raster.stepCount * timeStep)}</span>
      </div>
    </figure>
  );
}

/** A dot is at least a pixel of the screen, at most a few, whatever the number of steps and neurons. */
function drawSpikes(
  canvas: HTMLCanvasElement,
  { steps, neurons, stepCount, neuronCount }: Raster,
  width: number,
  height: number,
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const [across, down] = [canvas.width / stepCount, canvas.height / neuronCount];
  const dotWidth = Math.min(Math.max(1, across * 0.8), 3 * ratio);
  const dotHeight = Math.min(Math.max(ratio, down), 3 * ratio);
  context.fillStyle = getComputedStyle(canvas).color;
  for (let i = 0; i < steps.length; i++) {
    context.fillRect(steps[i]! * across, neurons[i]! * down, dotWidth, dotHeight);
  }
}
