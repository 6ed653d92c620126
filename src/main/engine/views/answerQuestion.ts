import { stat } from 'node:fs/promises';
import { assertNever } from '../../../shared/assertNever.ts';
import type { ViewAnswer, ViewQuestion } from '../../../shared/api/viewTasks.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import type { DataReference, FileReference } from '../../../shared/sweep/plan.ts';
import { architectureFrom } from '../../../shared/training/architectureFrom.ts';
import { fileProblem } from '../../store/files.ts';
import { convertNetwork } from '../tasks/convertNetworks.ts';
import { keepLatest } from '../tasks/keepLatest.ts';
import { loadSplitCounts, loadStored, useModel } from '../tasks/loadFiles.ts';
import { encodeView } from './encodeView.ts';
import { inspectSample } from './inspectSample.ts';
import { measured, type MeasuredDataset, viewDataset, viewPage } from './viewDataset.ts';
import { viewLayer } from './viewLayer.ts';
import { viewModel } from './viewModel.ts';
import { viewTrainingData } from './viewTrainingData.ts';

/** What the worker has loaded for runs, shared with the views. */
export interface Loaders {
  readonly modelOf: (reference: FileReference) => Promise<ModelGraph>;
  readonly datasetOf: (key: { data: DataReference; graph: ModelGraph }) => Promise<Dataset>;
}

/** Answers what views ask, keeping the splits that were looked at last. */
export function createAnswerer({ modelOf, datasetOf }: Loaders): (question: ViewQuestion) => Promise<ViewAnswer> {
  const splitOf = keepLatest(2, (key: SplitKey) => JSON.stringify(key), readSplit);

  return async (question) => {
    switch (question.about) {
      case 'model':
        return useModel(question.model, viewModel);
      case 'architecture':
        return useModel(question.model, ({ graph }) => architectureFrom(graph));
      case 'trainingData':
        return viewTrainingData(await loadSplitCounts(question.data), question.split, async (split) => {
          const { dataset } = await splitOf(await splitKey(question.data, split));
          return dataset;
        });
      case 'layer': {
        const graph = await modelOf(question.model);
        const dataset = question.data === null ? null : await datasetOf({ data: question.data, graph });
        return viewLayer(graph, question.layer, dataset);
      }
      case 'dataset':
        return viewDataset(await splitOf(await splitKey(question.data, question.split)));
      case 'page':
        return viewPage(await splitOf(await splitKey(question.data, question.split)), question.from, question.count);
      case 'encode': {
        const { dataset } = await splitOf(await splitKey(question.data, question.split));
        return encodeView(dataset, { ...question, index: Math.min(question.index, dataset.count - 1) });
      }
      case 'inspect': {
        const { settings, simulation, calibration } = question;
        const graph = await modelOf(settings.model);
        const { network } = convertNetwork(graph, simulation, settings.timeStep, calibration);
        return inspectSample(question, graph, await datasetOf({ data: settings.data, graph }), network);
      }
      case 'diagnose': {
        const { settings, simulation, calibration } = question;
        const graph = await modelOf(settings.model);
        const { diagnosedNetwork } = await import('../tasks/diagnosedNetwork.ts');
        const { diagnose } = await import('./diagnose.ts');
        const diagnosed = diagnosedNetwork(graph, simulation, settings.timeStep, calibration);
        return diagnose(question, await datasetOf({ data: settings.data, graph }), diagnosed);
      }
      case 'verify': {
        const { settings, simulation, calibration } = question;
        const graph = await modelOf(settings.model);
        const { verifyEngines } = await import('./verifyEngines.ts');
        const { network } = convertNetwork(graph, simulation, settings.timeStep, calibration);
        return verifyEngines(question, await datasetOf({ data: settings.data, graph }), network);
      }
      default:
        return assertNever(question);
    }
  };
}

/** A split, and what tells whether its file is still the same. */
interface SplitKey {
  readonly path: string;
  readonly split: string | null;
  readonly bytes: number;
  readonly modified: number;
}

async function splitKey(path: string, split: string | null): Promise<SplitKey> {
  const { size, mtimeMs } = await stat(path).catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return { path, split, bytes: size, modified: mtimeMs };
}

async function readSplit({ path, split }: SplitKey): Promise<MeasuredDataset> {
  const { dataset, sha256 } = await loadStored(path, split);
  return measured(dataset, sha256);
}
