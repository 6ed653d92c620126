import type { MethodChanges, PresetName } from '../conversion/settings.ts';
import type { Scaling } from '../dataset/dataset.ts';
import type { Encoding } from '../simulation/encoding.ts';
import type { NamedEngine } from '../simulation/engineName.ts';
import type { Readout } from '../simulation/readout.ts';
import type { Milliseconds } from '../units.ts';

/** What the user asked for, complete: every value of every axis, and the files by content. */
export interface SweepSettings {
  readonly model: FileReference;
  readonly data: DataReference;
  readonly presets: readonly PresetName[];
  /** What is changed in the settings of the presets, each entry one combination; `{}` for nothing. At least one. */
  readonly changes: readonly MethodChanges[];
  readonly encodings: readonly Encoding[];
  /** Threshold factors. */
  readonly thresholds: readonly number[];
  readonly readouts: readonly Readout[];
  readonly durations: readonly Milliseconds[];
  readonly seeds: readonly number[];
  readonly timeStep: Milliseconds;
  /** Images for data-based normalisation and corrections, from the start of the split of that name or, where there is none, of the data's own. */
  readonly calibration: { readonly split: string; readonly samples: number };
  /**
   * What simulates; absent for `simd`. Not part of the ids: engines agree up to rounding on the same question. What is measured for a
   * conversion is measured by `simd` whatever this says, so that all engines simulate the same network.
   */
  readonly engine?: NamedEngine;
}

export interface FileReference {
  readonly path: string;
  /** Hexadecimal SHA-256 of the content. */
  readonly sha256: string;
}

export interface DataReference extends FileReference {
  readonly split: string;
  readonly offset: number;
  readonly count: number;
  readonly scaling: Scaling;
}

/**
 * A sweep, laid out. A cell is one combination of preset, changes, encoding, threshold and seed; durations and readouts are read from the same
 * simulation. Cells whose encoding draws no random numbers share one simulation over all seeds.
 */
export interface SweepPlan {
  readonly settings: SweepSettings;
  /** Steps of the longest duration: what is simulated and recorded. */
  readonly steps: number;
  /** In the order of the axes: preset, changes, encoding, threshold, seed. */
  readonly cells: readonly Cell[];
  /** What has to be simulated, without repeats. */
  readonly simulations: readonly Simulation[];
  /** Indices of simulations that share one encoded input (same encoding, same draws). */
  readonly groups: readonly (readonly number[])[];
}

export interface Cell {
  /** Of the settings that can change a result and nothing else: the same on every machine, in any order of a grid. */
  readonly id: string;
  readonly preset: PresetName;
  readonly changes: MethodChanges;
  readonly encoding: Encoding;
  readonly threshold: number;
  readonly seed: number;
  /** Index in `simulations`. */
  readonly simulation: number;
}

export interface Simulation {
  readonly id: string;
  readonly preset: PresetName;
  readonly changes: MethodChanges;
  readonly encoding: Encoding;
  readonly threshold: number;
  /** 0 where nothing is drawn. */
  readonly seed: number;
}
