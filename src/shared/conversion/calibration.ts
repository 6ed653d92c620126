import type { Unit } from './folded.ts';

/**
 * What was measured on unlabelled images before a conversion: plain data, so that one worker measures and all convert alike. Empty for
 * presets that look at no data.
 */
export interface Calibration {
  /** Number of images it was measured on, and the split that they come from. */
  readonly samples: number;
  readonly split: string;
  /** What a spike in every step stands for, in units of the model, one or one per channel: by `calibrationKey`. 0: nothing was active. */
  readonly scales: Readonly<Record<string, readonly number[]>>;
  /** Added to the start potential, in thresholds, one per neuron: by name of the population. */
  readonly potentials: Readonly<Record<string, readonly number[]>>;
  /** Added to the bias current, in thresholds per step, one per channel: by name of the population. */
  readonly biases: Readonly<Record<string, readonly number[]>>;
  /** Steps until spikes of every layer can have reached the output. */
  readonly readoutDelay: number;
}

export const noCalibration: Calibration = {
  samples: 0,
  split: '',
  scales: {},
  potentials: {},
  biases: {},
  readoutDelay: 0,
};

/** What a unit's measurements are kept under: its entry in the model graph, apart where magnitudes count. */
export function calibrationKey(unit: Pick<Unit, 'kind' | 'layer' | 'isLinear' | 'isHalf'>): string {
  return isScaledByMagnitude(unit) ? `${unit.layer}, either sign` : unit.layer;
}

/** Whether a unit's scale is that of values of either sign. */
export function isScaledByMagnitude({ kind, isLinear, isHalf }: Pick<Unit, 'kind' | 'isLinear' | 'isHalf'>): boolean {
  return isHalf ?? (kind === 'unit' && isLinear);
}
