import type { TrainingData } from '../api/trainViews.ts';
import type { LayerForm } from './architecture.ts';
import type { LaidOutArchitecture } from './layOut.ts';
import { insertLayer, type NetworkDraft, removeLayer } from './networkDraft.ts';

/** A way out of a fault that a button can take. */
export interface Mend {
  readonly label: string;
  readonly apply: (draft: NetworkDraft) => NetworkDraft;
}

/** What mends the fault of a layer; null where there is none, or where only a person can decide. */
export function mendLayer(
  { layers, inputShape }: NetworkDraft,
  at: number,
  laidOut: LaidOutArchitecture,
  data: TrainingData | null,
): Mend | null {
  const { fault, inputs } = laidOut.layers[at] ?? { fault: null, inputs: [] };
  const form = layers[at]?.plan.form;
  if (fault === null || form === undefined) return null;
  const [source] = inputs;
  const given = source === undefined ? undefined : source < 0 ? inputShape : laidOut.layers[source]?.shape;
  const isLast = at === layers.length - 1;
  if (form.kind === 'dense' && given != null && given.length > 1) {
    return { label: 'Put a flatten before it', apply: (draft) => insertLayer(draft, at, 'flatten') };
  }
  if (form.kind === 'activation' && form.activation.kind === 'linear') {
    return { label: 'Take it out', apply: (draft) => removeLayer(draft, at) };
  }
  if (!isLast && 'activation' in form && form.activation.kind === 'softmax') {
    return {
      label: 'Make it a ReLU',
      apply: (draft) => withForm(draft, at, { ...form, activation: { kind: 'relu' } }),
    };
  }
  if (!isLast || data === null || given == null) return null;
  if (form.kind === 'dense') {
    return {
      label: 'Make it a softmax',
      apply: (draft) => withForm(draft, at, { ...form, activation: { kind: 'softmax' } }),
    };
  }
  const { classes } = data;
  return {
    label: `Put a dense layer of ${classes} behind it`,
    apply: (draft) => withScores(draft, at, classes, outputRank(form, given.length) > 1),
  };
}

/** Sets the units of the last layer to the number of classes; null where it is no dense layer or has them. */
export function mendScores({ layers }: NetworkDraft, data: TrainingData | null): Mend | null {
  const at = layers.length - 1;
  const form = layers[at]?.plan.form;
  if (data === null || form?.kind !== 'dense' || form.units === data.classes) return null;
  const { classes } = data;
  return { label: `Give it ${classes} units`, apply: (draft) => withForm(draft, at, { ...form, units: classes }) };
}

function withScores(draft: NetworkDraft, at: number, classes: number, needsFlatten: boolean): NetworkDraft {
  const flat = needsFlatten ? insertLayer(draft, at + 1, 'flatten') : draft;
  const end = flat.layers.length;
  const scored = insertLayer(flat, end, 'dense');
  const { form } = scored.layers[end]!.plan;
  if (form.kind !== 'dense') return scored;
  return withForm(scored, end, {
    ...form,
    units: classes,
    batchNormalization: false,
    activation: { kind: 'softmax' },
  });
}

function outputRank({ kind }: LayerForm, given: number): number {
  return kind === 'flatten' || kind === 'globalAveragePooling' || kind === 'globalMaxPooling' ? 1 : given;
}

function withForm(draft: NetworkDraft, at: number, form: LayerForm): NetworkDraft {
  const layer = draft.layers[at]!;
  return { ...draft, layers: draft.layers.with(at, { ...layer, plan: { ...layer.plan, form }, typed: {} }) };
}
