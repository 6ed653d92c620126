import { tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import type { Layer, Operation } from '../model/graph.ts';
import type { Tensor } from '../tensor.ts';
import { reluUpTo } from './initialModel.ts';
import type { Trainable, TrainingRole } from './trainable.ts';

/** `level`: where a clipped or quantised activation ends. */
export type ParameterRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'mean' | 'variance' | 'level';

/** An array of numbers that training changes. */
export interface Parameter {
  /** Unique in the network: position and role, as in "3/kernel". */
  readonly key: string;
  /** Position in the graph. */
  readonly layer: number;
  readonly role: ParameterRole;
  /** Whether a gradient changes it; otherwise it is measured. */
  readonly isTrained: boolean;
  readonly variable: Variable;
}

export interface Parameters {
  readonly all: readonly Parameter[];
  /** Null where the layer has none of that role. */
  get(layer: number, role: ParameterRole): Variable | null;
  dispose(): void;
}

/** Copies all that training changes into variables of the tfjs backend. Levels that have to be measured first are NaN. */
export function createParameters({ graph, roles }: Trainable): Parameters {
  const all = graph.layers.flatMap(({ operation }, layer) =>
    arraysOf(operation, roles.get(layer)).map(({ role, values, isTrained }): Parameter => ({
      key: keyOf(layer, role),
      layer,
      role,
      isTrained,
      variable: variableOf(values),
    })),
  );
  const byKey = new Map(all.map((parameter) => [parameter.key, parameter.variable]));
  return {
    all,
    get: (layer, role) => byKey.get(keyOf(layer, role)) ?? null,
    dispose: () => all.forEach((parameter) => parameter.variable.dispose()),
  };
}

/** The values by key. */
export async function readParameters({ all }: Parameters): Promise<ReadonlyMap<string, Float32Array>> {
  const entries = all.map(
    async (parameter) => [parameter.key, Float32Array.from(await parameter.variable.data())] as const,
  );
  return new Map(await Promise.all(entries));
}

/** Gives the parameters these values, by key. */
export function assignParameters({ all }: Parameters, values: ReadonlyMap<string, Float32Array>): void {
  for (const parameter of all) {
    const data = values.get(parameter.key);
    if (data === undefined) throw new Error(`There are no values for ${parameter.key}`);
    const given = tensor(data, parameter.variable.shape, 'float32');
    parameter.variable.assign(given);
    given.dispose();
  }
}

/** The graph with what training has made of its arrays and levels. */
export function withParameters({ graph }: Trainable, values: ReadonlyMap<string, Float32Array>): Trainable['graph'] {
  const layers = graph.layers.map((layer, position): Layer => {
    const value = (role: ParameterRole): Float32Array | undefined => values.get(keyOf(position, role));
    return { ...layer, operation: filled(layer.operation, value) };
  });
  return { ...graph, layers };
}

function filled(operation: Operation, value: (role: ParameterRole) => Float32Array | undefined): Operation {
  if ('kernel' in operation) {
    const { kernel, bias } = operation;
    return {
      ...operation,
      kernel: { shape: kernel.shape, data: value('kernel') ?? kernel.data },
      bias: bias && { shape: bias.shape, data: value('bias') ?? bias.data },
    };
  }
  if (operation.kind === 'batchNormalization') {
    const [gamma, beta, mean, variance] = (['gamma', 'beta', 'mean', 'variance'] as const).map(
      (role) => value(role) ?? operation[role],
    );
    return { ...operation, gamma: gamma!, beta: beta!, mean: mean!, variance: variance! };
  }
  const level = value('level');
  return operation.kind === 'activation' && level !== undefined
    ? { ...operation, function: reluUpTo(level[0]!) }
    : operation;
}

function arraysOf(
  operation: Operation,
  role: TrainingRole | undefined,
): readonly { readonly role: ParameterRole; readonly values: Tensor; readonly isTrained: boolean }[] {
  if ('kernel' in operation) {
    const { kernel, bias } = operation;
    const trained = { isTrained: true };
    return [
      { role: 'kernel', values: kernel, ...trained },
      ...(bias === null ? [] : [{ role: 'bias', values: bias, ...trained } as const]),
    ];
  }
  if (operation.kind === 'batchNormalization') {
    return (['gamma', 'beta', 'mean', 'variance'] as const).map((name) => ({
      role: name,
      values: { shape: [operation[name].length], data: operation[name] },
      isTrained: name === 'gamma' || name === 'beta',
    }));
  }
  if (operation.kind !== 'activation' || operation.function.kind !== 'relu') return [];
  const hasLevel = role?.kind === 'qcfs' || role?.kind === 'clipped';
  if (!hasLevel) return [];
  if (role.kind === 'clipped' && role.level.rule === 'fixed') return [];
  const data = Float32Array.of(operation.function.maxValue ?? NaN);
  return [
    { role: 'level', values: { shape: [], data }, isTrained: role.kind === 'qcfs' || role.level.rule === 'learned' },
  ];
}

/** A variable keeps a tensor of its own beside the one that it is made from. */
function variableOf({ data, shape }: Tensor): Variable {
  const values = tensor(data, [...shape], 'float32');
  const made = variable(values);
  values.dispose();
  return made;
}

function keyOf(layer: number, role: ParameterRole): string {
  return `${layer}/${role}`;
}
