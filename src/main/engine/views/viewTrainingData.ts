import type { SplitFacts, TrainingData } from '../../../shared/api/trainViews.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import { classesOf } from '../tasks/openTraining.ts';

/** What a training depends on of a data set. Throws the Problems noSuchSplit and noLabels. */
export async function viewTrainingData(
  splits: readonly SplitFacts[],
  wanted: string | null,
  read: (split: string) => Promise<Dataset>,
): Promise<TrainingData> {
  const names = splits.map(({ name }) => name);
  const usual = names.length === 1 ? names[0]! : 'train';
  const dataset = await read(wanted ?? usual);
  const { name, sampleShape, classNames, split: trainSplit } = dataset;
  const classes = classesOf(dataset);
  const test = splits.find((split) => split.name === 'test' && split.hasLabels);
  return {
    name,
    splits,
    trainSplit,
    testSplit: test === undefined || trainSplit === test.name ? null : test.name,
    sampleShape,
    classes,
    classNames: Array.from({ length: classes }, (_, label) => classNames?.[label] ?? String(label)),
  };
}
