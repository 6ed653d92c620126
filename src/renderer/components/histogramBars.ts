import type { Histogram } from '../../shared/metrics/histogram.ts';

/** What is drawn of a histogram. */
export interface HistogramBars {
  /** Height of each bar from 0 to 1. */
  readonly heights: readonly number[];
  /** Whether values that are exactly 0 were left out: they would flatten everything else. */
  readonly isWithoutZeros: boolean;
}

/** Share of exact zeros from which on they are said in words instead of drawn. */
const mostlyZero = 0.3;

export function histogramBars({ edges, counts, zeros }: Histogram): HistogramBars {
  const isWithoutZeros = zeros >= mostlyZero && zeros < 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const zeroBin = edges.findLastIndex((edge, bin) => edge <= 0 && bin < counts.length);
  const drawn = counts.map((count, bin) =>
    isWithoutZeros && bin === zeroBin ? Math.max(0, count - Math.round(zeros * total)) : count,
  );
  const tallest = Math.max(...drawn, 1);
  return { heights: drawn.map((count) => count / tallest), isWithoutZeros };
}
