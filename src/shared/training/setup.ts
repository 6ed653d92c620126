import type { Scaling } from '../dataset/dataset.ts';
import { type NetworkChoice } from './networkChoice.ts';
import { defaultTraining, type TrainingSettings } from './settings.ts';

/**
 * A training as it is set up in the window and kept in the project: the network, the samples, and how it is trained. The network may be
 * one that cannot be built; `checkSetup` says so, in the window while it is edited and in the host before it begins.
 */
export interface TrainSetup {
  /** Of the training and its model, see `trainingNames.ts`. */
  readonly name: string;
  readonly network: SetupNetwork;
  readonly data: SampleSelection;
  readonly settings: TrainingSettings;
}

/** A template, an architecture from the builder, or a model whose weights the training starts from: path null is the project's own. */
export type SetupNetwork =
  Exclude<NetworkChoice, { kind: 'model' }> | { readonly kind: 'model'; readonly path: string | null };

/** Which samples of the project's data to train on. */
export interface SampleSelection {
  /** Null: `train`, or the only one there is. */
  readonly split: string | null;
  /** Most samples, counted from the first; null: all. */
  readonly limit: number | null;
  /** Null: by the type of the data. */
  readonly scaling: Scaling | null;
}

/** What a new project begins with. */
export const defaultSetup: TrainSetup = {
  name: 'notebook-cnn',
  network: {
    kind: 'template',
    template: 'notebook-cnn',
    activation: 'relu',
    levels: 4,
    bias: null,
    batchNormalization: null,
  },
  data: { split: null, limit: null, scaling: null },
  settings: defaultTraining,
};
