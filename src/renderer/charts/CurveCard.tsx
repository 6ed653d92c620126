import type { ECharts } from 'echarts/core';
import type { CurvePoint } from '../../shared/chart/nearestCurve.ts';
import { curvePointWords } from '../../shared/chart/curvePointWords.ts';
import type { PlotPoint } from './plotPointer.ts';
import { pixelOf } from './plotPixels.ts';
import './CurveCard.css';

interface CurveCardProps {
  readonly canvas: ECharts;
  readonly point: PlotPoint;
  readonly nearest: CurvePoint;
}

/** The exact numbers of the curve under the pointer, and a dot where they are taken. */
export function CurveCard({ canvas, point, nearest }: CurveCardProps) {
  const { curve, step } = nearest;
  const { name, lines } = curvePointWords(nearest);
  const place = pixelOf(canvas, point.panel, {
    x: curve.accuracy.time[step]!,
    y: 100 * curve.accuracy.value[step]!,
  });
  if (place === null) return null;
  const { x: left, y: top } = place;
  const isRight = left > canvas.getWidth() / 2;
  const isLow = top > canvas.getHeight() / 2;
  return (
    <>
      <span className="curve-dot" style={{ left, top, background: curve.look.colour }} />
      <div
        className="curve-card"
        style={{
          [isRight ? 'right' : 'left']: (isRight ? canvas.getWidth() - left : left) + 14,
          [isLow ? 'bottom' : 'top']: (isLow ? canvas.getHeight() - top : top) + 14,
        }}
      >
        {name === '' ? null : <strong>{name}</strong>}
        <dl>
          {lines.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
