import type { Shape } from '../model/graph.ts';
import type { Architecture, LayerForm, LayerKind, LayerPlan } from './architecture.ts';
import { fieldText, withFieldText } from './layerFieldText.ts';
import { fieldsOfForm, type LayerField } from './layerFields.ts';
import { freeName, layerStems } from './nameLayers.ts';
import { usualForm } from './usualForm.ts';

/** A layer as it is edited. */
export interface LayerDraft {
  /** Stays with the layer wherever it goes; never shown. */
  readonly id: number;
  readonly plan: LayerPlan;
  /** Texts that are being typed, or that are wrong: the plan keeps the last right value. */
  readonly typed: Readonly<Partial<Record<LayerField | 'name', string>>>;
}

/** A chain of layers as it is edited. */
export interface NetworkDraft {
  readonly name: string;
  readonly inputShape: Shape;
  readonly layers: readonly LayerDraft[];
  /** Id of the next new layer. */
  readonly nextId: number;
}

/** Most layers of an architecture, as the host takes them. */
export const mostLayers = 400;

const namePattern = /^[A-Za-z0-9_.-]{1,80}$/;
export const wantedName = 'letters, digits, "_", "-" and ".", at most 80';

export function draftNetwork({ name, inputShape, layers }: Architecture): NetworkDraft {
  return { name, inputShape, layers: layers.map((plan, id) => ({ id, plan, typed: {} })), nextId: layers.length };
}

/** The network that stands in the draft. */
export function draftedArchitecture({ name, inputShape, layers }: NetworkDraft): Architecture {
  return { name, inputShape, layers: layers.map(({ plan }) => plan) };
}

/** Puts a new layer of a kind at a position. Its name is free; what follows takes it where it took the layer before. */
export function insertLayer(draft: NetworkDraft, at: number, kind: LayerKind): NetworkDraft {
  const plans = draft.layers.map(({ plan }) => plan);
  const name = freeName(layerStems[kind], namesOf(draft));
  const inputs = kind === 'add' ? [plans[at - 1]?.name ?? 'input', plans[at - 2]?.name ?? 'input'] : null;
  return withNew(draft, at, { name, inputs, form: usualForm(kind, plans.slice(0, at)) });
}

/** Puts the same layer behind it, under a name of its own. */
export function duplicateLayer(draft: NetworkDraft, at: number): NetworkDraft {
  const { plan } = draft.layers[at]!;
  const name = freeName(plan.name.replace(/_\d+$/, ''), namesOf(draft));
  return withNew(draft, at + 1, { ...plan, name, inputs: plan.form.kind === 'add' ? plan.inputs : null });
}

/** Takes a layer out. Layers that named it take what it took. */
export function removeLayer(draft: NetworkDraft, at: number): NetworkDraft {
  const { plan } = draft.layers[at]!;
  const before = plan.inputs?.[0] ?? draft.layers[at - 1]?.plan.name ?? 'input';
  const layers = draft.layers.toSpliced(at, 1).map((layer) => renamedInputs(layer, plan.name, before));
  return { ...draft, layers };
}

/** Takes a layer out of its position and puts it to another, counted without it. */
export function moveLayer(draft: NetworkDraft, from: number, to: number): NetworkDraft {
  const layer = draft.layers[from];
  const place = Math.max(0, Math.min(draft.layers.length - 1, to));
  if (layer === undefined || from === place) return draft;
  return { ...draft, layers: draft.layers.toSpliced(from, 1).toSpliced(place, 0, layer) };
}

/** Makes another kind of layer of it, which keeps its name and the fields that both have. */
export function changeKind(draft: NetworkDraft, at: number, kind: LayerKind): NetworkDraft {
  const { plan } = draft.layers[at]!;
  if (plan.form.kind === kind) return draft;
  const before = draft.layers.slice(0, at).map((layer) => layer.plan);
  const fresh = usualForm(kind, before);
  const form = fieldsOfForm(plan.form).reduce<LayerForm>((made, field) => {
    const changed = fieldsOfForm(made).includes(field) ? withFieldText(made, field, fieldText(plan.form, field)) : null;
    return changed !== null && 'form' in changed ? changed.form : made;
  }, fresh);
  const inputs =
    kind === 'add' ? [before.at(-1)?.name ?? 'input', before.at(-2)?.name ?? 'input'] : onlyOne(plan.inputs);
  return withLayer(draft, at, { plan: { ...plan, inputs, form }, typed: {} });
}

