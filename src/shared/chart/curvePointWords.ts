import type { CurvePoint } from './nearestCurve.ts';

/** What the card at the cursor says: the settings that the curve has of its own, and its exact numbers. */
export function curvePointWords({ curve, step }: CurvePoint): {
  readonly name: string;
  readonly lines: readonly (readonly [label: string, value: string])[];
} {
  const { time, value, low, high } = curve.accuracy;
  return {
    name: curve.name,
    lines: [
      ['Accuracy', percent(value[step]!)],
      ['95 % interval', `${(100 * low[step]!).toFixed(2)} to ${percent(high[step]!)}`],
      ['Simulated time', `${time[step]!} ms`],
      ['Samples', String(curve.cell.tally?.count ?? 0)],
    ],
  };
}

/** A share in percent with two decimals. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
