import type { OpenedFiles } from '../../../shared/api/engineViews.ts';
import type { OpenTask } from '../../../shared/api/tasks.ts';
import { checkLabels } from '../../../shared/dataset/labels.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import { loadDataset, type LoadedModel } from './loadFiles.ts';

/** Reads the data as the model takes them, and says what exactly model and data are. Throws file and dataset Problems. */
export async function openFiles(task: OpenTask, { graph, sha256 }: LoadedModel): Promise<OpenedFiles> {
  const { dataset, sha256: dataSha256 } = await loadDataset(task.data, graph.layers[graph.input]!.shape);
  const classes = sizeOf(graph.layers[graph.output]!.shape);
  const { split, splits, offset, count, scaling, labels, classNames } = dataset;
  return {
    model: { path: task.model, sha256 },
    data: { path: task.data.path, sha256: dataSha256, split, offset, count, scaling },
    splits,
    labels: labels && [...checkLabels(dataset, classes)],
    classNames: Array.from({ length: classes }, (_, index) => classNames?.[index] ?? String(index)),
  };
}
