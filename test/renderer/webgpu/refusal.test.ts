import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../src/renderer/webgpu/refusal.ts';
import type { SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { dense, leastLimits, networkOf, neurons } from './networks.ts';

const poisson: Encoding = { kind: 'poisson', maxRate: 1000 };
const reasonOf = (network: SpikingNetwork, encoding: Encoding = poisson) =>
  refusalOf(network, encoding, 100, leastLimits);
const outside = { size: [1, 1], strides: [3, 3], before: [1, 1] } as const;

describe('refusalOf', () => {
  it('lets an ordinary network run', () => {
    expect(reasonOf(networkOf([8, 8, 3], [[[1, 1, 20], neurons([dense(0, 192, 20)])]]))).toBeNull();
  });

  it('names the layer whose weights are more than a kernel sees', () => {
    const network = networkOf([1, 1, 600], [[[1, 1, 900], neurons([dense(0, 600, 900)])]]);
    expect(refusalOf(network, poisson, 100, { ...leastLimits, bindingBytes: 2 ** 20 })).toBe(
      'layer "layer 1" has 3 MB of weights, and this GPU lets a kernel see 1 MB',
    );
  });

  it('names weights that are not numbers', () => {
    const network = networkOf([1, 1, 2], [[[1, 1, 2], neurons([dense(0, 2, 2, NaN)])]]);
    expect(reasonOf(network)).toBe('layer "layer 1" has weights that are not finite numbers');
  });

  it('counts the layers that one layer listens to', () => {
    const branches = Array.from({ length: 5 }, () => [[1, 1, 2], neurons([dense(0, 2, 2)])] as const);
    const joined = neurons([1, 2, 3, 4, 5].map((source) => dense(source, 2, 2)));
    expect(reasonOf(networkOf([1, 1, 2], [...branches, [[1, 1, 2], joined]]))).toBe(
      'layer "layer 6" listens to 5 layers at once, and this GPU allows 4',
    );
    const fewer = neurons([1, 2, 3, 4, 4].map((source) => dense(source, 2, 2)));
    expect(reasonOf(networkOf([1, 1, 2], [...branches, [[1, 1, 2], fewer]]))).toBeNull();
  });

  it('refuses the maximum of no constant currents, and lets that of no spikes be', () => {
    const network = networkOf(
      [2, 2, 1],
      [[[2, 2, 1], { kind: 'maximumGate', rule: 'gated', source: 0, window: outside, delay: 0 }]],
    );
    expect(reasonOf(network, { kind: 'constantCurrent' })).toBe(
      'layer "layer 1" pools over windows that lie outside "input"',
    );
    expect(reasonOf(network)).toBeNull();
  });

  it('refuses more spikes a step than a byte counts', () => {
    const spikes = { kind: 'burst', limit: 128 } as const;
    expect(reasonOf(networkOf([1, 1, 2], [[[1, 1, 2], neurons([dense(0, 2, 2)], { spikes })]]))).toBe(
      'layer "layer 1" may send 128 spikes a step, and a GPU counts to 127',
    );
  });
});
