import type { DataRequest, Evaluation, OpenedFiles } from '../../shared/api/engineViews.ts';
import type { Scaling } from '../../shared/dataset/dataset.ts';
import type { Engine } from '../engine/engine.ts';
import { percent } from './output.ts';

/** Below this accuracy the scaling is worth a second look, and by this much the other one must be better to be named. */
const suspicious = 0.8;
const telling = 0.1;
const looked = 200;

/**
 * Some model files want inputs of 0 to 255 and say so nowhere. Says so where the other scaling, which nobody chose, classifies far
 * better; null where there is nothing to say.
 */
export async function describeOtherScaling(
  engine: Engine,
  model: string,
  request: DataRequest,
  { data, labels }: OpenedFiles,
  { predictions }: Evaluation,
): Promise<string | null> {
  if (labels === null || request.scaling !== null) return null;
  const count = Math.min(looked, data.count);
  const accuracy = shareEqual(labels, predictions, count);
  if (accuracy >= suspicious) return null;
  const scaling: Scaling = data.scaling === 'unit' ? 'none' : 'unit';
  const other = await engine.open(model, { ...request, scaling, limit: count });
  const found = await engine.evaluate({ ...other, withOutputs: false, backend: 'fastest' });
  const otherAccuracy = shareEqual(labels, found.predictions, count);
  if (otherAccuracy < accuracy + telling) return null;
  return `With --scale ${scaling} the first ${count} samples give ${percent(otherAccuracy)}, with ${data.scaling} ${percent(accuracy)}: the model may want it.`;
}

function shareEqual(labels: readonly number[], predictions: readonly number[], count: number): number {
  return labels.slice(0, count).filter((label, sample) => label === predictions[sample]).length / count;
}
