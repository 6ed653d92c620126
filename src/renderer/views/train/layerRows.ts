import type { LayerPlan } from '../../../shared/training/architecture.ts';
import type { LaidOutLayer } from '../../../shared/training/layOut.ts';
import { describeForm, layerKindWords } from '../../../shared/training/layerWords.ts';
import type { LayerDraft } from '../../../shared/training/networkDraft.ts';
import { numberWords, shapeWords } from '../../frame/words.ts';

/** A layer as its row shows it. */
export interface LayerRow {
  readonly id: number;
  readonly name: string;
  /** The kind, in words. */
  readonly kind: string;
  readonly what: string;
  readonly shape: string;
  readonly parameters: string;
  readonly problems: string;
  /** Words of the button that mends it; empty where there is none. */
  readonly mend: string;
  /** All of it, for people who hear it. */
  readonly words: string;
}

/** A row that says the same is the same row: a list of hundreds draws again only what is another. */
const known = new WeakMap<LayerDraft, LayerRow>();

export function layerRow(
  layer: LayerDraft,
  laidOut: LaidOutLayer | null,
  problems: readonly string[],
  mend: string,
): LayerRow {
  const { plan } = layer;
  const shape = laidOut?.shape ?? null;
  const row: LayerRow = {
    id: layer.id,
    name: plan.name,
    kind: layerKindWords[plan.form.kind].title,
    what: [describeForm(plan.form), takesWords(plan)].filter((words) => words !== '').join('; '),
    shape: shape === null ? '–' : shapeWords(shape),
    parameters: shape === null ? '–' : numberWords(laidOut!.parameters),
    problems: problems.join(' '),
    mend,
    words: layerRowWords(plan, laidOut, problems),
  };
  const before = known.get(layer);
  if (before !== undefined && before.words === row.words && before.mend === mend) return before;
  known.set(layer, row);
  return row;
}

/** A row of the list as a sentence for people who hear it. */
export function layerRowWords(
  { name, form, inputs }: LayerPlan,
  laidOut: LaidOutLayer | null,
  problems: readonly string[],
): string {
  const shape = laidOut?.shape ?? null;
  return [
    `${name}: ${layerKindWords[form.kind].title}`,
    describeForm(form),
    takesWords({ inputs }),
    ...(shape === null ? [] : [`output ${shapeWords(shape)}`, `${laidOut!.parameters} parameters`]),
    ...problems,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What a layer takes, where it is not the layer before. */
export function takesWords({ inputs }: Pick<LayerPlan, 'inputs'>): string {
  if (inputs === null) return '';
  return `takes ${inputs.join(' and ')}`;
}

/** Position of a layer after it was dropped on an edge of another one, counted without it. */
export function placeAfterDrop(from: number, target: number, isAfter: boolean): number {
  const edge = isAfter ? target + 1 : target;
  return from < edge ? edge - 1 : edge;
}

/** What a layer can take: the input, and every layer before it. */
export function possibleInputs(
  names: readonly string[],
  at: number,
  shapeOf: (position: number) => string,
): readonly { readonly id: string; readonly title: string; readonly note: string }[] {
  return ['input', ...names.slice(0, at)].map((name, position) => ({
    id: name,
    title: name,
    note: shapeOf(position - 1),
  }));
}
