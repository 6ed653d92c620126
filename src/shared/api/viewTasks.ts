import type { Calibration } from '../conversion/calibration.ts';
import type { DiagnosisTally } from '../diagnosis/diagnosisTally.ts';
import type { Encoding } from '../simulation/encoding.ts';
import type { EngineAgreement } from '../simulation/engineAgreement.ts';
import type { Readout } from '../simulation/readout.ts';
import type { DataReference, FileReference, Simulation, SweepSettings } from '../sweep/plan.ts';
import type { FoundArchitecture } from '../training/architecture.ts';
import type { DataPage, DataView, EncodedSample } from './dataViews.ts';
import type { InspectView } from './inspectViews.ts';
import type { LayerView, ModelView } from './modelViews.ts';
import type { TrainingData } from './trainViews.ts';

/** What views ask of a worker: to read and compute what they show. */
export type ViewQuestion =
  | ModelQuestion
  | ArchitectureQuestion
  | TrainingDataQuestion
  | LayerQuestion
  | DatasetQuestion
  | PageQuestion
  | EncodeQuestion
  | InspectQuestion
  | DiagnoseQuestion
  | VerifyQuestion;

/** The graph of a model, with what each preset makes of every layer. */
export interface ModelQuestion {
  readonly about: 'model';
  readonly model: string;
}

/** The layers of a model as the start of an architecture. */
export interface ArchitectureQuestion {
  readonly about: 'architecture';
  readonly model: string;
}

/** What a training depends on of a data set; split null: `train`, or the only one. */
export interface TrainingDataQuestion {
  readonly about: 'trainingData';
  readonly data: string;
  readonly split: string | null;
}

/** Histograms of one entry of the graph; `data` null: weights alone. */
export interface LayerQuestion {
  readonly about: 'layer';
  readonly model: FileReference;
  readonly layer: string;
  readonly data: DataReference | null;
}

/** A data set by itself; split null: the default one. */
export interface DatasetQuestion {
  readonly about: 'dataset';
  readonly data: string;
  readonly split: string | null;
}

export interface PageQuestion {
  readonly about: 'page';
  readonly data: string;
  readonly split: string;
  readonly from: number;
  readonly count: number;
}

/** One sample under an encoding, with the values that the network gets. */
export interface EncodeQuestion {
  readonly about: 'encode';
  readonly data: string;
  readonly split: string;
  readonly index: number;
  readonly encoding: Encoding;
  readonly steps: number;
  readonly timeStep: number;
  readonly seed: number;
}

/** One sample through one cell. */
export interface InspectQuestion {
  readonly about: 'inspect';
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  readonly calibration: Calibration;
  readonly steps: number;
  /** Counted from the first sample of the sweep. */
  readonly sample: number;
  readonly analogClass: number;
  readonly potentials: readonly { readonly population: string; readonly neuron: number }[];
}

/** What a conversion lost, layer by layer, on samples `from` to `from + count - 1` of the sweep. */
export interface DiagnoseQuestion {
  readonly about: 'diagnose';
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  readonly calibration: Calibration;
  readonly readout: Readout;
  /** Steps after which to measure, rising; simulated to the last. */
  readonly times: readonly number[];
  readonly from: number;
  readonly count: number;
}

/** How every engine's spikes stand to the reference's, on samples `from` to `from + count - 1` of the sweep. */
export interface VerifyQuestion {
  readonly about: 'verify';
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  readonly calibration: Calibration;
  readonly steps: number;
  readonly from: number;
  readonly count: number;
}

interface Answers {
  readonly model: ModelView;
  readonly architecture: FoundArchitecture;
  readonly trainingData: TrainingData;
  readonly layer: LayerView;
  readonly dataset: DataView;
  readonly page: Omit<DataPage, 'analogClasses'>;
  readonly encode: EncodedSample;
  readonly inspect: InspectView;
  readonly diagnose: DiagnosisTally;
  readonly verify: readonly EngineAgreement[];
}

/** What answers a question. */
export type AnswerTo<Q extends ViewQuestion> = Answers[Q['about']];
export type ViewAnswer = Answers[ViewQuestion['about']];

/** Words for a question in messages to people. */
export function describeQuestion(question: ViewQuestion): string {
  switch (question.about) {
    case 'model':
    case 'architecture':
      return `reading "${question.model}"`;
    case 'layer':
      return `measuring the layer "${question.layer}"`;
    case 'dataset':
    case 'page':
    case 'trainingData':
      return `reading "${question.data}"`;
    case 'encode':
      return `encoding sample ${question.index}`;
    case 'inspect':
      return `the simulation of sample ${question.settings.data.offset + question.sample}`;
    case 'diagnose':
      return `the diagnosis on samples ${question.from} to ${question.from + question.count - 1}`;
    case 'verify':
      return `the comparison of engines on samples ${question.from} to ${question.from + question.count - 1}`;
  }
}
