import type { ModelGraph } from '../model/graph.ts';
import type { UnsupportedLayer } from '../problems/modelProblems.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { LinearSynapses } from './connectivity.ts';
import { canBeNegative, type FoldedNetwork, type FoldedNode } from './folded.ts';
import { scaleSynapses } from './linearTerms.ts';
import type { NeuronParameter } from './network.ts';

/** A node of the network in terms of nodes that are never negative: its values are those of `positive` less those of `negative`. */
interface Split {
  readonly positive: number;
  readonly negative: number | null;
}

/**
 * The same function without linear neurons, for codes whose spikes have no sign: x = max(0, x) − max(0, −x), each with neurons of its own.
 * Throws the Problem notConvertible with every maximum over such values, which has no such form.
 */
export function splitSigns({ name, nodes, notes }: FoldedNetwork, graph: ModelGraph, preset: string): FoldedNetwork {
  const offenders: UnsupportedLayer[] = [];
  const made: FoldedNode[] = [];
  const splits: Split[] = [];
  const add = (node: FoldedNode): number => made.push(node) - 1;
  for (const node of nodes) splits.push(split(node));
  if (offenders.length > 0) {
    throw new WorkbenchError({ area: 'conversion', kind: 'notConvertible', preset, layers: offenders });
  }
  return { name, nodes: made, notes };

  function split(node: FoldedNode): Split {
    // The input is a current, which has a sign.
    const isSigned = node.kind !== 'input' && node.kind !== 'output' && canBeNegative(node, nodes);
    const negativeName = `${node.name}/negative`;
    switch (node.kind) {
      case 'input':
        return { positive: add(node), negative: null };
      case 'unit':
      case 'output': {
        const synapses = node.synapses.flatMap((term) => splitTerm(term, node, 1));
        if (!isSigned) return { positive: add({ ...node, synapses }), negative: null };
        return {
          positive: add({ ...node, synapses, isLinear: false, isHalf: true }),
          negative: add({
            ...node,
            name: negativeName,
            isLinear: false,
            isHalf: true,
            synapses: node.synapses.flatMap((term) => splitTerm(term, node, -1)),
            bias: negated(node.bias),
          }),
        };
      }
      case 'averagePool': {
        const { positive, negative } = splits[node.synapses.source]!;
        const from = (source: number, sign: number) => withSign({ ...node.synapses, source }, node, sign);
        const pool = add({ ...node, layer: isSigned ? null : node.layer, synapses: from(positive, 1) });
        if (!isSigned) return { positive: pool, negative: null };
        const synapses = negative === null ? from(positive, -1) : from(negative, 1);
        return { positive: pool, negative: add({ ...node, layer: null, name: negativeName, synapses }) };
      }
      case 'maximum': {
        const { positive, negative } = splits[node.source]!;
        if (negative !== null) offenders.push(refused(node.name, graph));
        return { positive: add({ ...node, source: positive }), negative: null };
      }
      case 'relay': {
        const parts = node.sources.map((source) => splits[source]!);
        const positive = add({ ...node, sources: parts.map((part) => part.positive) });
        if (parts.every((part) => part.negative === null)) return { positive, negative: null };
        return { positive, negative: add(negativeRelay(node, parts, negativeName)) };
      }
    }
  }

  function splitTerm(term: LinearSynapses, target: FoldedNode, sign: number): readonly LinearSynapses[] {
    const { positive, negative } = splits[term.source]!;
    const first = withSign(term, target, sign);
    return [
      { ...first, source: positive },
      ...(negative === null ? [] : [{ ...withSign(term, target, -sign), source: negative }]),
    ];
  }

  function withSign(term: LinearSynapses, target: FoldedNode, sign: number): LinearSynapses {
    if (sign === 1) return term;
    const factor = Float32Array.of(sign);
    return scaleSynapses(term, factor, nodes[term.source]!.shape, Float32Array.of(1), target.shape);
  }

  function negativeRelay(
    node: Extract<FoldedNode, { kind: 'relay' }>,
    parts: readonly Split[],
    negativeName: string,
  ): FoldedNode {
    const shifts: number[] = [];
    let kept = 0;
    for (const [i, source] of node.sources.entries()) {
      const [height, width, channels] = nodes[source]!.shape;
      for (let n = 0; n < height * width * channels; n++) shifts.push(parts[i]!.negative === null ? -1 : kept++);
    }
    return {
      ...node,
      name: negativeName,
      sources: parts.flatMap(({ negative }) => (negative === null ? [] : [negative])),
      origin: node.origin.map((neuron) => (neuron === -1 ? -1 : shifts[neuron]!)),
    };
  }
}

function negated(parameter: NeuronParameter | null): NeuronParameter | null {
  return parameter === null ? null : parameter.map((value) => -value);
}

function refused(node: string, graph: ModelGraph): UnsupportedLayer {
  const keras = graph.layers.find((layer) => layer.name === node)?.keras;
  return {
    layer: keras?.name ?? node,
    className: keras?.className ?? 'Maximum',
    reason: 'takes the maximum of values of either sign, and the spikes of this code have no sign. Use ReLU before it',
  };
}
