import type { CollectedLayer, LayerActivations } from './activations.ts';
import { type Balancer, balancingBatches, createBalancer } from './balance.ts';
import { depthOf, type TimedMethod, timedMethod } from './calibrationSteps.ts';
import { type Calibration, calibrationKey, isScaledByMagnitude, noCalibration } from './calibration.ts';
import type { FoldedNetwork, FoldedNode, Unit } from './folded.ts';
import { type Method, needsCalibration } from './method.ts';
import type { NeuronParameter, SpikingNetwork } from './network.ts';
import { parameterOf } from './neuronParameter.ts';
import { leastSquaresScales, maximumScales, percentileScales } from './normalise.ts';
import { type ConversionSurroundings, convertToRates } from './rateCoded.ts';
import { scalesOfNodes } from './scaleTable.ts';

/** What a calibration needs from outside: the analog network and a simulation, both on the same unlabelled images. */
export interface CalibrationTools {
  readonly samples: number;
  readonly split: string;
  /** Runs the analog network over the images in a number of batches with a balancer. */
  balance(balancer: Balancer, batches: number): Promise<void>;
  activations(layers: readonly CollectedLayer[]): Promise<ReadonlyMap<string, LayerActivations>>;
  /** Spikes of each neuron in each population, negative ones subtracted, per step and averaged over the images: [population][neuron]. */
  meanRates(network: SpikingNetwork, steps: number): Promise<readonly Float64Array[]>;
  /** The largest current of a step that an accumulating output neuron receives. */
  peakCurrent(network: SpikingNetwork, steps: number): Promise<number>;
}

/** Measures what the method needs: scales first, then corrections layer by layer with the earlier ones already corrected. */
export async function calibrate(
  folded: FoldedNetwork,
  given: Method,
  surroundings: ConversionSurroundings,
  tools: CalibrationTools,
): Promise<Calibration> {
  if (!needsCalibration(given)) return noCalibration;
  const method = timedMethod(given, depthOf(folded));
  const activations = await tools.activations(layersToCollect(folded));
  const measured =
    method.normalisation === 'localBalancing'
      ? await measureBalancedScales(folded, method, tools)
      : measureScales(folded, method, activations);
  let calibration: Calibration = { ...noCalibration, samples: tools.samples, split: tools.split, scales: measured };
  if (method.normalisation === 'spikeBased') {
    calibration = await measureSpikeBasedScales(folded, method, calibration, surroundings, tools);
  }
  const scales = scalesOfNodes(folded, method, calibration, surroundings.inputGain);
  const wanted = folded.nodes.map((node, index) => meanRatesWanted(node, scales[index]!, activations));
  calibration = { ...calibration, readoutDelay: arrivalTime(folded, method, wanted) };
  if (method.correction === 'none' || method.family !== 'rate') return calibration;
  for (const [index, node] of folded.nodes.entries()) {
    const rates = wanted[index]!;
    if (rates === null) continue;
    const { network } = convertToRates(folded, method, calibration, surroundings);
    const found = (await tools.meanRates(network, method.calibrationSteps))[index]!;
    calibration = corrected(calibration, node, method, rates, found);
  }
  return calibration;
}

/** Entries of the model graph whose activations are looked at: one for each population that follows one. */
function layersToCollect({ nodes }: FoldedNetwork): readonly CollectedLayer[] {
  const asked = nodes.flatMap((node): CollectedLayer[] => {
    const [height, width, channels] = node.shape;
    const measured = measuredAt(node);
    if (measured === null) return [];
    const magnitudes = node.kind === 'unit' && isScaledByMagnitude(node);
    const isRectified = node.kind === 'unit' && !magnitudes;
    return [
      {
        ...measured,
        units: height * width * channels,
        channels,
        least: isRectified ? 0 : -Infinity,
        most: (node.kind === 'unit' ? node.maxValue : null) ?? Infinity,
        magnitudes,
      },
    ];
  });
  return [...new Map(asked.map((layer) => [layer.key, layer])).values()];
}

/** Where the analog values of a node are found; null where nothing integrates, or where no entry of the graph has its values. */
function measuredAt(node: FoldedNode): { readonly key: string; readonly name: string } | null {
  switch (node.kind) {
    case 'unit':
    case 'output':
      return { key: calibrationKey(node), name: node.layer };
    case 'averagePool':
      return node.layer === null ? null : { key: node.layer, name: node.layer };
    case 'input':
    case 'maximum':
    case 'relay':
      return null;
  }
}

