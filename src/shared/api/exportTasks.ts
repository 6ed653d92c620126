import type { Calibration } from '../conversion/calibration.ts';
import type { BundleManifest, WeightHash } from '../export/bundleManifest.ts';
import type { NirProfile } from '../nir/profiles.ts';
import type { NirLoss } from '../problems/nirProblems.ts';
import type { FileReference, Simulation, SweepSettings } from '../sweep/plan.ts';

/** What exports ask of a worker. */
export type ExportWork = PrepareNir | SimulateNir | WriteNir | WriteKeras | HashWeights | MakeBundle | OpenBundle;

/** A cell of a sweep as a NIR file. */
export interface NirRequest {
  readonly settings: SweepSettings;
  readonly simulation: Simulation;
  readonly steps: number;
  readonly profile: NirProfile;
  readonly output: 'spikes' | 'currents';
}

/** Finds what the file cannot say, and measures what the network in it needs, with average pooling for max pooling. */
export interface PrepareNir {
  readonly about: 'prepareNir';
  readonly request: NirRequest;
}

/** Runs samples `from` to `from + count - 1` as the programs that read the profile do. */
export interface SimulateNir {
  readonly about: 'simulateNir';
  readonly request: NirRequest;
  readonly calibration: Calibration;
  readonly from: number;
  readonly count: number;
}

export interface WriteNir {
  readonly about: 'writeNir';
  readonly request: NirRequest;
  readonly calibration: Calibration;
  /** For people, into the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The model with its normalisations folded into weights, and with the biases that a calibration corrects where a cell has them. */
export interface WriteKeras {
  readonly about: 'writeKeras';
  readonly model: FileReference;
  readonly calibrated: Pick<NirRequest, 'settings' | 'simulation'> | null;
}

export interface WrittenKeras {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What was folded, corrected or left, in sentences. */
  readonly notes: readonly string[];
}

/** Hashes of the weights of a model, to find the layers in which two differ. */
export interface HashWeights {
  readonly about: 'hashWeights';
  readonly model: FileReference;
}

/** Packs the folder of a finished run. */
export interface MakeBundle {
  readonly about: 'makeBundle';
  readonly folder: string;
  readonly out: string;
  /** Where model and data are now; null: where the record says. */
  readonly model: string | null;
  readonly data: string | null;
  readonly withModel: boolean;
  readonly withData: boolean;
  readonly spikebench: string;
}

export interface MadeBundle {
  readonly path: string;
  readonly bytes: number;
  readonly files: readonly string[];
}

/** Checks a bundle, and unpacks its model and data into a folder. */
export interface OpenBundle {
  readonly about: 'openBundle';
  readonly bundle: string;
  readonly folder: string;
}

export interface OpenedBundle {
  readonly manifest: BundleManifest;
  /** Text of its run.json and results.csv. */
  readonly record: string;
  readonly table: string;
  /** Files that are not what the bundle says of them. */
  readonly changed: readonly string[];
  /** Paths of model and data, unpacked; null where they are not in the bundle. */
  readonly model: string | null;
  readonly data: string | null;
}

export interface PreparedNir {
  readonly losses: readonly NirLoss[];
  readonly notes: readonly string[];
  readonly swapped: readonly string[];
  readonly calibration: Calibration;
  readonly nodes: number;
  readonly neurons: number;
}

export interface SimulatedNir {
  /** Samples classified as labelled: [reader][step]. */
  readonly correct: readonly (readonly number[])[];
  /** Spikes of all neurons but the input's: [reader]. */
  readonly spikes: readonly number[];
  /** Of the analog network with average pooling; null where nothing is exchanged. */
  readonly swappedCorrect: number | null;
}

interface ExportResults {
  readonly prepareNir: PreparedNir;
  readonly simulateNir: SimulatedNir;
  readonly writeNir: { readonly bytes: Uint8Array<ArrayBuffer> };
  readonly writeKeras: WrittenKeras;
  readonly hashWeights: readonly WeightHash[];
  readonly makeBundle: MadeBundle;
  readonly openBundle: OpenedBundle;
}

export type ResultOfExport<W extends ExportWork> = ExportResults[W['about']];
export type ExportResult = ExportResults[ExportWork['about']];

/** Words for the work in messages to people. */
export function describeExport(work: ExportWork): string {
  switch (work.about) {
    case 'prepareNir':
    case 'writeNir':
      return 'the NIR file';
    case 'hashWeights':
      return `reading "${work.model.path}"`;
    case 'makeBundle':
      return `the bundle of "${work.folder}"`;
    case 'openBundle':
      return `reading "${work.bundle}"`;
    case 'writeKeras':
      return `writing "${work.model.path}" again`;
    case 'simulateNir': {
      const first = work.request.settings.data.offset + work.from;
      return `the simulation of the NIR file on samples ${first} to ${first + work.count - 1}`;
    }
  }
}
