import type { ConversionReport, LayerDescription, ModelDescription } from '../../../shared/api/engineViews.ts';
import { convert } from '../../../shared/conversion/convert.ts';
import { estimateBiases } from '../../../shared/conversion/estimateBiases.ts';
import { foldGraph } from '../../../shared/conversion/fold.ts';
import { populationSize } from '../../../shared/conversion/network.ts';
import { type Calibration, calibrationKey, noCalibration } from '../../../shared/conversion/calibration.ts';
import { type PresetName, presetNames } from '../../../shared/conversion/settings.ts';
import { layerVerdict } from '../../../shared/conversion/verdicts.ts';
import type { Layer, ModelGraph } from '../../../shared/model/graph.ts';
import { countParameters } from '../../../shared/model/layerDetails.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { LoadedModel } from './loadFiles.ts';

/** What `inspect` tells: the layers as read, and what each preset makes of them. */
export function describeModel({ graph, sha256 }: LoadedModel): ModelDescription {
  const conversions = presetNames.map((preset) => tryPreset(graph, preset));
  const biases = biasesOf(graph);
  const layers = graph.layers.map((layer) => describeLayer(graph, layer, conversions, biases));
  return {
    name: graph.name,
    source: graph.source,
    sha256,
    inputShape: graph.layers[graph.input]!.shape,
    outputShape: graph.layers[graph.output]!.shape,
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    layers,
    conversions,
  };
}

function describeLayer(
  graph: ModelGraph,
  layer: Layer,
  conversions: readonly ConversionReport[],
  biases: ReadonlyMap<string, number>,
): LayerDescription {
  const { name, keras, shape, operation } = layer;
  const verdicts = conversions.map((report) => [report.preset, layerVerdict(graph, layer, report, biases)] as const);
  return {
    name,
    className: keras.className,
    operation: operation.kind === 'activation' ? operation.function.kind : operation.kind,
    shape,
    parameters: countParameters(operation),
    // Every preset has a report, so every key is there.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    verdicts: Object.fromEntries(verdicts) as LayerDescription['verdicts'],
  };
}

function tryPreset(graph: ModelGraph, preset: PresetName): ConversionReport {
  try {
    const settings = { preset, thresholdFactor: 1, changes: {} };
    const { network, notes } = convert(graph, settings, unmeasured(graph), { timeStep: 1, inputGain: 1, seed: 0 });
    const neurons = network.populations.reduce((sum, population) => sum + populationSize(population), 0);
    return { preset, problem: null, neurons, notes };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { preset, problem: error.problem, neurons: 0, notes: [] };
  }
}

/** The largest bias of each layer against its threshold, estimated; none where the model has no spiking form. */
function biasesOf(graph: ModelGraph): ReadonlyMap<string, number> {
  try {
    return estimateBiases(graph, foldGraph(graph, 'calibrated'));
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return new Map();
  }
}

/** Scales of 1: whether a model converts does not depend on them. */
function unmeasured(graph: ModelGraph): Calibration {
  const keys = graph.layers.flatMap(({ name: layer }) =>
    [false, true].map((isLinear) => calibrationKey({ kind: 'unit', layer, isLinear })),
  );
  return { ...noCalibration, scales: Object.fromEntries(keys.map((key) => [key, [1]])) };
}
