import type { NirLoss } from '../problems/nirProblems.ts';
import type { Milliseconds } from '../units.ts';
import type { NirProfile, NirReaderName } from './profiles.ts';

/** What a NIR file says of a network, what it cannot say, and how programs will run it: shown before it is written. */
export interface NirReport {
  readonly profile: NirProfile;
  readonly output: 'spikes' | 'currents';
  /** Empty: nothing is lost. */
  readonly losses: readonly NirLoss[];
  /** What was folded or written in another way, in sentences. */
  readonly notes: readonly string[];
  /** Layers in which average pooling stands for max pooling. */
  readonly swapped: readonly string[];
  readonly samples: number;
  /** Samples that the analog network classifies as labelled. */
  readonly analogCorrect: number;
  /** The same once average pooling stands for max pooling; null where nothing is exchanged. */
  readonly swappedCorrect: number | null;
  readonly readers: readonly NirReaderReport[];
  readonly nodes: number;
  readonly neurons: number;
}

export interface NirReaderReport {
  readonly name: NirReaderName;
  readonly title: string;
  /** How it runs the neurons. */
  readonly words: string;
  /** Samples that are classified as labelled after each step: [step]. */
  readonly correct: readonly number[];
  /** Spikes of all neurons but the input's, per sample, over all steps. */
  readonly spikesPerSample: number;
}

/** What the workbench makes of the same cell: samples classified as labelled after each step. */
export interface WorkbenchCurve {
  readonly words: string;
  readonly correct: readonly number[];
  readonly timeStep: Milliseconds;
}
