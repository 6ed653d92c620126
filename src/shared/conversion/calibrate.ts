import { valueAtRank } from './percentile.ts';
import type { Calibration } from './settings.ts';

/** Collects activations batch by batch and gives their percentiles. */
export interface CalibrationCollector {
  /** Activations of one layer for one batch, in any order. */
  add(layer: string, activations: Float32Array): void;
  finish(samples: number, split: string): Calibration;
}

/**
 * Percentiles of the activations of each layer over all its units and images, zeros and negative values included (Rueckauer et al. 2017, section 2.2.1;
 * SNN Toolbox takes them over the non-zero values). Exact: holds all positive values, 4 bytes each.
 */
export function collectCalibration(layers: readonly string[], percentile: number): CalibrationCollector {
  const collected = new Map(layers.map((layer) => [layer, { count: 0, positive: [] as Float32Array[] }]));
  return {
    add(layer, activations) {
      const entry = collected.get(layer);
      if (entry === undefined) return;
      entry.count += activations.length;
      entry.positive.push(positiveOf(activations));
    },
    finish(samples, split) {
      const scales = [...collected].map(([layer, { count, positive }]): [string, number] => [
        layer,
        percentileWithZeros(positive, count, percentile),
      ]);
      return { samples, split, percentile, scales: Object.fromEntries(scales) };
    },
  };
}

/** As `filter`, which takes ten times as long. */
function positiveOf(values: Float32Array): Float32Array {
  const found = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > 0) found[count++] = value;
  }
  return found.slice(0, count);
}

/**
 * The smallest value that at least `percentile` % of `count` values do not exceed (nearest rank). Only the positive values are given; 0
 * where the rank falls below them.
 */
function percentileWithZeros(positive: readonly Float32Array[], count: number, percentile: number): number {
  const values = new Float32Array(positive.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of positive) {
    values.set(part, filled);
    filled += part.length;
  }
  const rankFromTop = count - Math.max(1, Math.ceil((percentile / 100) * count));
  if (rankFromTop >= values.length) return 0;
  return valueAtRank(values, values.length - 1 - rankFromTop);
}
