import type { Evaluation } from '../../../shared/api/engineViews.ts';
import type { EvaluateTask } from '../../../shared/api/tasks.ts';
import { type Dataset, readSamples } from '../../../shared/dataset/dataset.ts';
import { createAnalogNetwork } from '../../../shared/model/analog.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { startTensorBackend } from '../tensorBackend.ts';

/** Runs the task's samples through the analog network. */
export async function evaluateSamples(
  { from, count, withOutputs, backend: wanted }: EvaluateTask,
  graph: ModelGraph,
  dataset: Dataset,
): Promise<Evaluation> {
  const backend = await startTensorBackend({ preferNative: wanted === 'fastest' });
  const network = createAnalogNetwork(graph);
  try {
    const outputs = await network.predict(readSamples(dataset, from, count));
    return { predictions: bestClasses(outputs, count), outputs: withOutputs ? outputs : null, backend };
  } finally {
    network.dispose();
  }
}

/** The class with the highest score, the lowest class on a tie: [sample]. */
function bestClasses(scores: Float32Array, samples: number): readonly number[] {
  const classes = scores.length / samples;
  return Array.from({ length: samples }, (_, sample) => {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (scores[sample * classes + c]! > scores[sample * classes + best]!) best = c;
    }
    return best;
  });
}
