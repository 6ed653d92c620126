import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import type { FoldedNetwork, Unit } from '../../../src/shared/conversion/folded.ts';
import { methodOf } from '../../../src/shared/conversion/presets.ts';
import { convertToRates } from '../../../src/shared/conversion/rateCoded.ts';
import { scalesOfNodes } from '../../../src/shared/conversion/scaleTable.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';

const method = methodOf({ preset: 'qcfs', thresholdFactor: 1, changes: {} });
const surroundings = { timeStep: 1, inputGain: 1, seed: 1 };

function unit(kind: Unit['kind'], source: number, weight: number, maxValue: number | null): Unit {
  return {
    kind,
    name: `${kind}${source}`,
    layer: `${kind}${source}`,
    shape: [1, 1, 1],
    synapses: [{ kind: 'dense', source, weights: Float32Array.of(weight), delay: 0 }],
    bias: null,
    isLinear: kind === 'output',
    maxValue,
  };
}

/** Input, a unit with a bound, one without, output. */
const network: FoldedNetwork = {
  name: 'clipped',
  nodes: [
    { kind: 'input', name: 'input', shape: [1, 1, 1] },
    unit('unit', 0, 1, 0.75),
    unit('unit', 1, 1, null),
    unit('output', 2, 1, null),
  ],
  notes: [],
};
const calibration = { ...noCalibration, scales: { unit0: [0.5], unit1: [0.5], output2: [1] } };

test('clip takes the bound of an activation, and the measured percentile where there is none', () => {
  expect(scalesOfNodes(network, method, calibration, 1).map((scale) => [...scale])).toEqual([[1], [0.75], [0.5], [1]]);
  const { notes } = convertToRates(network, method, calibration, surroundings);
  expect(notes).toEqual(['The activation of layer "unit1" has no bound; its scale is the 99.9th percentile instead.']);
});

test('after T steps qcfs counts floor(xT/θ + 1/2) spikes, between 0 and T (Bu et al. 2022)', () => {
  const { network: spiking } = convertToRates(network, method, calibration, surroundings);
  fc.assert(
    fc.property(fc.integer({ min: -64, max: 192 }), fc.integer({ min: 1, max: 16 }), (sixtyfourths, steps) => {
      const x = (0.75 * sixtyfourths) / 64; // whole multiples of the threshold / 64: no rounding
      const [recording] = referenceEngine
        .load([spiking], { kind: 'constantCurrent' }, steps)
        .simulate(Float32Array.of(x), { seed: 1, sample: 0 }, { trains: true });
      const counted = recording!.trains![1]!.words.length;
      expect(counted).toBe(Math.min(steps, Math.max(0, Math.floor((x * steps) / 0.75 + 0.5))));
    }),
  );
});