function measureScales(
  { nodes }: FoldedNetwork,
  method: TimedMethod,
  activations: ReadonlyMap<string, LayerActivations>,
): Record<string, readonly number[]> {
  const units = nodes.filter((node): node is Unit => node.kind === 'unit' || node.kind === 'output');
  return Object.fromEntries(units.map((unit) => [calibrationKey(unit), [...scaleOf(unit)]]));

  function scaleOf(unit: Unit): Float32Array {
    const found = activations.get(calibrationKey(unit))!;
    // Class scores are compared with one another: the output layer has one scale.
    const granularity = unit.kind === 'output' ? 'layer' : method.granularity;
    switch (method.normalisation) {
      case 'percentile':
      case 'clip':
        return percentileScales(found, method.percentile, granularity);
      case 'maximum':
        return maximumScales(found, unit, granularity);
      case 'leastSquares': {
        const start = method.initialPotential === 'zero' ? 'zero' : 'half';
        return leastSquaresScales(found, method.calibrationSteps, granularity, start);
      }
      case 'none':
      case 'modelBased':
      case 'spikeBased':
      case 'localBalancing':
        return Float32Array.of(1);
    }
  }
}

async function measureBalancedScales(
  folded: FoldedNetwork,
  method: TimedMethod,
  tools: CalibrationTools,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const balancer = createBalancer(folded, method);
  await tools.balance(balancer, balancingBatches);
  return balancer.scales();
}

/**
 * Sengupta et al. (2019), algorithm 1: layer by layer, the largest input current that the spikes of the layers before it, with their
 * scales already set, make in any step.
 */
async function measureSpikeBasedScales(
  folded: FoldedNetwork,
  method: TimedMethod,
  calibration: Calibration,
  surroundings: ConversionSurroundings,
  tools: CalibrationTools,
): Promise<Calibration> {
  const scales: Record<string, readonly number[]> = { ...calibration.scales };
  const current: Calibration = { ...calibration, scales };
  for (const [index, node] of folded.nodes.entries()) {
    if (node.kind !== 'unit' && node.kind !== 'output') continue;
    const key = calibrationKey(node);
    const last = { ...node, kind: 'output', layer: key } as const;
    const upTo = { ...folded, nodes: [...folded.nodes.slice(0, index), last] };
    const { network } = convertToRates(upTo, method, current, surroundings);
    const peak = await tools.peakCurrent(network, method.calibrationSteps);
    scales[key] = [Math.max(0, peak)];
  }
  return current;
}

/** Rates in spikes per step that a population should have, averaged over the images: [neuron]; null where no neurons integrate. */
function meanRatesWanted(
  node: FoldedNode,
  scale: NeuronParameter,
  activations: ReadonlyMap<string, LayerActivations>,
): Float64Array | null {
  const measured = measuredAt(node);
  if (measured === null) return null;
  const { means } = activations.get(measured.key)!;
  return Float64Array.from(means, (mean, n) => mean / parameterOf(scale, n, node.shape[2]));
}

function corrected(
  calibration: Calibration,
  node: FoldedNode,
  { correction, calibrationSteps }: TimedMethod,
  wanted: Float64Array,
  found: Float64Array,
): Calibration {
  const missing = wanted.map((rate, n) => rate - found[n]!);
  switch (correction) {
    case 'none':
      return calibration;
    case 'potential': {
      const potentials = Array.from(missing, (rate) => Math.fround(calibrationSteps * rate));
      return { ...calibration, potentials: { ...calibration.potentials, [node.name]: potentials } };
    }
    case 'bias': {
      const channels = node.shape[2];
      const biases = Array.from({ length: channels }, () => 0);
      for (const [n, rate] of missing.entries()) biases[n % channels]! += (rate * channels) / missing.length;
      return { ...calibration, biases: { ...calibration.biases, [node.name]: biases.map(Math.fround) } };
    }
  }
}

/**
 * Steps until the strongest channel of every layer has fired once: Σ over layers of (threshold − start potential) / largest mean
 * rate of a channel, rounded up (Bu et al. 2025, delayed readout).
 */
function arrivalTime(
  { nodes }: FoldedNetwork,
  { initialPotential }: Method,
  wanted: readonly (Float64Array | null)[],
): number {
  const missing = initialPotential === 'zero' ? 1 : 0.5;
  let steps = 0;
  for (const [index, node] of nodes.entries()) {
    const rates = wanted[index]!;
    if (rates === null || node.kind === 'output') continue;
    const channels = node.shape[2];
    const means = new Float64Array(channels);
    for (const [n, rate] of rates.entries()) means[n % channels]! += (rate * channels) / rates.length;
    const largest = means.reduce((most, mean) => Math.max(most, mean), 0);
    if (largest > 0) steps += missing / largest;
  }
  return Math.ceil(steps);
}
