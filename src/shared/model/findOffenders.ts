import type { OutlinedLayer, UnsupportedLayer } from '../problems/modelProblems.ts';
import type { KerasLayer, KerasModel } from './kerasConfig.ts';
import type { KerasReference } from './kerasNodes.ts';
import { Refusal } from './refusal.ts';
import { translateLayer } from './translateLayer.ts';
import type { Translation } from './translation.ts';

/** What every innermost layer of a model becomes, and all layers for which there is nothing. */
export interface Translations {
  readonly of: ReadonlyMap<KerasLayer, Translation>;
  readonly offenders: readonly UnsupportedLayer[];
}

/** Most characters of a reason: it may quote the file, where a text can be of any length. */
const longestReason = 400;

/** Looks at every layer, so that the user learns of all that have to go at once. */
export function translateLayers(model: KerasModel, prefix = ''): Translations {
  const found = new Map<KerasLayer, Translation>();
  const offenders: UnsupportedLayer[] = [...severalEnds(model, prefix)];
  for (const layer of model.layers) {
    if (layer.submodel !== null) {
      const inner = translateLayers(layer.submodel, `${prefix}${layer.name}/`);
      for (const [key, translation] of inner.of) found.set(key, translation);
      offenders.push(...inner.offenders);
    } else if (layer.className !== 'InputLayer') {
      try {
        found.set(layer, translateLayer(layer));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const reason = error.message.slice(0, longestReason);
        offenders.push({ layer: `${prefix}${layer.name}`, className: layer.className, reason });
      }
    }
  }
  return { of: found, offenders };
}

/** Most layers of an outline: a forged file can name any number. */
const mostOutlined = 1000;

/** Every innermost layer, in the order of the file. */
export function outlineOf(model: KerasModel, prefix = ''): readonly OutlinedLayer[] {
  const outline = model.layers.flatMap(({ name, className, submodel }) =>
    submodel === null ? [{ layer: `${prefix}${name}`, className }] : outlineOf(submodel, `${prefix}${name}/`),
  );
  return outline.slice(0, mostOutlined);
}

/** The ends of a model with several inputs or outputs. */
function severalEnds(model: KerasModel, prefix: string): readonly UnsupportedLayer[] {
  const classes = new Map(model.layers.map(({ name, className }) => [name, className]));
  const ends = (references: readonly KerasReference[], role: string): readonly UnsupportedLayer[] =>
    references.length < 2
      ? []
      : references.map(({ layer }) => ({
          layer: `${prefix}${layer}`,
          className: classes.get(layer) ?? 'unknown',
          reason: `which is one of ${references.length} ${role}s; models with one ${role} are supported`,
        }));
  return [...ends(model.inputs, 'input'), ...ends(model.outputs, 'output')];
}
