import type { Accumulator, IntegrateAndFire, PopulationShape } from '../../shared/conversion/network.ts';

/**
 * Neurons that one thread simulates: four neighbouring channels where that goes, so that finding a spike is paid once for four weights, which come
 * in one load of 16 bytes; else one. Each lane adds its own weights in its own order, so nothing is rounded differently.
 */
export interface Lanes {
  readonly count: 1 | 4;
  /** Types of WGSL that hold a number, a whole number and a word for each lane. */
  readonly float: 'f32' | 'vec4f';
  readonly int: 'i32' | 'vec4i';
  readonly word: 'u32' | 'vec4u';
  /** Function of WGSL that has a product rounded before it is added to. */
  readonly rounded: 'rounded' | 'roundeds';
  /** Of a variable that holds a number for each lane: the part of each. */
  readonly parts: readonly string[];
}

const one: Lanes = { count: 1, float: 'f32', int: 'i32', word: 'u32', rounded: 'rounded', parts: [''] };
const four: Lanes = {
  count: 4,
  float: 'vec4f',
  int: 'vec4i',
  word: 'vec4u',
  rounded: 'roundeds',
  parts: ['.x', '.y', '.z', '.w'],
};

/** Four where the channels divide by it, and no synapses have neighbouring channels look at anything but the same or neighbouring sources. */
export function lanesOf({ synapses }: IntegrateAndFire | Accumulator, [, , channels]: PopulationShape): Lanes {
  const fits = synapses.every((synapse) => {
    switch (synapse.kind) {
      case 'dense':
      case 'averagePooling':
        return true;
      case 'convolution':
        return (channels / synapse.groups) % 4 === 0;
      case 'depthwise':
        return synapse.multiplier === 1;
      case 'maximumTrace':
        return false;
    }
  });
  return fits && channels % 4 === 0 ? four : one;
}
