/** How a network is trained. With the data, the architecture and the arithmetic of one backend, these decide every weight. */
export interface TrainingSettings {
  /** Passes over the training samples; early stopping may end sooner. */
  readonly epochs: number;
  /** Samples per step. What is left of an epoch below a whole batch waits for the next, whose order is another. */
  readonly batchSize: number;
  readonly optimizer: OptimizerSettings;
  /** Step size at the start. */
  readonly learningRate: number;
  readonly schedule: ScheduleSettings;
  /** Share of each kernel that a step of learning rate 1 takes away (decoupled: Loshchilov and Hutter 2019); biases and the like keep theirs. */
  readonly weightDecay: number;
  /** Share of the samples, drawn by the seed, on which the network is measured after each epoch and never trained; 0: none. */
  readonly validation: number;
  readonly augmentation: AugmentationSettings;
  /** Epochs without a lower validation loss after which training ends with the best weights so far; null: never. Needs validation samples. */
  readonly patience: number | null;
  /** Seed of weights, order, validation samples, dropout, noise and augmentation. */
  readonly seed: number;
}

export type OptimizerSettings =
  /** Kingma and Ba 2015, with their constants. */
  | { readonly kind: 'adam' }
  /** v ← momentum · v + g; w ← w − rate · v. */
  | { readonly kind: 'sgd'; readonly momentum: number };

/** The learning rate as a factor on that of the start. */
export type ScheduleSettings =
  | { readonly kind: 'constant' }
  /** Times `factor` after every `epochs` epochs. */
  | { readonly kind: 'step'; readonly epochs: number; readonly factor: number }
  /** Half a cosine down to zero at the last step (Loshchilov and Hutter 2017). */
  | { readonly kind: 'cosine' };

/** Changes of the training images, drawn anew in each epoch. What comes from outside is zero. */
export interface AugmentationSettings {
  /** Most pixels along each axis, in both directions. */
  readonly shift: number;
  /** Most degrees, in both directions. */
  readonly rotation: number;
}

export const optimizerNames = ['adam', 'sgd'] as const;
export const scheduleNames = ['constant', 'step', 'cosine'] as const;

/** A good start for images of the size of MNIST's. */
export const defaultTraining: TrainingSettings = {
  epochs: 5,
  batchSize: 100,
  optimizer: { kind: 'adam' },
  learningRate: 0.001,
  schedule: { kind: 'cosine' },
  weightDecay: 0,
  validation: 0.1,
  augmentation: { shift: 0, rotation: 0 },
  patience: null,
  seed: 1,
};

/** Momentum of sgd unless something else is said. */
export const usualMomentum = 0.9;
/** The schedule `step` unless something else is said. */
export const usualStep = { epochs: 10, factor: 0.1 } as const;
