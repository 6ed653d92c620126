import type { Hdf5File } from '../bytes/hdf5.ts';
import type { KerasLayer, KerasModel } from './kerasConfig.ts';
import type { WeightPaths } from './weightReader.ts';

/** Where Keras keeps the layers of a model: today's name, and that of Keras 2.12 and 2.13. */
const containers = ['layers', '_layer_checkpoint_dependencies'];

/**
 * Finds the arrays of each layer in the `model.weights.h5` of a `.keras` archive. Groups are named by class in order of appearance
 * (`layers/conv2d`, `layers/conv2d_1`), not by the layers' names. Keras 2.13 skips numbers, and on Windows it wrote the whole path with
 * backslashes as the name of one group.
 */
export function findArchiveWeights(file: Hdf5File, model: KerasModel): WeightPaths {
  const isFlat = file.namesIn('/').some((name) => name.includes('\\'));
  const tree = isFlat ? walkedTree(file) : storedTree(file);
  const paths = new Map<KerasLayer, readonly string[]>();
  assignGroups(model, '', tree, (layer, group) => {
    const variables = tree.variables(group);
    if (variables !== null) paths.set(layer, variables);
  });
  return paths;
}

/** The groups of a file by their paths without the first slash: `layers/conv2d`. */
interface GroupTree {
  /** Names right below a path that ends with a slash, or below nothing at all. */
  children(prefix: string): ReadonlySet<string>;
  /** The variables of a layer's group in order; null where it has none. */
  variables(group: string): readonly string[] | null;
}

/** Looks where the configuration leads and nowhere else: a broken file may lead in circles. */
function storedTree(file: Hdf5File): GroupTree {
  return {
    children: (prefix) => new Set(file.namesIn(`/${prefix.slice(0, -1)}`)),
    variables: (group) => (file.kindOf(`/${group}/vars`) === 'group' ? variablesIn(file, `/${group}/vars`) : null),
  };
}

/** Levels of groups in a file whose names have backslashes: they stand for the other levels. */
const deepest = 4;

/** Walks through the file to find every group that has a group `vars`, whatever stands for a slash in its path. */
function walkedTree(file: Hdf5File): GroupTree {
  const found = new Map<string, readonly string[]>();
  const visit = (path: string, depth: number): void => {
    for (const name of file.namesIn(path === '' ? '/' : path)) {
      const child = `${path}/${name}`;
      if (child === '/optimizer' || file.kindOf(child) !== 'group') continue;
      if (/(^|\\)vars$/.test(name)) found.set(groupName(child), variablesIn(file, child));
      else if (depth < deepest) visit(child, depth + 1);
    }
  };
  visit('', 0);
  const children = childrenByPrefix(found.keys());
  return {
    children: (prefix) => children.get(prefix) ?? new Set(),
    variables: (group) => found.get(group) ?? null,
  };
}

function groupName(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/\/vars$/, '')
    .slice(1);
}

/** Variables are named by their number, and HDF5 lists 10 before 2. */
function variablesIn(file: Hdf5File, path: string): readonly string[] {
  const names = file.namesIn(path).toSorted((a, b) => Number(a) - Number(b));
  return names.map((name) => `${path}/${name}`);
}

function assignGroups(
  model: KerasModel,
  prefix: string,
  tree: GroupTree,
  assign: (layer: KerasLayer, group: string) => void,
): void {
  const position = containers.findIndex((name) => tree.children(`${prefix}${name}/`).size > 0);
  if (position < 0) return;
  const container = `${prefix}${containers[position]}/`;
  const names = tree.children(container);

  const seen = new Map<string, number>();
  const numbered = new Map<string, readonly string[]>();
  for (const layer of model.layers) {
    const base = snakeCase(layer.submodel?.className ?? layer.className);
    const number = seen.get(base) ?? 0;
    seen.set(base, number + 1);
    const exact = number === 0 ? base : `${base}_${number}`;
    if (!numbered.has(base)) numbered.set(base, sameClass(base, names));
    const name = position === 0 && names.has(exact) ? exact : numbered.get(base)?.[number];
    if (name === undefined) continue;
    assign(layer, container + name);
    if (layer.submodel !== null) assignGroups(layer.submodel, `${container}${name}/`, tree, assign);
  }
}

/** `layers/` -> the names right below it, for everything that a path leads through. */
function childrenByPrefix(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let from = 0, slash = 0; slash >= 0; from = slash + 1) {
      slash = path.indexOf('/', from);
      const prefix = path.slice(0, from);
      const names = children.get(prefix) ?? new Set();
      children.set(prefix, names.add(path.slice(from, slash < 0 ? undefined : slash)));
    }
  }
  return children;
}

/** Names made from one class, in order of their numbers. */
function sameClass(base: string, names: ReadonlySet<string>): readonly string[] {
  const numberOf = (name: string): number => {
    if (name === base) return 0;
    const digits = name.startsWith(`${base}_`) ? name.slice(base.length + 1) : '';
    return /^\d+$/.test(digits) ? Number(digits) : NaN;
  };
  return [...names].filter((name) => !Number.isNaN(numberOf(name))).toSorted((a, b) => numberOf(a) - numberOf(b));
}

/** As `to_snake_case` in Keras: `DepthwiseConv2D` -> `depthwise_conv2d`, `ReLU` -> `re_lu`. */
function snakeCase(className: string): string {
  return className
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
