import { type Calibration, calibrationKey } from './calibration.ts';
import type { FoldedNetwork, FoldedNode, Unit } from './folded.ts';
import { weightedSum } from './linearTerms.ts';
import { checkLayerValues, valuesOfLayer } from './layerValues.ts';
import type { Method } from './method.ts';
import type { NeuronParameter } from './network.ts';
import { relabelParameter } from './neuronParameter.ts';

const one = Float32Array.of(1);

/**
 * What a spike in every step stands for, in units of the model: [node], one or one per channel. Layers without weights keep the scale of
 * their source; rates that one maximum compares get one scale.
 */
export function scalesOfNodes(
  folded: FoldedNetwork,
  method: Method,
  calibration: Calibration,
  inputGain: number,
): readonly NeuronParameter[] {
  const units = folded.nodes.filter((node): node is Unit => node.kind === 'unit' || node.kind === 'output');
  checkLayerValues(
    'layer-thresholds',
    method.layerThresholds,
    units.map(({ name, shape }) => ({ name, channels: shape[2] })),
  );
  const scales: NeuronParameter[] = [];
  for (const node of folded.nodes) scales.push(scaleOf(node));
  return scales;

  function scaleOf(node: FoldedNode): NeuronParameter {
    switch (node.kind) {
      case 'input':
        return Float32Array.of(1 / inputGain);
      case 'unit':
      case 'output':
        return unitScale(node);
      case 'averagePool':
        return scales[node.synapses.source]!;
      case 'maximum':
        return scales[node.source]!;
      case 'relay':
        return relabelParameter(
          node.sources.map((source) => ({ parameter: scales[source]!, shape: folded.nodes[source]!.shape })),
          node.origin,
          node.shape[2],
          1,
        );
    }
  }

  function unitScale(unit: Unit): NeuronParameter {
    const group = comparedWith(unit, folded);
    const own = ownScale(unit);
    const common =
      group.length === 1 ? own : Float32Array.of(Math.max(...group.map((other) => Math.max(...ownScale(other)))));
    // Rates that a maximum compares keep their common scale, so the loosest bound of the group is theirs.
    const bound = Math.max(...group.map(({ maxValue }) => maxValue ?? Infinity));
    const factors = factorsOf(group);
    return Float32Array.from(
      { length: Math.max(common.length, factors.length) },
      (_, c) => factors[c % factors.length]! * method.thresholdFactor * Math.min(common[c % common.length]!, bound),
    );
  }

  /** Those of the layer; where rates are compared, the largest of any layer among them. */
  function factorsOf(group: readonly Unit[]): readonly number[] {
    const factors = group.map(({ name }) => valuesOfLayer(method.layerThresholds, name) ?? [1]);
    return group.length === 1 ? factors[0]! : [Math.max(...factors.flat())];
  }

  function ownScale(unit: Unit): Float32Array {
    switch (method.normalisation) {
      case 'none':
        return one;
      case 'modelBased':
        return Float32Array.of(modelBasedScale(unit, folded, scales));
      case 'clip':
        return unit.maxValue === null ? measuredScale(unit) : Float32Array.of(unit.maxValue);
      case 'maximum':
      case 'percentile':
      case 'spikeBased':
      case 'leastSquares':
      case 'localBalancing':
        return measuredScale(unit);
    }
  }

  function measuredScale(unit: Unit): Float32Array {
    const measured = calibration.scales[calibrationKey(unit)];
    if (measured === undefined) throw new Error(`No scale was measured for layer ${unit.layer}`);
    return Float32Array.from(measured, (scale) => (scale > 0 ? scale : 1));
  }
}

/**
 * The largest sum of positive weights into one unit, with sources at their own scales: no input can drive a unit beyond one spike a step
 * (Diehl et al. 2015, model-based normalisation, in which every layer's factor follows from those before it).
 */
function modelBasedScale(
  { synapses, shape }: Unit,
  { nodes }: FoldedNetwork,
  scales: readonly NeuronParameter[],
): number {
  const sums = new Float64Array(shape[0] * shape[1] * shape[2]);
  for (const term of synapses) {
    const positive = 'weights' in term ? { ...term, weights: term.weights.map((w) => Math.max(0, w)) } : term;
    const part = weightedSum(positive, scales[term.source]!, nodes[term.source]!.shape, shape);
    for (let n = 0; n < sums.length; n++) sums[n]! += part[n]!;
  }
  const largest = sums.reduce((most, sum) => Math.max(most, sum), 0);
  return largest > 0 ? largest : 1;
}

/** Units whose rates one maximum compares, the unit itself included. */
function comparedWith(unit: Unit, { nodes }: FoldedNetwork): readonly Unit[] {
  const groups = nodes.flatMap((node) => (node.kind === 'maximum' ? [unitsBehind(node.source)] : []));
  return [...new Set([unit, ...groups.filter((group) => group.includes(unit)).flat()])];

  function unitsBehind(index: number): readonly Unit[] {
    const node = nodes[index]!;
    switch (node.kind) {
      case 'input':
        return [];
      case 'unit':
      case 'output':
        return [node];
      case 'averagePool':
        return unitsBehind(node.synapses.source);
      case 'maximum':
        return unitsBehind(node.source);
      case 'relay':
        return node.sources.flatMap(unitsBehind);
    }
  }
}
