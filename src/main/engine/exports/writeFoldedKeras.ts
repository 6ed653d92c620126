import type { NirRequest, WriteKeras, WrittenKeras } from '../../../shared/api/exportTasks.ts';
import { foldGraph } from '../../../shared/conversion/fold.ts';
import { parameterOf } from '../../../shared/conversion/neuronParameter.ts';
import { methodOf } from '../../../shared/conversion/presets.ts';
import { scalesOfNodes } from '../../../shared/conversion/scaleTable.ts';
import { addBias } from '../../../shared/model/addBias.ts';
import { foldNormalisation } from '../../../shared/model/foldNormalisation.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { writeKeras } from '../../../shared/model/writeKeras.ts';
import { surroundingsOf } from '../tasks/convertNetworks.ts';
import { calibrationFor } from './calibrationFor.ts';
import type { ExportLoaders } from './createExporter.ts';

/** Equal models give equal bytes, so every file is of the same day. */
const dateSaved = '1980-01-01@00:00:00';

/** A model without batch normalisation, with corrected biases where a cell corrects them. */
export async function writeFoldedKeras(
  { model, calibrated }: WriteKeras,
  loaders: ExportLoaders,
): Promise<WrittenKeras> {
  const original = await loaders.modelOf(model);
  const { graph, folded, kept } = foldNormalisation(original);
  const notes = [
    folded.length === 0
      ? 'There was no batch normalisation to fold.'
      : `Folded into weights and biases: ${folded.map((name) => `"${name}"`).join(', ')}.`,
    ...kept.map(({ layer, reason }) => `"${layer}" stays: ${reason}.`),
  ];
  const corrected = calibrated === null ? { graph, notes: [] } : await withCorrections(graph, calibrated, loaders);
  return { bytes: await writeKeras(corrected.graph, { dateSaved }), notes: [...notes, ...corrected.notes] };
}

async function withCorrections(
  graph: ModelGraph,
  request: Pick<NirRequest, 'settings' | 'simulation'>,
  loaders: ExportLoaders,
): Promise<{ readonly graph: ModelGraph; readonly notes: readonly string[] }> {
  const { preset, threshold, changes } = request.simulation;
  const method = methodOf({ preset, thresholdFactor: threshold, changes });
  if (method.correction === 'none') return { graph, notes: ['The preset corrects nothing after the conversion.'] };
  if (method.correction === 'potential') {
    return { graph, notes: ['Start potentials are no part of an analog network: they are not in the file.'] };
  }
  const calibration = await calibrationFor(graph, request, loaders);
  const { timeStep } = request.settings;
  const nodes = foldGraph(graph, preset);
  const scales = scalesOfNodes(nodes, method, calibration, surroundingsOf(request.simulation, timeStep).inputGain);
  let current = graph;
  const written: string[] = [];
  const left: string[] = [];
  for (const [index, node] of nodes.nodes.entries()) {
    const added = calibration.biases[node.name];
    if (added === undefined || (node.kind !== 'unit' && node.kind !== 'output')) continue;
    // The correction is in thresholds, and a threshold stands for the scale.
    const inModel = added.map((value, c) => value * parameterOf(scales[index]!, c, node.shape[2]));
    const next = addBias(current, node.layer, inModel);
    if (next === null) left.push(node.name);
    else {
      current = next;
      written.push(node.name);
    }
  }
  const names = (list: readonly string[]): string => list.map((name) => `"${name}"`).join(', ');
  return {
    graph: current,
    notes: [
      ...(written.length === 0 ? [] : [`Biases corrected by the calibration: ${names(written)}.`]),
      ...(left.length === 0 ? [] : [`No bias takes up the correction of ${names(left)}: left out.`]),
    ],
  };
}
