import type { LayerPlan } from '../../../shared/training/architecture.ts';
import type { LaidOutLayer } from '../../../shared/training/layOut.ts';
import { describeForm, layerKindWords } from '../../../shared/training/layerWords.ts';
import { shapeWords } from '../../frame/words.ts';

/** A row of the list as a sentence for people who hear it. */
export function layerRowWords(
  { name, form }: LayerPlan,
  laidOut: LaidOutLayer | null,
  problems: readonly string[],
): string {
  const shape = laidOut?.shape ?? null;
  return [
    `${name}: ${layerKindWords[form.kind].title}`,
    describeForm(form),
    ...(shape === null ? [] : [`output ${shapeWords(shape)}`, `${laidOut!.parameters} parameters`]),
    ...problems,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What a layer takes, where it is not the layer before. */
export function takesWords({ inputs }: LayerPlan): string {
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
