import { assertNever } from '../assertNever.ts';
import type { ActivationChoice } from './architecture.ts';
import type { SetupNetwork } from './setup.ts';

/** A network of a setup in a few words, for lists: `notebook-cnn, quantised to 4 levels, with biases`. */
export function describeNetwork(network: SetupNetwork): string {
  switch (network.kind) {
    case 'template': {
      const { template, activation, levels, bias, batchNormalization } = network;
      return [
        template,
        ...activationWords(activation, levels),
        ...partWords('biases', bias),
        ...partWords('batch normalisation', batchNormalization),
      ].join(', ');
    }
    case 'architecture': {
      const { name, layers } = network.architecture;
      return `${name}, ${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}`;
    }
    case 'model':
      return network.path === null ? 'the weights of a model' : `the weights of ${network.path.split(/[\\/]/).at(-1)}`;
    default:
      return assertNever(network);
  }
}

function activationWords(activation: ActivationChoice, levels: number): readonly string[] {
  switch (activation) {
    case 'relu':
      return [];
    case 'clip':
      return ['clipped'];
    case 'qcfs':
      return [`quantised to ${levels} ${levels === 1 ? 'level' : 'levels'}`];
    default:
      return assertNever(activation);
  }
}

function partWords(part: string, has: boolean | null): readonly string[] {
  return has === null ? [] : [`${has ? 'with' : 'without'} ${part}`];
}
