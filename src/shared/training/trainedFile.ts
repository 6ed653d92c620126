import { layerWeights } from '../model/layerDetails.ts';
import type { ModelGraph } from '../model/graph.ts';
import type { ActivationLevel, EpochRecord } from './progress.ts';
import type { TrainingSettings } from './settings.ts';
import { batchNormalizationMomentum, type Trainable } from './trainable.ts';

/** What the file of a trained model says beyond its graph: the pace of batch normalisation, and how it was trained. */
export function trainingNotes(
  trainable: Trainable,
  { graph, history }: { readonly graph: ModelGraph; readonly history: readonly EpochRecord[] },
  settings: TrainingSettings,
): {
  readonly settings: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly metadata: Readonly<Record<string, unknown>>;
} {
  const layers = graph.layers
    .filter(({ operation }) => operation.kind === 'batchNormalization')
    .map(({ keras }) => [keras.name, { momentum: batchNormalizationMomentum }] as const);
  const activations = trainedLevels(trainable, graph);
  const training = { settings, epochs: history.length, activations };
  return { settings: new Map(layers), metadata: { spikebench: { training } } };
}

/** Where the clipped and quantised activations of a trained model end. */
export function trainedLevels({ roles }: Trainable, { layers }: ModelGraph): readonly ActivationLevel[] {
  return layers.flatMap(({ name, operation }, position) => {
    const role = roles.get(position);
    if (operation.kind !== 'activation' || operation.function.kind !== 'relu') return [];
    const { maxValue } = operation.function;
    if (maxValue === null || (role?.kind !== 'clipped' && role?.kind !== 'qcfs')) return [];
    return [{ layer: name, level: maxValue, levels: role.kind === 'qcfs' ? role.levels : null }];
  });
}

/** How many numbers a gradient changes. */
export function trainedParameters({ graph, roles }: Trainable): number {
  const weights = graph.layers.flatMap(({ operation }) => layerWeights(operation));
  const trained = weights.filter(({ name }) => name !== 'mean' && name !== 'variance');
  const levels = [...roles.values()].filter(
    (role) => role.kind === 'qcfs' || (role.kind === 'clipped' && role.level.rule === 'learned'),
  );
  return trained.reduce((sum, { values }) => sum + values.data.length, 0) + levels.length;
}
