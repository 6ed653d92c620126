import { assertNever } from '../assertNever.ts';
import { type Hdf5Array, type Hdf5Group, writeHdf5 } from '../bytes/hdf5Write.ts';
import type { NirGraph, NirNode, NirPair } from './nirGraph.ts';

/**
 * The bytes of a `.nir` file: the layout that version 1.0.8 of the reference package writes. Equal graphs give equal bytes. A reader refuses
 * every dataset that it does not know, so what is only for people stands under `metadata`.
 */
export function writeNir({ version, nodes, edges, metadata }: NirGraph): Promise<Uint8Array<ArrayBuffer>> {
  return writeHdf5({
    datasets: { version },
    groups: {
      node: {
        datasets: { edges: { shape: [edges.length, 2], data: edges.flat() }, type: 'NIRGraph' },
        groups: {
          ...(Object.keys(metadata).length === 0 ? {} : { metadata: { datasets: metadata } }),
          nodes: { groups: Object.fromEntries([...nodes].map(([name, node]) => [name, nodeGroup(node)])) },
        },
      },
    },
  });
}

function nodeGroup(node: NirNode): Hdf5Group {
  return { datasets: { ...fieldsOf(node), type: node.type } };
}

function fieldsOf(node: NirNode): Record<string, Hdf5Array> {
  switch (node.type) {
    case 'Input':
    case 'Output':
      return { shape: integers(node.shape, true) };
    case 'Affine':
    case 'Linear': {
      const weight = numbers([node.targets, node.sources], node.weight);
      return node.bias === null ? { weight } : { bias: numbers([node.targets], node.bias), weight };
    }
    case 'Conv2d':
      return {
        bias: numbers([node.bias.length], node.bias),
        dilation: integers(node.dilation),
        groups: integer(node.groups),
        input_shape: integers(node.inputShape),
        padding: integers(node.padding),
        stride: integers(node.stride),
        weight: numbers(node.weightShape, node.weight),
      };
    case 'SumPool2d':
    case 'AvgPool2d':
      return {
        kernel_size: integers(node.kernelSize, true),
        padding: integers(node.padding, true),
        stride: integers(node.stride, true),
      };
    case 'Flatten':
      return {
        end_dim: integer(node.endDim),
        input_type: integers(node.inputShape, true),
        start_dim: integer(node.startDim),
      };
    case 'IF':
      return {
        r: numbers(node.shape, node.r),
        v_reset: numbers(node.shape, node.reset),
        v_threshold: numbers(node.shape, node.threshold),
      };
    case 'LIF':
      return {
        r: numbers(node.shape, node.r),
        tau: numbers(node.shape, node.tau),
        v_leak: numbers(node.shape, node.leak),
        v_reset: numbers(node.shape, node.reset),
        v_threshold: numbers(node.shape, node.threshold),
      };
    default:
      return assertNever(node);
  }
}

function numbers(shape: readonly number[], data: Float32Array): Hdf5Array {
  return { shape, data, compress: true };
}

/** Lists are compressed where the reference package does it, which is where they are NumPy arrays there. */
function integers(values: readonly number[] | NirPair, compress = false): Hdf5Array {
  return { shape: [values.length], data: BigInt64Array.from(values, BigInt), compress };
}

function integer(value: number): Hdf5Array {
  return { shape: [], data: BigInt64Array.of(BigInt(value)) };
}
