import {
  add,
  clipByValue,
  div,
  floor,
  minimum,
  mul,
  relu,
  scalar,
  step,
  sub,
  sum,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { type ClipLevel, measureEvery } from './architecture.ts';
import { type LayerPass, type PassMode, plainPass } from './pass.ts';
import { positivePercentile } from './positivePercentile.ts';

export const reluPass: LayerPass = plainPass(relu, (gradient, _, output) => mul(gradient, step(output)));

/** Percentile of the positive values of the first batch at which a learned level begins. */
const startPercentile = 99.9;

/** min(relu(x), level); the gradient of a learned level is that of all values which it clips. `variable` is null for a fixed level. */
export function clippedPass(rule: ClipLevel, variable: Variable | null): LayerPass {
  return {
    forward([input], mode) {
      const isMeasured = measures(rule, mode);
      const level = isMeasured
        ? levelOf(input!, rule.rule === 'percentile' ? rule.percentile : startPercentile)
        : (variable ?? scalar(rule.rule === 'fixed' ? rule.value : NaN));
      const output = minimum(relu(input!), level);
      return {
        output,
        measured: isMeasured ? [['level', level]] : [],
        backward(gradient, wantsInputs) {
          const below = step(sub(level, input!));
          const clipped = (): Tensor => sum(mul(gradient, sub(1, below)));
          return {
            inputs: wantsInputs ? [mul(gradient, mul(step(input!), below))] : [],
            parameters: rule.rule === 'learned' ? [['level', clipped()]] : [],
          };
        },
      };
    },
  };
}

/**
 * a = θ · clip(floor(x L / θ + 1/2) / L, 0, 1). The floor counts as the identity on the way back (Bu et al. 2022, equations 15 to 17):
 * where it does not clip, ∂a/∂x = 1 and ∂a/∂θ = (a − x) / θ; above, ∂a/∂θ = 1.
 */
export function quantisedPass(levels: number, isMeasuredFirst: boolean, variable: Variable): LayerPass {
  return {
    forward([input], mode) {
      const isMeasured = isMeasuredFirst && isFirstStep(mode);
      const level: Tensor = isMeasured ? levelOf(input!, startPercentile) : variable;
      const place = add(mul(div(input!, level), levels), 0.5);
      const output = mul(clipByValue(floor(place), 0, levels), div(level, levels));
      return {
        output,
        measured: isMeasured ? [['level', level]] : [],
        backward(gradient, wantsInputs) {
          const below = step(sub(levels, place));
          const inside = mul(gradient, mul(step(place), below));
          const rounding = sum(mul(inside, div(sub(output, input!), level)));
          const clipped = sum(mul(gradient, sub(1, below)));
          return {
            inputs: wantsInputs ? [inside] : [],
            parameters: [['level', add(rounding, clipped)]],
          };
        },
      };
    },
  };
}

function measures(rule: ClipLevel, mode: PassMode): boolean {
  switch (rule.rule) {
    case 'fixed':
      return false;
    case 'learned':
      return rule.initial === null && isFirstStep(mode);
    case 'percentile':
      return mode.kind === 'training' && mode.step % measureEvery === 0;
  }
}

function isFirstStep(mode: PassMode): boolean {
  return mode.kind === 'training' && mode.step === 0;
}

function levelOf(input: Tensor, percentile: number): Tensor {
  return scalar(positivePercentile(Float32Array.from(input.dataSync()), percentile));
}
