import type { NirRequest } from '../../../shared/api/exportTasks.ts';
import { type Calibration, noCalibration } from '../../../shared/conversion/calibration.ts';
import { needsCalibration } from '../../../shared/conversion/method.ts';
import { methodOf } from '../../../shared/conversion/presets.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { calibrateSimulations } from '../tasks/calibrateSimulations.ts';
import type { ExportLoaders } from './createExporter.ts';

/** What a cell measures on images for a model, which need not be the one of its settings. Throws conversion Problems. */
export async function calibrationFor(
  graph: ModelGraph,
  { settings, simulation }: Pick<NirRequest, 'settings' | 'simulation'>,
  { engine, datasetOf, calibrationImages }: ExportLoaders,
): Promise<Calibration> {
  const { preset, threshold, changes } = simulation;
  if (!needsCalibration(methodOf({ preset, thresholdFactor: threshold, changes }))) return noCalibration;
  const images = async () => calibrationImages(settings, graph, await datasetOf({ data: settings.data, graph }));
  const [found] = await calibrateSimulations(graph, [simulation], settings.timeStep, images, engine, () => {});
  if (found instanceof WorkbenchError) throw found;
  return found!;
}
