import { calibrationKey, isScaledByMagnitude } from './calibration.ts';
import type { FoldedNetwork, Unit } from './folded.ts';
import type { Method } from './method.ts';

/** Batches into which the calibration images are cut, in their order. */
export const balancingBatches = 50;

/** Local threshold balancing while the analog network runs, batch by batch and layer by layer. */
export interface Balancer {
  /** Entries of the model graph that it looks at. */
  readonly entries: readonly string[];
  /** Takes the values [image][unit] of an entry for a batch; gives those with which the network goes on. */
  exchange(entry: string, values: Float32Array): Float32Array;
  /** Scales by `calibrationKey`, one or one per channel. */
  scales(): Readonly<Record<string, readonly number[]>>;
}

/**
 * Bu et al. (2025), algorithm 1: thresholds start at 0; with each batch θ grows by 2 · mean(max(a − θ, 0)), and the network goes on with
 * activations cut off at θ, so that later layers see what neurons could send. Linear neurons count magnitudes; class scores stay whole.
 */
export function createBalancer({ nodes }: FoldedNetwork, { granularity }: Pick<Method, 'granularity'>): Balancer {
  const units = nodes.filter((node): node is Unit => node.kind === 'unit' || node.kind === 'output');
  const states = new Map(
    units.map((unit) => {
      const channels = granularity === 'layer' || unit.kind === 'output' ? 1 : unit.shape[2];
      return [calibrationKey(unit), { unit, thresholds: new Float64Array(channels) }] as const;
    }),
  );

  return {
    entries: [...new Set(units.map(({ layer }) => layer))],
    exchange(entry, values) {
      let current = values;
      for (const { unit, thresholds } of states.values()) {
        if (unit.layer !== entry) continue;
        const hasBothSigns = isScaledByMagnitude(unit);
        grow(thresholds, current, unit, hasBothSigns);
        if (unit.kind === 'unit') current = cut(current, thresholds, unit.shape[2], hasBothSigns);
      }
      return current;
    },
    scales: () => Object.fromEntries([...states].map(([key, { thresholds }]) => [key, [...thresholds]])),
  };
}

function grow(thresholds: Float64Array, values: Float32Array, { shape, maxValue }: Unit, hasBothSigns: boolean): void {
  const channels = shape[2];
  const most = maxValue ?? Infinity;
  const excess = new Float64Array(thresholds.length);
  for (let n = 0; n < values.length; n++) {
    const own = thresholds.length === 1 ? 0 : n % channels;
    const value = hasBothSigns ? Math.abs(values[n]!) : values[n]!;
    excess[own]! += Math.max(0, Math.min(value, most) - thresholds[own]!);
  }
  const counted = values.length / thresholds.length;
  for (let c = 0; c < thresholds.length; c++) thresholds[c]! += (2 * excess[c]!) / counted;
}

function cut(values: Float32Array, thresholds: Float64Array, channels: number, hasBothSigns: boolean): Float32Array {
  return values.map((value, n) => {
    const threshold = thresholds.length === 1 ? thresholds[0]! : thresholds[n % channels]!;
    return Math.min(hasBothSigns ? Math.max(value, -threshold) : value, threshold);
  });
}
