import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { packNetworks, unpackNetworks } from '../../../src/shared/simulation/packNetwork.ts';
import { drawClockedNetwork } from './clockedNetworks.ts';
import { drawNetwork, populationKinds } from './randomNetworks.ts';

test.each(populationKinds)('networks with %s come back to the bit', (kind) => {
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom(...populationKinds), (draw, second) => {
      const networks = [drawNetwork(draw, [kind]), drawNetwork(draw, [kind, second])];
      expect(isDeepStrictEqual(unpackNetworks(packNetworks(networks)), networks)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('clocked codes, with infinite thresholds, come back to the bit', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const { network } = drawClockedNetwork(draw);
      expect(isDeepStrictEqual(unpackNetworks(packNetworks([network])), [network])).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test('numbers that JSON does not keep are kept', () => {
  const [network] = fc.sample(
    fc.gen().map((draw) => drawNetwork(draw, ['dense'])),
    { numRuns: 1, seed: 1 },
  );
  const odd = [Infinity, -Infinity, Number.NaN, -0, 0, 0.1].map((readoutDelay) => ({ ...network!, readoutDelay }));
  const found = unpackNetworks(packNetworks(odd)).map(({ readoutDelay }) => readoutDelay);
  expect(found.map((value) => Object.is(value, -0))).toEqual([false, false, false, true, false, false]);
  expect(found).toEqual([Infinity, -Infinity, Number.NaN, -0, 0, 0.1]);
});

test('arrays of equal content are carried once, and come back as one object', () => {
  const [network] = fc.sample(
    fc.gen().map((draw) => drawNetwork(draw, ['convolution'], [9, 9, 4])),
    { numRuns: 1, seed: 2 },
  );
  const one = packNetworks([network!]);
  const two = packNetworks([network!, structuredClone(network!)]);
  const arrays = sizeOfArrays(one);
  expect(arrays).toBeGreaterThan(0);
  expect(sizeOfArrays(two)).toBe(arrays);
  const [first, second] = unpackNetworks(two);
  expect(isDeepStrictEqual(second, network)).toBe(true);
  const weightsOf = ({ populations }: SpikingNetwork): Float32Array => {
    const { dynamics } = populations[1]!;
    if (dynamics.kind !== 'integrateAndFire' || dynamics.synapses[0]!.kind !== 'convolution')
      throw new Error('no convolution');
    return dynamics.synapses[0]!.weights;
  };
  expect(weightsOf(second!)).toBe(weightsOf(first!));
});

test('bytes at an odd place are unpacked as well', () => {
  const [network] = fc.sample(
    fc.gen().map((draw) => drawNetwork(draw, ['mixed'])),
    { numRuns: 1, seed: 3 },
  );
  const packed = packNetworks([network!]);
  const shifted = new Uint8Array(packed.length + 3);
  shifted.set(packed, 3);
  expect(isDeepStrictEqual(unpackNetworks(shifted.subarray(3)), [network])).toBe(true);
});

/** Bytes after the head. */
function sizeOfArrays(packed: Uint8Array<ArrayBuffer>): number {
  const head = new DataView(packed.buffer).getUint32(0, true);
  return packed.length - Math.ceil((4 + head) / 8) * 8;
}
