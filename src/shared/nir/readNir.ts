import type { ByteSource } from '../bytes/byteSource.ts';
import { readAll } from '../bytes/byteSource.ts';
import { type Hdf5File, isHdf5, withHdf5 } from '../bytes/hdf5.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import type { NirEdge, NirGraph, NirNode, NirPair } from './nirGraph.ts';

/** What a file may claim: real networks stay far below. */
const mostExtent = 65_536;
const mostNeurons = 2 ** 26;

/**
 * The graph in a `.nir` file, with the node types that Spikebench writes. Throws the Problems notNir and unsupportedNode. What the graph
 * computes is checked where it becomes a network.
 */
export async function readNir(source: ByteSource): Promise<NirGraph> {
  const bytes = await readAll(source);
  const damaged = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'nir', kind: 'notNir', file: source.name, reason });
  if (!isHdf5(bytes)) throw damaged('it is not an HDF5 file');
  return withHdf5(bytes, damaged, (file) => graphIn(file, source.name, damaged));
}

function graphIn(file: Hdf5File, name: string, damaged: (reason: string) => Error): NirGraph {
  if (file.kindOf('/node') !== 'group' || text(file, '/node/type') !== 'NIRGraph') {
    throw damaged('it has no group "node" of type NIRGraph');
  }
  const edges = edgesIn(file, damaged);
  const nodes = new Map<string, NirNode>();
  for (const node of file.namesIn('/node/nodes')) nodes.set(node, nodeIn(file, name, node, damaged));
  for (const end of edges.flat())
    if (!nodes.has(end)) throw damaged(`an edge names the node "${end}", which is missing`);
  const metadata: Record<string, string> = {};
  for (const key of file.kindOf('/node/metadata') === 'group' ? file.namesIn('/node/metadata') : []) {
    metadata[key] = text(file, `/node/metadata/${key}`) ?? '';
  }
  return { version: text(file, '/version') ?? '', nodes, edges, metadata };
}

function edgesIn(file: Hdf5File, damaged: (reason: string) => Error): readonly NirEdge[] {
  const ends = file.kindOf('/node/edges') === 'dataset' ? file.readTexts('/node/edges') : null;
  if (ends === null || ends.length % 2 !== 0) throw damaged('its edges are not pairs of names');
  return Array.from({ length: ends.length / 2 }, (_, i) => [ends[2 * i]!, ends[2 * i + 1]!] as const);
}

function nodeIn(file: Hdf5File, fileName: string, name: string, damaged: (reason: string) => Error): NirNode {
  const path = `/node/nodes/${name}`;
  const numbers = (field: string): Float32Array => {
    if (file.kindOf(`${path}/${field}`) !== 'dataset') throw damaged(`the node "${name}" has no "${field}"`);
    return file.readNumbers(`${path}/${field}`);
  };
  const shapeOf = (field: string): readonly number[] => {
    numbers(field);
    return file.shapeOf(`${path}/${field}`) ?? [];
  };
  const whole = (field: string): readonly number[] => {
    const values = [...numbers(field)];
    if (values.every(Number.isInteger)) return values;
    throw damaged(`"${field}" of the node "${name}" is not whole`);
  };
  const pair = (field: string, least = 1): NirPair => {
    const [rows, columns = rows] = whole(field);
    if (rows === undefined || columns === undefined) throw damaged(`"${field}" of the node "${name}" is empty`);
    if (rows >= least && columns >= least && rows <= mostExtent && columns <= mostExtent) return [rows, columns];
    throw damaged(`"${field}" of the node "${name}" is ${rows} by ${columns}`);
  };
  const extents = (field: string): readonly number[] => {
    const shape = whole(field);
    if (shape.every((extent) => extent > 0) && sizeOf(shape) <= mostNeurons) return shape;
    throw damaged(`"${field}" of the node "${name}" is (${shape.join(', ')})`);
  };
  const one = (field: string): number => whole(field)[0] ?? 0;
  const rank = (field: string, axes: number): readonly number[] => {
    const shape = shapeOf(field);
    if (shape.length !== axes) throw damaged(`"${field}" of the node "${name}" has ${shape.length} axes, not ${axes}`);
    return shape;
  };
  /** Parameters of neurons, one for each: a missing reset is zero. */
  const perNeuron = (field: string, shape: readonly number[], missing: number | null = null): Float32Array => {
    if (missing !== null && file.kindOf(`${path}/${field}`) === null)
      return new Float32Array(sizeOf(shape)).fill(missing);
    const values = numbers(field);
    if (values.length === sizeOf(shape)) return values;
    throw damaged(`"${field}" of the node "${name}" does not fit its other parameters`);
  };

  const type = text(file, `${path}/type`) ?? 'unknown';
  switch (type) {
    case 'Input':
    case 'Output':
      return { type, shape: extents('shape') };
    case 'Affine':
    case 'Linear': {
      const [targets, sources] = rank('weight', 2);
      const bias = type === 'Affine' ? numbers('bias') : null;
      if (bias !== null && bias.length !== targets) throw damaged(`the bias of the node "${name}" does not fit`);
      return { type, weight: numbers('weight'), targets: targets!, sources: sources!, bias };
    }
    case 'Conv2d': {
      const [outputs, inputs, rows, columns] = rank('weight', 4);
      const bias = numbers('bias');
      if (bias.length !== outputs) throw damaged(`the bias of the node "${name}" does not fit`);
      const inputShape = file.kindOf(`${path}/input_shape`) === null ? ([0, 0] as const) : pair('input_shape');
      return {
        type,
        inputShape,
        weight: numbers('weight'),
        weightShape: [outputs, inputs!, rows!, columns!],
        bias,
        stride: pair('stride'),
        padding: paddingOf(file, `${path}/padding`, pair),
        dilation: pair('dilation'),
        groups: one('groups'),
      };
    }
    case 'SumPool2d':
    case 'AvgPool2d':
      return { type, kernelSize: pair('kernel_size'), stride: pair('stride'), padding: pair('padding', 0) };
    case 'Flatten':
      return { type, startDim: one('start_dim'), endDim: one('end_dim'), inputShape: whole('input_type') };
    case 'IF': {
      const shape = shapeOf('v_threshold');
      const [r, threshold] = [perNeuron('r', shape), perNeuron('v_threshold', shape)];
      return { type, shape, r, threshold, reset: perNeuron('v_reset', shape, 0) };
    }
    case 'LIF': {
      const shape = shapeOf('v_threshold');
      return {
        type,
        shape,
        tau: perNeuron('tau', shape),
        r: perNeuron('r', shape),
        leak: perNeuron('v_leak', shape),
        threshold: perNeuron('v_threshold', shape),
        reset: perNeuron('v_reset', shape, 0),
      };
    }
    default: {
      const reason = `is of type ${type}, which Spikebench does not read`;
      throw new WorkbenchError({ area: 'nir', kind: 'unsupportedNode', file: fileName, node: name, reason });
    }
  }
}

/** A word or two numbers; `same` keeps its meaning only with stride 1 and odd kernels, where it is said in numbers by other writers. */
function paddingOf(file: Hdf5File, path: string, pair: (field: string, least?: number) => NirPair): NirPair {
  return file.kindOf(path) === 'dataset' && file.readTexts(path)?.[0] === 'valid' ? [0, 0] : pair('padding', 0);
}

function text(file: Hdf5File, path: string): string | null {
  return file.kindOf(path) === 'dataset' ? (file.readTexts(path)?.[0] ?? null) : null;
}
