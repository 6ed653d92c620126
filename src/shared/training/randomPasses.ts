import { add, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { randomWord, uniform, wordLimit } from '../random.ts';
import type { LayerPass, PassMode } from './pass.ts';

/** Steps of the random stream `training` from here on belong to layers, those before to other uses (draws.ts). */
const firstLayerStep = 16;

/** Sets a share of the values to zero in training and raises the others, so that the mean stays (Srivastava et al. 2014). */
export function dropoutPass(rate: number, position: number): LayerPass {
  return trainingPass(rate === 0, (input, { seed, step }) => {
    const limit = wordLimit(1 - rate)!;
    const keep = 1 / (1 - rate);
    const isKept = (i: number): boolean => randomWord('training', seed, step, firstLayerStep + position, i) <= limit;
    const mask = tensor(
      Float32Array.from({ length: input.size }, (_, i) => (isKept(i) ? keep : 0)),
      input.shape,
    );
    return { output: mul(input, mask), backward: (gradient) => mul(gradient, mask) };
  });
}

/** Adds normally distributed noise in training. */
export function noisePass(deviation: number, position: number): LayerPass {
  return trainingPass(deviation === 0, (input, { seed, step }) => {
    const draw = (i: number): number => uniform('training', seed, step, firstLayerStep + position, i);
    const noise = new Float32Array(input.size);
    // Box and Muller 1958: two normal draws from two uniform ones; 1 − u keeps the logarithm from 0.
    for (let i = 0; i < noise.length; i += 2) {
      const radius = deviation * Math.sqrt(-2 * Math.log(1 - draw(i)));
      const angle = 2 * Math.PI * draw(i + 1);
      noise[i] = radius * Math.cos(angle);
      if (i + 1 < noise.length) noise[i + 1] = radius * Math.sin(angle);
    }
    return { output: add(input, tensor(noise, input.shape)), backward: (gradient) => gradient };
  });
}

type TrainingMode = Extract<PassMode, { kind: 'training' }>;

/** A pass that does nothing outside training, or at all where it is idle. */
function trainingPass(
  isIdle: boolean,
  forward: (input: Tensor, mode: TrainingMode) => { output: Tensor; backward: (gradient: Tensor) => Tensor },
): LayerPass {
  return {
    forward([input], mode) {
      const { output, backward } =
        isIdle || mode.kind === 'inference'
          ? { output: input!, backward: (gradient: Tensor): Tensor => gradient }
          : forward(input!, mode);
      return {
        output,
        backward: (gradient, wantsInputs) => ({ inputs: wantsInputs ? [backward(gradient)] : [], parameters: [] }),
      };
    },
  };
}
