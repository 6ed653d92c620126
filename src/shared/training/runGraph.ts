import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { ModelGraph } from '../model/graph.ts';
import { layerPass } from './layerPass.ts';
import type { Parameters } from './parameters.ts';
import type { Pass, PassMode } from './pass.ts';
import type { Trainable } from './trainable.ts';

/** The scores [sample][class] of a batch [sample][...], and the way back from them. */
export interface GraphPass {
  readonly scores: Tensor;
  /** New values of what is measured in training, by key of the parameter. */
  readonly measured: ReadonlyMap<string, Tensor>;
  /** Gradients of the trained parameters by key, from the gradient of the scores. */
  readonly backward: (gradient: Tensor) => ReadonlyMap<string, Tensor>;
}

/** Computes the graph up to the scores before the last softmax. Call it in a `tidy`, since it keeps the values of all layers. */
export function runGraph(
  { graph, roles }: Trainable,
  parameters: Parameters,
  samples: Tensor,
  mode: PassMode,
): GraphPass {
  const layers = withoutSoftmax(graph);
  const passes: Pass[] = [];
  layers.forEach((layer, position) => {
    const inputs = position === graph.input ? [samples] : layer.inputs.map((input) => passes[input]!.output);
    passes.push(layerPass(layer, position, parameters, roles.get(position)).forward(inputs, mode));
  });
  const measured = new Map(
    passes.flatMap((pass, position) =>
      (pass.measured ?? []).map(([role, value]) => [`${position}/${role}`, value] as const),
    ),
  );
  return {
    scores: passes.at(-1)!.output,
    measured,
    backward(scoreGradient) {
      const found = new Map<string, Tensor>();
      const wanted = wantedGradients(layers, parameters);
      const gradients = new Map([[layers.length - 1, scoreGradient]]);
      for (let position = layers.length - 1; position >= 0; position--) {
        const gradient = gradients.get(position);
        if (gradient === undefined || !wanted[position]) continue;
        const { inputs } = layers[position]!;
        const own = passes[position]!.backward(
          gradient,
          inputs.some((input) => wanted[input]),
        );
        for (const [role, value] of own.parameters) found.set(`${position}/${role}`, value);
        own.inputs.forEach((value, i) => {
          const earlier = gradients.get(inputs[i]!);
          gradients.set(inputs[i]!, earlier === undefined ? value : add(earlier, value));
        });
        gradients.delete(position);
      }
      return found;
    },
  };
}

/** For each entry whether it, or one before it, has something to train. */
function wantedGradients(layers: ModelGraph['layers'], parameters: Parameters): readonly boolean[] {
  const trained = new Set(parameters.all.filter(({ isTrained }) => isTrained).map(({ layer }) => layer));
  const wanted: boolean[] = [];
  layers.forEach(({ inputs }, position) => {
    wanted.push(trained.has(position) || inputs.some((input) => wanted[input]));
  });
  return wanted;
}

function withoutSoftmax({ layers, output }: ModelGraph): ModelGraph['layers'] {
  const last = layers[output]!.operation;
  return last.kind === 'activation' && last.function.kind === 'softmax' ? layers.slice(0, output) : layers;
}