/** What a field of a layer shows: what was typed, else what the layer has. */
export function layerText({ plan, typed }: LayerDraft, field: LayerField | 'name'): string {
  return typed[field] ?? (field === 'name' ? plan.name : fieldText(plan.form, field));
}

/** After something was typed into a field of a layer. A wrong text stays in the field and changes nothing else. */
export function editLayer(draft: NetworkDraft, at: number, field: LayerField | 'name', text: string): NetworkDraft {
  const layer = draft.layers[at]!;
  const typed = { ...layer.typed, [field]: text };
  if (field === 'name') {
    if (!namePattern.test(text)) return withLayer(draft, at, { ...layer, typed });
    const isAlone = draft.layers.every(({ plan }, i) => i === at || plan.name !== layer.plan.name);
    const renamed = withLayer(draft, at, { plan: { ...layer.plan, name: text }, typed });
    if (!isAlone) return renamed;
    return { ...renamed, layers: renamed.layers.map((other) => renamedInputs(other, layer.plan.name, text)) };
  }
  const changed = withFieldText(layer.plan.form, field, text);
  if ('wanted' in changed) return withLayer(draft, at, { ...layer, typed });
  return withLayer(draft, at, { plan: { ...layer.plan, form: changed.form }, typed });
}

/** What a field of a layer wants instead of what stands in it; null where it is right. */
export function layerSlip({ plan, typed }: LayerDraft, field: LayerField | 'name'): string | null {
  const text = typed[field];
  if (text === undefined) return null;
  if (field === 'name') return namePattern.test(text) ? null : wantedName;
  if (!fieldsOfForm(plan.form).includes(field)) return null;
  const changed = withFieldText(plan.form, field, text);
  return 'wanted' in changed ? changed.wanted : null;
}

/** After a field was left: texts that are right are written as they are read. */
export function settleTexts(draft: NetworkDraft): NetworkDraft {
  if (draft.layers.every(({ typed }) => Object.keys(typed).length === 0)) return draft;
  const layers = draft.layers.map((layer) => {
    const wrong = ([...fieldsOfForm(layer.plan.form), 'name'] as const).filter(
      (field) => layerSlip(layer, field) !== null,
    );
    return { ...layer, typed: Object.fromEntries(wrong.map((field) => [field, layer.typed[field]])) };
  });
  return { ...draft, layers };
}

/** What a layer takes: names of earlier layers, or null for the layer before. */
export function setInputs(draft: NetworkDraft, at: number, inputs: readonly string[] | null): NetworkDraft {
  const layer = draft.layers[at]!;
  return withLayer(draft, at, { ...layer, plan: { ...layer.plan, inputs } });
}

function withNew(draft: NetworkDraft, at: number, plan: LayerPlan): NetworkDraft {
  const layer: LayerDraft = { id: draft.nextId, plan, typed: {} };
  return { ...draft, layers: draft.layers.toSpliced(at, 0, layer), nextId: draft.nextId + 1 };
}

function withLayer(draft: NetworkDraft, at: number, layer: Omit<LayerDraft, 'id'>): NetworkDraft {
  return { ...draft, layers: draft.layers.with(at, { id: draft.layers[at]!.id, ...layer }) };
}

function renamedInputs(layer: LayerDraft, from: string, to: string): LayerDraft {
  const { inputs } = layer.plan;
  if (inputs === null || !inputs.includes(from)) return layer;
  const renamed = inputs.map((name) => (name === from ? to : name));
  return { ...layer, plan: { ...layer.plan, inputs: renamed } };
}

function onlyOne(inputs: readonly string[] | null): readonly string[] | null {
  return inputs === null || inputs.length === 1 ? inputs : null;
}

function namesOf({ layers }: NetworkDraft): ReadonlySet<string> {
  return new Set(layers.map(({ plan }) => plan.name));
}
