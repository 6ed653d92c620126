import {
  add,
  div,
  maximum,
  mul,
  sqrt,
  square,
  type Tensor,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertNever } from '../assertNever.ts';
import type { Parameter, Parameters } from './parameters.ts';
import type { OptimizerSettings } from './settings.ts';

/** What an optimizer remembers of the steps so far, one array a parameter and kind of moment. */
export interface Optimizer {
  /** By names such as "first/3/kernel". */
  readonly moments: ReadonlyMap<string, Variable>;
  /** Changes the parameters by one step, number `step` from 0. Call it in a `tidy`. */
  update(gradients: ReadonlyMap<string, Tensor>, rate: number, step: number): void;
  dispose(): void;
}

/** Thresholds stay above zero, where quantisation would divide by them. */
const leastLevel = 1e-3;

/** An optimizer that has taken no step. `weightDecay` acts on kernels alone. */
export function createOptimizer(settings: OptimizerSettings, weightDecay: number, parameters: Parameters): Optimizer {
  const trained = parameters.all.filter(({ isTrained }) => isTrained);
  const moments = new Map<string, Variable>();
  for (const name of momentNames(settings)) {
    for (const { key, variable: values } of trained) {
      const zeros = zerosLike(values);
      moments.set(`${name}/${key}`, variable(zeros));
      zeros.dispose();
    }
  }
  return {
    moments,
    update(gradients, rate, step) {
      for (const parameter of trained) {
        const gradient = gradients.get(parameter.key);
        if (gradient === undefined) continue;
        const moved = add(directionOf(parameter, gradient, rate, step), decayed(parameter, rate * weightDecay));
        parameter.variable.assign(parameter.role === 'level' ? maximum(moved, leastLevel) : moved);
      }
    },
    dispose: () => moments.forEach((moment) => moment.dispose()),
  };

  /** What a step adds to a parameter. */
  function directionOf({ key }: Parameter, gradient: Tensor, rate: number, step: number): Tensor {
    switch (settings.kind) {
      case 'sgd': {
        const velocity = moments.get(`velocity/${key}`)!;
        velocity.assign(add(mul(velocity, settings.momentum), gradient));
        return mul(velocity, -rate);
      }
      case 'adam': {
        const first = moments.get(`first/${key}`)!;
        const second = moments.get(`second/${key}`)!;
        first.assign(add(mul(first, adam.beta1), mul(gradient, 1 - adam.beta1)));
        second.assign(add(mul(second, adam.beta2), mul(square(gradient), 1 - adam.beta2)));
        const mean = div(first, Math.fround(1 - power(adam.beta1, step + 1)));
        const deviation = sqrt(div(second, Math.fround(1 - power(adam.beta2, step + 1))));
        return mul(div(mean, add(deviation, adam.epsilon)), -rate);
      }
      default:
        return assertNever(settings);
    }
  }
}

/** The constants of Kingma and Ba 2015, with TensorFlow's epsilon. */
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** A power by repeated multiplication in single precision, as tfjs's own Adam has it, so that its results stay what they were. */
function power(base: number, exponent: number): number {
  const factor = Math.fround(base);
  let result = factor;
  for (let i = 1; i < exponent; i++) {
    result = Math.fround(result * factor);
    // From here on it is zero in effect: 1 minus it rounds to 1.
    if (result < 1e-9) break;
  }
  return result;
}

function decayed({ role, variable: values }: Parameter, share: number): Tensor {
  return role === 'kernel' && share > 0 ? mul(values, 1 - share) : values;
}

function momentNames(settings: OptimizerSettings): readonly string[] {
  switch (settings.kind) {
    case 'sgd':
      return ['velocity'];
    case 'adam':
      return ['first', 'second'];
    default:
      return assertNever(settings);
  }
}
