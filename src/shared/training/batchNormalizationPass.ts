import {
  add,
  div,
  mean as meanOf,
  mul,
  rsqrt,
  sub,
  sum,
  square,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { LayerPass } from './pass.ts';
import { batchNormalizationMomentum } from './trainable.ts';
import { allButLast } from './weightedPasses.ts';

export type BatchNormalizationVariables = Readonly<Record<'gamma' | 'beta' | 'mean' | 'variance', Variable>>;

/**
 * Batch normalisation on the last axis (Ioffe and Szegedy 2015, algorithm 1 and the gradients behind it): in training with the mean and the
 * biased variance of the batch, which move the running ones as Keras does.
 */
export function batchNormalizationPass(epsilon: number, variables: BatchNormalizationVariables): LayerPass {
  const { gamma, beta, mean, variance } = variables;
  return {
    forward([input], mode) {
      const axes = allButLast(input!);
      const isTraining = mode.kind === 'training';
      const centre: Tensor = isTraining ? meanOf(input!, axes) : mean;
      const spread: Tensor = isTraining ? meanOf(square(sub(input!, centre)), axes) : variance;
      const inverse = rsqrt(add(spread, epsilon));
      const normal = mul(sub(input!, centre), inverse);
      const moved = (running: Variable, now: Tensor): Tensor =>
        add(mul(running, batchNormalizationMomentum), mul(now, 1 - batchNormalizationMomentum));
      return {
        output: add(mul(normal, gamma), beta),
        measured: isTraining
          ? [
              ['mean', moved(mean, centre)],
              ['variance', moved(variance, spread)],
            ]
          : [],
        backward(gradient, wantsInputs) {
          const betaGradient = sum(gradient, axes);
          const gammaGradient = sum(mul(gradient, normal), axes);
          const inputGradient = (): Tensor => {
            const scale = mul(gamma, inverse);
            if (!isTraining) return mul(gradient, scale);
            const count = input!.size / input!.shape.at(-1)!;
            const common = add(div(betaGradient, count), mul(normal, div(gammaGradient, count)));
            return mul(sub(gradient, common), scale);
          };
          return {
            inputs: wantsInputs ? [inputGradient()] : [],
            parameters: [
              ['gamma', gammaGradient],
              ['beta', betaGradient],
            ],
          };
        },
      };
    },
  };
}
