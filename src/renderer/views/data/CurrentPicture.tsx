import { useEffect, useRef } from 'react';
import { useSizeOf } from '../../components/useSizeOf.ts';
import { numberWords } from '../../frame/words.ts';
import { useTheme } from '../../state/themeChoice.ts';

interface CurrentPictureProps {
  /** [neuron]. */
  readonly values: readonly number[];
  /** ms. */
  readonly duration: number;
}

/** A constant current beside the rasters: a line for each neuron, the stronger the darker, the same in every step. */
export function CurrentPicture({ values, duration }: CurrentPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSizeOf(frame);
  const theme = useTheme();
  useEffect(() => {
    if (canvas.current !== null && width > 0) drawLines(canvas.current, values, width, height);
  }, [values, width, height, theme]);
  return (
    <figure className="spike-raster">
      <div className="raster-neurons" aria-hidden>
        <span>0</span>
        <span className="raster-axis">Neuron</span>
        <span>{numberWords(values.length - 1)}</span>
      </div>
      <div
        ref={frame}
        className="raster-frame"
        role="img"
        aria-label={`Constant current of ${numberWords(values.length)} neurons`}
      >
        <canvas ref={canvas} />
      </div>
      <div className="raster-time" aria-hidden>
        <span>0</span>
        <span className="raster-axis">Time (ms)</span>
        <span>{numberWords(duration)}</span>
      </div>
    </figure>
  );
}

function drawLines(canvas: HTMLCanvasElement, values: readonly number[], width: number, height: number): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const strongest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const down = canvas.height / values.length;
  context.fillStyle = getComputedStyle(canvas).color;
  values.forEach((value, neuron) => {
    context.globalAlpha = Math.abs(value) / strongest;
    context.fillRect(0, neuron * down, canvas.width, Math.max(1, down));
  });
}
