import type { ModelView } from '../../../shared/api/modelViews.ts';
import { layerVerdict } from '../../../shared/conversion/verdicts.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { layerDetails } from '../../../shared/model/layerDetails.ts';
import { describeModel } from '../tasks/describeModel.ts';
import type { LoadedModel } from '../tasks/loadFiles.ts';

/** The graph for drawing, with a verdict of every preset on every node. */
export function viewModel(model: LoadedModel): ModelView {
  const { layers, conversions, ...facts } = describeModel(model);
  const { graph } = model;
  const verdictsOf = (index: number): [PresetName, ReturnType<typeof layerVerdict>][] =>
    conversions.map((report) => [report.preset, layerVerdict(graph, graph.layers[index]!, report)]);
  return {
    ...facts,
    nodes: layers.map((layer, index) => ({
      ...layer,
      inputs: graph.layers[index]!.inputs,
      details: layerDetails(graph.layers[index]!.operation),
      // Every preset has a report, so every key is there.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      verdicts: Object.fromEntries(verdictsOf(index)) as ModelView['nodes'][number]['verdicts'],
    })),
    conversions,
  };
}
