import type { TrainingData } from '../api/trainViews.ts';
import { assertNever } from '../assertNever.ts';
import type { Scaling } from '../dataset/dataset.ts';
import { parseValue } from '../numberRange.ts';
import { usualLevels } from './activationText.ts';
import type { ActivationChoice, Architecture } from './architecture.ts';
import { architectureOf } from './checkSetup.ts';
import { draftedArchitecture, draftNetwork, type NetworkDraft } from './networkDraft.ts';
import { commonLevels, withActivations, withBatchNormalization, withBiases } from './networkOptions.ts';
import type { SetupNetwork, TrainSetup } from './setup.ts';
import type { TemplateName } from './templates.ts';
import type { TrainingTexts } from './trainingFields.ts';
import { freeTrainingName } from './trainingNames.ts';
import { readTrainingTexts, trainingTexts } from './trainingTexts.ts';

/** A training as it is set up in the window: like a `TrainSetup`, with texts where people type. */
export interface TrainDraft {
  readonly name: string;
  readonly network: DraftedNetwork;
  /** Levels of quantised activations in the whole network, as typed. */
  readonly levels: string;
  readonly texts: TrainingTexts;
  readonly scaling: Scaling | null;
}

/** A template as long as no layer of it is edited; then its layers. Of a model the weights are taken too. */
export type DraftedNetwork =
  Extract<SetupNetwork, { kind: 'template' | 'model' }> | { readonly kind: 'layers'; readonly layers: NetworkDraft };

export const levelRange = { least: 1, most: 1024, isOpen: false, isWhole: true } as const;

export function draftFrom({ name, network, data, settings }: TrainSetup): TrainDraft {
  const drafted: DraftedNetwork =
    network.kind === 'architecture' ? { kind: 'layers', layers: draftNetwork(network.architecture) } : network;
  return {
    name,
    network: drafted,
    levels: String(levelsOf(drafted)),
    texts: trainingTexts(settings, data),
    scaling: data.scaling,
  };
}

/** The setup that stands in the draft; null while a text of it cannot be read. Wrong texts in layers leave the last right value. */
export function setupFrom({ name, network, texts, scaling }: TrainDraft): TrainSetup | null {
  const read = readTrainingTexts(texts);
  if (!read.isValid || name.length > 200) return null;
  const chosen: SetupNetwork =
    network.kind === 'layers' ? { kind: 'architecture', architecture: draftedArchitecture(network.layers) } : network;
  return { name, network: chosen, data: { ...read.samples, scaling }, settings: read.settings };
}

/** The layers that the draft stands for; null for a model, and for a template without data. */
export function layersOf(network: DraftedNetwork, data: TrainingData | null): NetworkDraft | null {
  if (network.kind === 'layers') return network.layers;
  const architecture = architectureOf(network, data);
  return architecture && draftNetwork(architecture);
}

/** After an edit of layers: a template becomes the layers that it stands for. */
export function editLayers(
  draft: TrainDraft,
  data: TrainingData | null,
  change: (layers: NetworkDraft) => NetworkDraft,
): TrainDraft {
  const layers = layersOf(draft.network, data);
  if (layers === null) return draft;
  const changed = change(layers);
  return changed === layers ? draft : { ...draft, network: { kind: 'layers', layers: changed } };
}

/** Another network to start from. A name that nobody typed follows it. */
export function chooseNetwork(draft: TrainDraft, network: DraftedNetwork, taken: readonly string[]): TrainDraft {
  const isOwnName = stemOf(draft.name) !== stemOf(usualName(draft.network));
  const name = isOwnName ? draft.name : freeTrainingName(usualName(network), taken);
  return { ...draft, name, network, levels: network.kind === 'model' ? draft.levels : String(levelsOf(network)) };
}

/** A template with the options that the present one has. */
export function templateLike({ network }: TrainDraft, template: TemplateName): DraftedNetwork {
  const own = { activation: 'relu', levels: usualLevels, bias: null, batchNormalization: null } as const;
  return network.kind === 'template' ? { ...network, template } : { kind: 'template', template, ...own };
}

export function fromArchitecture(architecture: Architecture): DraftedNetwork {
  return { kind: 'layers', layers: draftNetwork(architecture) };
}

/** Gives all hidden layers one activation. */
export function setActivation(draft: TrainDraft, activation: ActivationChoice, taken: readonly string[]): TrainDraft {
  const levels = readLevels(draft.levels) ?? usualLevels;
  switch (draft.network.kind) {
    case 'template':
      return chooseNetwork(draft, { ...draft.network, activation, levels }, taken);
    case 'layers':
      return withLayers(draft, withActivations(draft.network.layers, activation, levels));
    case 'model':
      return draft;
    default:
      return assertNever(draft.network);
  }
}

/** After something was typed for the levels of all quantised activations. */
export function setLevels(draft: TrainDraft, text: string): TrainDraft {
  const levels = readLevels(text);
  const typed = { ...draft, levels: text };
  if (levels === null) return typed;
  if (draft.network.kind === 'template') return { ...typed, network: { ...draft.network, levels } };
  return draft.network.kind === 'layers'
    ? withLayers(typed, withActivations(draft.network.layers, 'qcfs', levels))
    : typed;
}

/** Biases of all layers, or batch normalisation of all but the last; null: as the template has them. */
export function setOption(draft: TrainDraft, option: 'bias' | 'batchNormalization', value: boolean | null): TrainDraft {
  const { network } = draft;
  if (network.kind === 'template') return { ...draft, network: { ...network, [option]: value } };
  if (network.kind === 'model' || value === null) return draft;
  const change = option === 'bias' ? withBiases : withBatchNormalization;
  return withLayers(draft, change(network.layers, value));
}

export function readLevels(text: string): number | null {
  const parsed = parseValue(text, levelRange);
  return 'value' in parsed ? parsed.value : null;
}

function withLayers(draft: TrainDraft, layers: NetworkDraft): TrainDraft {
  return { ...draft, network: { kind: 'layers', layers } };
}

function levelsOf(network: DraftedNetwork): number {
  if (network.kind === 'template') return network.levels;
  return (network.kind === 'layers' ? commonLevels(network.layers) : null) ?? usualLevels;
}

/** A name without number and activation: what stays of a template's name when its layers are edited. */
function stemOf(name: string): string {
  return name.replace(/(-(clip|qcfs))?(-\d+)?$/, '');
}

/** What a training is called as long as nobody says otherwise. */
function usualName(network: DraftedNetwork): string {
  switch (network.kind) {
    case 'template':
      return network.activation === 'relu' ? network.template : `${network.template}-${network.activation}`;
    case 'layers':
      return network.layers.name.replaceAll('_', '-');
    case 'model':
      return 'fine-tuned';
    default:
      return assertNever(network);
  }
}
