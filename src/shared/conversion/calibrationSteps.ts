import { assertNever } from '../assertNever.ts';
import type { FoldedNetwork } from './folded.ts';
import type { Method } from './method.ts';

/** A method whose calibration steps are a number. */
export interface TimedMethod extends Method {
  readonly calibrationSteps: number;
}

/** Fewest steps of a calibration that takes its number from the network. */
const leastSteps = 4;

/**
 * The steps that a calibration is made for: `automatic` takes the smallest power of two that is not below the number of layers on the longest way
 * to the output, so that the last layer is corrected for steps in which it has heard of the input, and 4 at least. Codes with a clock have
 * the windows of their presets.
 */
export function timedMethod(method: Method, depth: number): TimedMethod {
  const { family, calibrationSteps } = method;
  if (calibrationSteps !== 'automatic') return { ...method, calibrationSteps };
  switch (family) {
    case 'fewSpike':
      return { ...method, calibrationSteps: 8 };
    case 'firstSpike':
      return { ...method, calibrationSteps: 32 };
    case 'annarchy':
    case 'rate':
      return { ...method, calibrationSteps: Math.max(leastSteps, 2 ** Math.ceil(Math.log2(depth))) };
    default:
      return assertNever(family);
  }
}

/** Layers of neurons on the longest way from the input to the output, the output included. */
export function depthOf({ nodes }: FoldedNetwork): number {
  const depths: number[] = [];
  for (const node of nodes) {
    const after = (sources: readonly number[]): number => Math.max(0, ...sources.map((source) => depths[source]!));
    switch (node.kind) {
      case 'input':
        depths.push(0);
        break;
      case 'unit':
      case 'output':
        depths.push(1 + after(node.synapses.map(({ source }) => source)));
        break;
      case 'averagePool':
        depths.push(1 + after([node.synapses.source]));
        break;
      case 'maximum':
        depths.push(after([node.source]));
        break;
      case 'relay':
        depths.push(after(node.sources));
        break;
    }
  }
  return depths.at(-1)!;
}
