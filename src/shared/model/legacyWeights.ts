import type { Hdf5File } from '../bytes/hdf5.ts';
import type { KerasLayer, KerasModel } from './kerasConfig.ts';
import type { WeightPaths } from './weightReader.ts';

/**
 * Finds the arrays of each layer in a legacy `.h5` file: a group per layer, whose attribute `weight_names` lists them in order. The
 * group of a submodel lists those of all its layers together.
 */
export function findLegacyWeights(file: Hdf5File, model: KerasModel): WeightPaths {
  const root = file.kindOf('/model_weights') === 'group' ? '/model_weights' : '';
  const paths = new Map<KerasLayer, readonly string[]>();
  for (const layer of model.layers) {
    const group = `${root}/${layer.name}`;
    const names = textList(file, group, 'weight_names') ?? [];
    for (const [owner, own] of distribute(layer, names)) {
      paths.set(
        owner,
        own.map((name) => `${group}/${name}`),
      );
    }
  }
  return paths;
}

/** A list of texts in an attribute, or in several (`layer_names0`, `layer_names1`) where it was too long for one; null if there is none. */
export function textList(file: Hdf5File, path: string, name: string): readonly string[] | null {
  const whole = file.textAttribute(path, name);
  if (whole !== null) return whole;
  const parts: string[] = [];
  for (let n = 0; ; n++) {
    const part = file.textAttribute(path, `${name}${n}`);
    if (part === null) return n === 0 ? null : parts;
    parts.push(...part);
  }
}

/**
 * Gives every innermost layer its names. In a submodel they are found by the layer's name before the last slash (`block/conv/kernel:0`);
 * where that fails, by Keras's order: what is trained of all layers, then what is not.
 */
function distribute(layer: KerasLayer, names: readonly string[]): ReadonlyMap<KerasLayer, readonly string[]> {
  if (layer.submodel === null) return new Map([[layer, names]]);
  const owners = innermost(layer.submodel);
  const named = new Map<string | undefined, string[]>(owners.map((owner) => [owner.name, []]));
  for (const name of names) named.get(name.split('/').at(-2))?.push(name);
  const byName = new Map(owners.map((owner) => [owner, named.get(owner.name) ?? []]));
  const complete = owners.every((owner) => {
    const { trained, fixed } = arrayCounts(owner);
    return byName.get(owner)?.length === trained + fixed;
  });
  return complete ? byName : byOrder(owners, names);
}

function byOrder(owners: readonly KerasLayer[], names: readonly string[]): ReadonlyMap<KerasLayer, readonly string[]> {
  const own = new Map(owners.map((owner) => [owner, [] as string[]]));
  let next = 0;
  for (const part of ['trained', 'fixed'] as const) {
    for (const owner of owners) {
      const count = arrayCounts(owner)[part];
      own.get(owner)?.push(...names.slice(next, next + count));
      next += count;
    }
  }
  return own;
}

function innermost(model: KerasModel): readonly KerasLayer[] {
  return model.layers.flatMap((layer) => (layer.submodel === null ? [layer] : innermost(layer.submodel)));
}

/** How many arrays a layer has: those that training changes, and statistics that it only gathers. */
function arrayCounts({ className, config }: KerasLayer): { trained: number; fixed: number } {
  const has = (setting: string): number => (config[setting] === false ? 0 : 1);
  switch (className) {
    case 'Dense':
    case 'Conv1D':
    case 'Conv2D':
    case 'DepthwiseConv1D':
    case 'DepthwiseConv2D':
      return { trained: 1 + has('use_bias'), fixed: 0 };
    case 'SeparableConv1D':
    case 'SeparableConv2D':
      return { trained: 2 + has('use_bias'), fixed: 0 };
    case 'BatchNormalization':
      return { trained: has('scale') + has('center'), fixed: 2 };
    case 'Normalization':
      return { trained: 0, fixed: config['mean'] == null ? 3 : 0 };
    default:
      return { trained: 0, fixed: 0 };
  }
}
