import type { ModelView } from '../../../shared/api/modelViews.ts';
import { layerDetails } from '../../../shared/model/layerDetails.ts';
import { describeModel } from '../tasks/describeModel.ts';
import type { LoadedModel } from '../tasks/loadFiles.ts';

/** The graph for drawing, with a verdict of every preset on every node. */
export function viewModel(model: LoadedModel): ModelView {
  const { layers, conversions, ...facts } = describeModel(model);
  const { graph } = model;
  return {
    ...facts,
    nodes: layers.map((layer, index) => ({
      ...layer,
      inputs: graph.layers[index]!.inputs,
      details: layerDetails(graph.layers[index]!.operation),
    })),
    conversions,
  };
}
