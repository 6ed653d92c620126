import type { Hdf5File } from '../bytes/hdf5.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf, type Tensor } from '../tensor.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { shapeText } from './shapes.ts';

/** Paths of the arrays of each layer in the weights file, in the order of Keras's `layer.weights`. */
export type WeightPaths = ReadonlyMap<KerasLayer, readonly string[]>;

/** An array that a layer must have. The role is Keras's name for it: `kernel`. */
export interface ExpectedArray {
  readonly role: string;
  readonly shape: readonly number[];
}

export interface WeightReader {
  /**
   * The arrays of a layer, in the given order; the same objects each time. Throws the Problems weightsMismatch and weightsNotFinite.
   * `extra` allows arrays behind these, which are not read.
   */
  read(layer: KerasLayer, expected: readonly ExpectedArray[], extra?: 'none' | 'ignored'): readonly Tensor[];
}

/** Reads weights out of an open file, each layer's once, so that uses of a shared layer share them. */
export function createWeightReader(file: Hdf5File, paths: WeightPaths, modelName: string): WeightReader {
  const known = new Map<KerasLayer, readonly Tensor[]>();
  return {
    read(layer, expected, extra = 'none') {
      const tensors = known.get(layer) ?? readArrays(layer, expected, extra);
      known.set(layer, tensors);
      // Another use of a shared layer may want other shapes.
      for (const [i, { role, shape }] of expected.entries()) checkShape(layer, role, tensors[i]?.shape ?? [], shape);
      return tensors;
    },
  };

  function readArrays(layer: KerasLayer, expected: readonly ExpectedArray[], extra: 'none' | 'ignored'): Tensor[] {
    const found = paths.get(layer) ?? [];
    const roles = expected.map(({ role }) => role).join(', ');
    if (found.length < expected.length || (extra === 'none' && found.length > expected.length)) {
      throw mismatch(layer, `the file has ${found.length} arrays for it and it wants ${expected.length} (${roles})`);
    }
    return expected.map(({ role, shape }, i) => readArray(layer, role, shape, found[i]!));
  }

  function readArray(layer: KerasLayer, role: string, shape: readonly number[], path: string): Tensor {
    const stored = file.kindOf(path) === 'dataset' ? file.shapeOf(path) : null;
    if (stored === null) throw mismatch(layer, `its ${role} is missing in the file`);
    // Before the values are read: a forged shape must not cost memory.
    checkShape(layer, role, stored, shape);
    const data = file.readNumbers(path);
    const count = data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    if (count > 0) {
      const total = sizeOf(shape);
      const { name } = layer;
      throw new WorkbenchError({
        area: 'model',
        kind: 'weightsNotFinite',
        file: modelName,
        layer: name,
        array: role,
        count,
        total,
      });
    }
    return { shape, data };
  }

  function checkShape(layer: KerasLayer, role: string, found: readonly number[], wanted: readonly number[]): void {
    if (shapeText(found) === shapeText(wanted)) return;
    throw mismatch(layer, `its ${role} has the shape ${shapeText(found)} and must have ${shapeText(wanted)}`);
  }

  function mismatch(layer: KerasLayer, reason: string): WorkbenchError {
    return new WorkbenchError({ area: 'model', kind: 'weightsMismatch', file: modelName, layer: layer.name, reason });
  }
}
