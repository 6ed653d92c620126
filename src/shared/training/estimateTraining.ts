import { assertNever } from '../assertNever.ts';
import { sizeOf } from '../tensor.ts';
import type { Architecture, LayerForm } from './architecture.ts';
import type { TrainingCounts } from './countTraining.ts';
import { layOut } from './layOut.ts';
import type { TrainingOutcome } from './progress.ts';

/** A training that has ended, as a measure for the next one. */
export interface PastTraining {
  readonly outcome: Pick<TrainingOutcome, 'history' | 'trainingSamples'>;
  readonly architecture: Architecture;
}

/** Beyond this ratio of work, one network says too little about the time of another. */
const mostUnlike = 4;

/** Multiplications of one sample through a network, once forward; 0 for one that cannot be built. */
export function networkWork(architecture: Architecture): number {
  const { layers, isSound } = layOut(architecture);
  if (!isSound) return 0;
  return architecture.layers.reduce((sum, { form }, at) => {
    const [source = -1] = layers[at]!.inputs;
    const input = source < 0 ? architecture.inputShape : layers[source]!.shape!;
    return sum + layerWork(form, sizeOf(input), input.at(-1)!, layers[at]!.shape!);
  }, 0);
}

/** Seconds that a training takes if a sample costs as much a multiplication as in the past one; null where that is unlike it. */
export function estimateSeconds(
  { trainingSamples, stepsPerEpoch }: TrainingCounts,
  epochs: number,
  architecture: Architecture,
  { outcome, architecture: before }: PastTraining,
): number | null {
  const [work, pastWork] = [networkWork(architecture), networkWork(before)];
  const ratio = work / pastWork;
  const { history, trainingSamples: pastSamples } = outcome;
  const isUnlike = !(ratio <= mostUnlike && ratio >= 1 / mostUnlike);
  if (isUnlike || history.length === 0 || pastSamples === 0 || stepsPerEpoch === 0) return null;
  const seconds = history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
  return (epochs * trainingSamples * seconds * ratio) / pastSamples;
}

function layerWork(form: LayerForm, inputs: number, channels: number, output: readonly number[]): number {
  switch (form.kind) {
    case 'convolution':
      return (sizeOf(output) * sizeOf(form.kernel) * channels) / form.groups;
    case 'depthwiseConvolution':
      return sizeOf(output) * sizeOf(form.kernel);
    case 'dense':
      return inputs * form.units;
    case 'maxPooling':
    case 'averagePooling':
    case 'globalMaxPooling':
    case 'globalAveragePooling':
    case 'dropout':
    case 'noise':
    case 'flatten':
    case 'batchNormalization':
    case 'activation':
    case 'add':
      return 0;
    default:
      return assertNever(form);
  }
}
