/** One pass over the training samples, as the charts draw it. Accuracies are shares, losses are in nats. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Means over the steps of the epoch: of the network on its way, in training mode. */
  readonly loss: number;
  readonly accuracy: number;
  /** Of the network after the epoch; null without validation samples. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /** At the last step of the epoch. */
  readonly learningRate: number;
  /** Time the epoch took on this machine, which is no result of the settings. */
  readonly seconds: number;
}

/** How far a training has come. Each message holds all of it, so that a missed one does no harm. */
export interface TrainingProgress {
  readonly phase: 'reading' | 'training' | 'validating' | 'writing';
  /** Under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Done in this epoch. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Steps of all epochs together. */
  readonly doneSteps: number;
  readonly totalSteps: number;
  /** Mean loss of the last steps in nats, one point for every few of them; null before the first. */
  readonly losses: readonly LossPoint[];
  readonly learningRate: number;
  /** Epochs that are done. */
  readonly history: readonly EpochRecord[];
  /** Training samples per second; null before it is known. */
  readonly samplesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Mean loss of the steps up to and with step `step`, counted from 1 over all epochs. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/** How a training came to its end. */
export interface TrainingOutcome {
  /** The model's file. */
  readonly path: string;
  readonly sha256: string;
  readonly history: readonly EpochRecord[];
  /** Loss on the way, as in `TrainingProgress`. */
  readonly losses: readonly LossPoint[];
  readonly stepsPerEpoch: number;
  /** Epoch whose weights were kept, from 1: the last, or the best where early stopping was on. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  readonly parameters: number;
  readonly trainingSamples: number;
  readonly validationSamples: number;
  /** Learned or measured ends of clipped and quantised activations. */
  readonly levels: readonly ActivationLevel[];
  /** What computed: the name of the tfjs backend. */
  readonly backend: string;
  /** Epoch and step at which the training was taken up again; null for one without interruption. */
  readonly resumedAt: { readonly epoch: number; readonly step: number } | null;
}

export interface ActivationLevel {
  readonly layer: string;
  readonly level: number;
  /** Of a quantised activation; null for a clipped one. */
  readonly levels: number | null;
}
