interface SparklineProps {
  /** At least two; drawn from left to right over their own range. */
  readonly values: readonly number[];
  /** What the line shows, for people who cannot see it. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** A curve as small as a word. */
export function Sparkline({ values, label, width = 96, height = 24 }: SparklineProps) {
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <polyline
        points={sparklinePoints(values, width, height)}
        fill="none"
        stroke="var(--data-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Points of the line within a margin of two pixels. */
function sparklinePoints(values: readonly number[], width: number, height: number): string {
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest || 1;
  const across = (width - 4) / Math.max(values.length - 1, 1);
  return values
    .map(
      (value, i) =>
        `${(2 + i * across).toFixed(1)},${(height - 2 - ((value - lowest) / span) * (height - 4)).toFixed(1)}`,
    )
    .join(' ');
}
