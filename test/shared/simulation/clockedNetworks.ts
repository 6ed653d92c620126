import * as fc from 'fast-check';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import { convertToClockedCode } from '../../../src/shared/conversion/clocked.ts';
import type { FoldedNetwork } from '../../../src/shared/conversion/folded.ts';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { presets } from '../../../src/shared/conversion/presets.ts';
import { uniform } from '../../../src/shared/random.ts';
import type { Draw } from './randomNetworks.ts';

/** A small convolutional network in the code of few-spike or first-spike neurons, and the steps that it takes. */
export function drawClockedNetwork(draw: Draw): { readonly network: SpikingNetwork; readonly steps: number } {
  const family = draw(fc.constantFrom<('fewSpike' | 'firstSpike')[]>, 'fewSpike', 'firstSpike');
  const calibrationSteps = draw(fc.integer, { min: 1, max: 6 });
  const method = { ...presets.rueckauer.method, family, normalisation: 'none', calibrationSteps } as const;
  const { network } = convertToClockedCode(foldedNetwork(draw), method, noCalibration, {
    timeStep: 1,
    inputGain: 1,
    seed: 1,
  });
  return { network, steps: 5 * calibrationSteps };
}

function foldedNetwork(draw: Draw): FoldedNetwork {
  const filters = draw(fc.constantFrom<number[]>, 3, 8, 33);
  const halving = { size: [2, 2], strides: [2, 2], before: [0, 0] } as const;
  const same = { size: [3, 3], strides: [1, 1], dilation: [1, 1], before: [1, 1] } as const;
  const unit = { kind: 'unit', isLinear: false, maxValue: null } as const;
  return {
    name: 'clocked',
    notes: [],
    nodes: [
      { kind: 'input', name: 'input', shape: [6, 6, 2] },
      {
        ...unit,
        name: 'convolution',
        layer: 'convolution',
        shape: [6, 6, filters],
        synapses: [
          { kind: 'convolution', source: 0, delay: 0, groups: 1, window: same, weights: weights(18 * filters, 0.5) },
        ],
        bias: weights(filters, 0.2),
      },
      { kind: 'maximum', name: 'maximum', shape: [3, 3, filters], source: 1, window: halving },
      {
        kind: 'averagePool',
        name: 'mean',
        layer: 'mean',
        shape: [1, 1, filters],
        synapses: {
          kind: 'averagePooling',
          source: 2,
          delay: 0,
          window: { ...halving, size: [3, 3] },
          divisor: 'cellsInside',
          scale: 1,
        },
      },
      {
        ...unit,
        name: 'dense',
        layer: 'dense',
        shape: [1, 1, 20],
        synapses: [{ kind: 'dense', source: 3, delay: 0, weights: weights(20 * filters, 0.6) }],
        bias: null,
      },
      {
        ...unit,
        kind: 'output',
        isLinear: true,
        name: 'output',
        layer: 'output',
        shape: [1, 1, 5],
        synapses: [{ kind: 'dense', source: 4, delay: 0, weights: weights(100, 0.6) }],
        bias: weights(5, 0.2),
      },
    ],
  };

  function weights(length: number, scale: number): Float32Array {
    const seed = draw(fc.nat);
    return Float32Array.from({ length }, (_, n) => scale * (2 * uniform('drawing', seed, 6, 0, n) - 0.8));
  }
}
