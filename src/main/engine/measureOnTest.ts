import type { DataRequest, Watch } from '../../shared/api/engineViews.ts';
import type { TrainingTest } from '../../shared/api/trainViews.ts';
import { classificationReport } from '../../shared/metrics/classificationReport.ts';
import { type ConfusionMatrix, confusionMatrix } from '../../shared/metrics/confusionMatrix.ts';
import { wilsonInterval } from '../../shared/metrics/wilson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Engine } from './engine.ts';

/** What a trained model makes of the split `test`, and the matrix that its figures come from. */
export interface MeasuredTest {
  readonly test: TrainingTest;
  readonly matrix: ConfusionMatrix;
}

/**
 * Reads a trained model from its file and measures it on the split `test` of the data that it was trained on; null where they have no such
 * split with labels, or it was trained on. Throws file, model and dataset Problems.
 */
export async function measureOnTest(
  engine: Engine,
  model: string,
  data: DataRequest,
  watch: Watch = {},
): Promise<MeasuredTest | null> {
  const files = await engine.open(model, { ...data, split: 'test', offset: 0, limit: null }).catch(orNoSplit);
  if (files === null || files.labels === null || trainingSplit(data, files.splits) === 'test') return null;
  const { labels, classNames } = files;
  const { predictions } = await engine.evaluate(
    { model: files.model, data: files.data, withOutputs: false, backend: 'fastest' },
    watch,
  );
  const samples = labels.length;
  const correct = labels.filter((label, sample) => label === predictions[sample]).length;
  const matrix = confusionMatrix(labels, predictions, classNames.length);
  const test = {
    split: files.data.split,
    samples,
    correct,
    accuracy: correct / samples,
    ...wilsonInterval(correct, samples),
    classNames,
    confusion: rowsOf(matrix),
    report: classificationReport(matrix),
  };
  return { test, matrix };
}

/** What is trained on where nothing is said: `train`, or the only split. */
function trainingSplit({ split }: DataRequest, splits: readonly string[]): string | undefined {
  return split ?? (splits.includes('train') ? 'train' : splits[0]);
}

function orNoSplit(error: unknown): null {
  if (error instanceof WorkbenchError && error.problem.kind === 'noSuchSplit') return null;
  throw error;
}

function rowsOf({ classes, counts }: ConfusionMatrix): readonly (readonly number[])[] {
  return Array.from({ length: classes }, (_, label) => [...counts.subarray(label * classes, (label + 1) * classes)]);
}
