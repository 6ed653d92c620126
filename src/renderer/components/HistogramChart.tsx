import type { Histogram } from '../../shared/metrics/histogram.ts';
import { numberWords, percentWords, valueWords } from '../frame/words.ts';
import { histogramBars } from './histogramBars.ts';
import './HistogramChart.css';

interface HistogramChartProps {
  readonly histogram: Histogram;
  /** What is counted: "kernel", "activations". */
  readonly label: string;
  readonly unit?: string;
}

const width = 280;
const height = 72;

/** How values are spread: bars by count, with range, mean and the share of zeros in words below. */
export function HistogramChart({ histogram, label, unit = '' }: HistogramChartProps) {
  const { edges, counts, lowest, highest, mean, zeros } = histogram;
  const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  const across = (value: number): number => ((value - from) / (to - from || 1)) * width;
  const { heights, isWithoutZeros } = histogramBars(histogram);
  const words = `${label}: from ${valueWords(lowest)} to ${valueWords(highest)}${unit}, mean ${valueWords(mean)}, ${percentWords(zeros)} exactly 0`;
  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {counts.map((count, bin) => {
          const [left, right] = [across(edges[bin]!), across(edges[bin + 1]!)];
          const tall = heights[bin] === 0 ? 0 : Math.max(1, heights[bin]! * (height - 2));
          return (
            <rect key={bin} x={left} y={height - tall} width={Math.max(0.5, right - left - 0.5)} height={tall}>
              <title>{`${valueWords(edges[bin]!)} to ${valueWords(edges[bin + 1]!)}: ${numberWords(count)}`}</title>
            </rect>
          );
        })}
        {from < 0 && to > 0 ? (
          <line className="histogram-zero" x1={across(0)} x2={across(0)} y1="0" y2={height} />
        ) : null}
      </svg>
      <div className="histogram-axis">
        <span>{valueWords(from)}</span>
        {from < 0 && to > 0 ? <span>0</span> : null}
        <span>{valueWords(to)}</span>
      </div>
      <figcaption className="muted">
        mean {valueWords(mean)}
        {zeros > 0 ? `, ${percentWords(zeros)} exactly 0` : ''}
        {isWithoutZeros ? ' (not drawn)' : ''}
      </figcaption>
    </figure>
  );
}
