import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterRole } from './parameters.ts';

/** How a network is computed. */
export type PassMode =
  | { readonly kind: 'inference' }
  /** With dropout, noise and the statistics of the batch. Draws are a function of seed and step. */
  | {
      readonly kind: 'training';
      readonly seed: number;
      /** Over all epochs, from 0. */
      readonly step: number;
    };

/** What a layer made of a batch, and the way back. */
export interface Pass {
  readonly output: Tensor;
  /** Gradients of the loss, from that of the output. `wantsInputs` is false where nobody asks for those of the inputs. */
  readonly backward: (gradient: Tensor, wantsInputs: boolean) => Gradients;
  /** New values of what is measured. */
  readonly measured?: readonly RoleValue[] | undefined;
}

export interface Gradients {
  /** [input]; empty where they were not asked for. */
  readonly inputs: readonly Tensor[];
  readonly parameters: readonly RoleValue[];
}

export type RoleValue = readonly [role: ParameterRole, value: Tensor];

/** A layer in both directions, on batches [sample][...]. */
export interface LayerPass {
  readonly forward: (inputs: readonly Tensor[], mode: PassMode) => Pass;
}

/** A pass of a layer that has one input and nothing to train. */
export function plainPass(
  forward: (input: Tensor) => Tensor,
  backward: (gradient: Tensor, input: Tensor, output: Tensor) => Tensor,
): LayerPass {
  return {
    forward([input]) {
      const output = forward(input!);
      return {
        output,
        backward: (gradient, wantsInputs) => ({
          inputs: wantsInputs ? [backward(gradient, input!, output)] : [],
          parameters: [],
        }),
      };
    },
  };
}
