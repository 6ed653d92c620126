import type { TrainingData } from '../api/trainViews.ts';
import { describeRange } from '../numberRange.ts';
import { checkSetup } from './checkSetup.ts';
import type { LaidOutArchitecture } from './layOut.ts';
import { fieldsOfForm, layerFields, type LayerField } from './layerFields.ts';
import { type LayerDraft, layerSlip, layerText, type NetworkDraft } from './networkDraft.ts';
import { networkOptions } from './networkOptions.ts';
import { levelRange, readLevels, setupFrom, type TrainDraft } from './trainDraft.ts';
import type { TrainingField } from './trainingFields.ts';
import { readTrainingTexts } from './trainingTexts.ts';

/** What stands against a training that is being set up, in words, each with its place. */
export interface DraftProblems {
  readonly name: string | null;
  readonly levels: string | null;
  readonly settings: ReadonlyMap<TrainingField, string>;
  /** By the layer's id. */
  readonly layers: ReadonlyMap<number, readonly string[]>;
  /** Of the network as a whole: its input and its scores. */
  readonly network: string | null;
  /** How many there are. */
  readonly count: number;
}

export function draftProblems(
  draft: TrainDraft,
  layers: NetworkDraft | null,
  laidOut: LaidOutArchitecture | null,
  { data, takenNames }: { readonly data: TrainingData | null; readonly takenNames: readonly string[] },
): DraftProblems {
  const read = readTrainingTexts(draft.texts);
  const settings = new Map(read.isValid ? [] : read.problems);
  const setup = setupFrom(draft);
  const found = setup === null ? [] : checkSetup(setup, data, takenNames);
  const tooFew = found.find(({ problem }) => problem.kind === 'tooFewSamples');
  if (tooFew !== undefined) settings.set('validation', tooFew.text);
  const ofLayers = new Map(
    (layers?.layers ?? []).flatMap((layer, at): [number, readonly string[]][] => {
      const texts = layerProblems(layer, laidOut?.layers[at]?.fault ?? null);
      return texts.length === 0 ? [] : [[layer.id, texts]];
    }),
  );
  const whole = found.find(({ field, problem }) => field === 'network' && problem.kind !== 'wrongArchitecture');
  const problems = {
    name: found.find(({ field }) => field === 'name')?.text ?? null,
    levels: isQuantised(draft) && readLevels(draft.levels) === null ? levelWords(draft.levels) : null,
    settings,
    layers: ofLayers,
    network: layers?.layers.length === 0 ? 'The network has no layers yet: add one.' : (whole?.text ?? null),
  };
  const alone = [problems.name, problems.levels, problems.network].filter((text) => text !== null).length;
  return { ...problems, count: alone + settings.size + ofLayers.size };
}

/** What is wrong with a layer: its fields first, then its place in the network. */
export function layerProblems(layer: LayerDraft, fault: string | null): readonly string[] {
  const fields: readonly (LayerField | 'name')[] = ['name', ...fieldsOfForm(layer.plan.form)];
  const slips = fields.flatMap((field) => slipWords(layer, field) ?? []);
  return [...slips, ...(fault === null ? [] : [`It ${fault}.`])];
}

/** What a field of a layer wants, as a sentence that quotes what stands in it; null where it is right. */
export function slipWords(layer: LayerDraft, field: LayerField | 'name'): string | null {
  const wanted = layerSlip(layer, field);
  const label = field === 'name' ? 'Name' : layerFields[field].label;
  return wanted === null ? null : `${label} "${layerText(layer, field).trim()}" is not possible: it wants ${wanted}.`;
}

function isQuantised({ network }: TrainDraft): boolean {
  if (network.kind === 'template') return network.activation === 'qcfs';
  return network.kind === 'layers' && networkOptions(network.layers).activation === 'qcfs';
}

function levelWords(text: string): string {
  return `Levels "${text.trim()}" is not possible: it wants ${describeRange(levelRange)}.`;
}
