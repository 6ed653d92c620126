import { assertNever } from '../../../shared/assertNever.ts';
import type { ExportResult, ExportWork } from '../../../shared/api/exportTasks.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import type { SimulationEngine } from '../../../shared/simulation/engine.ts';
import type { DataReference, FileReference, SweepSettings } from '../../../shared/sweep/plan.ts';
import type { ReportProgress } from '../tasks/runTask.ts';
import { hashWeights } from './hashWeights.ts';
import { makeBundle } from './makeBundle.ts';
import { createNirExporter } from './nirExporter.ts';
import { openBundle } from './openBundle.ts';
import { writeFoldedKeras } from './writeFoldedKeras.ts';

/** What the worker has loaded for runs, shared with the exports. */
export interface ExportLoaders {
  readonly engine: SimulationEngine;
  readonly modelOf: (reference: FileReference) => Promise<ModelGraph>;
  readonly datasetOf: (key: { data: DataReference; graph: ModelGraph }) => Promise<Dataset>;
  /** Images for calibrations. */
  readonly calibrationImages: (settings: SweepSettings, graph: ModelGraph, data: Dataset) => Promise<Dataset>;
}

export type Exporter = (work: ExportWork, onProgress: ReportProgress) => Promise<ExportResult>;

/** Does the work of exports, keeping what it has made while more of the same is asked. */
export function createExporter(loaders: ExportLoaders): Exporter {
  const nir = createNirExporter(loaders);
  return async (work, onProgress) => {
    switch (work.about) {
      case 'prepareNir':
        return nir.prepare(work);
      case 'simulateNir':
        return nir.simulate(work, onProgress);
      case 'writeNir':
        return nir.write(work);
      case 'writeKeras':
        return writeFoldedKeras(work, loaders);
      case 'hashWeights':
        return hashWeights(await loaders.modelOf(work.model));
      case 'makeBundle':
        return makeBundle(work, loaders.modelOf);
      case 'openBundle':
        return openBundle(work);
      default:
        return assertNever(work);
    }
  };
}
