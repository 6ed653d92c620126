import type { ActivationChoice, ActivationPlan, LayerForm } from './architecture.ts';
import type { NetworkDraft } from './networkDraft.ts';
import { activationOf } from './templates.ts';
import { isHidden } from './usualForm.ts';

/** What all layers of a network have alike; `mixed` where they differ, null where none has it. */
export interface NetworkOptions {
  readonly activation: ActivationChoice | 'mixed' | null;
  readonly bias: boolean | 'mixed' | null;
  /** Of all but the last layer, whose scores are not normalised. */
  readonly batchNormalization: boolean | 'mixed' | null;
}

export function networkOptions(draft: NetworkDraft): NetworkOptions {
  const forms = draft.layers.map(({ plan }) => plan.form);
  const weighted = forms.flatMap((form) => ('bias' in form ? [form] : []));
  return {
    activation: common(hiddenActivations(forms).map(choiceOf)),
    bias: common(weighted.map(({ bias }) => bias)),
    batchNormalization: common(weighted.slice(0, -1).map(({ batchNormalization }) => batchNormalization)),
  };
}

/** Levels of the quantised activations, where there are some and they agree. */
export function commonLevels(draft: NetworkDraft): number | null {
  const levels = hiddenActivations(draft.layers.map(({ plan }) => plan.form)).flatMap((activation) =>
    activation.kind === 'qcfs' ? [activation.levels] : [],
  );
  const found = common(levels);
  return found === 'mixed' ? null : found;
}

/** Gives every hidden activation the same kind; linear layers and the softmax at the end stay. */
export function withActivations(draft: NetworkDraft, choice: ActivationChoice, levels: number): NetworkDraft {
  return withForms(draft, (form) =>
    'activation' in form && isHidden(form.activation) ? { ...form, activation: activationOf(choice, levels) } : form,
  );
}

export function withBiases(draft: NetworkDraft, bias: boolean): NetworkDraft {
  return withForms(draft, (form) => ('bias' in form ? { ...form, bias } : form));
}

export function withBatchNormalization(draft: NetworkDraft, batchNormalization: boolean): NetworkDraft {
  const last = draft.layers.findLastIndex(({ plan }) => 'bias' in plan.form);
  return withForms(draft, (form, at) => ('bias' in form && at !== last ? { ...form, batchNormalization } : form));
}

function withForms(draft: NetworkDraft, change: (form: LayerForm, at: number) => LayerForm): NetworkDraft {
  const layers = draft.layers.map((layer, at) => ({
    ...layer,
    plan: { ...layer.plan, form: change(layer.plan.form, at) },
    typed: {},
  }));
  return { ...draft, layers };
}

function hiddenActivations(forms: readonly LayerForm[]): readonly ActivationPlan[] {
  return forms.flatMap((form) => ('activation' in form && isHidden(form.activation) ? [form.activation] : []));
}

/** A clip counts as such only where its level is learned, as a template has it. */
function choiceOf(activation: ActivationPlan): ActivationChoice | 'mixed' {
  if (activation.kind === 'qcfs') return 'qcfs';
  if (activation.kind === 'clipped') return activation.level.rule === 'learned' ? 'clip' : 'mixed';
  return 'relu';
}

function common<Value>(values: readonly Value[]): Value | 'mixed' | null {
  const [first] = values;
  if (first === undefined) return null;
  return values.every((value) => value === first) ? first : 'mixed';
}
