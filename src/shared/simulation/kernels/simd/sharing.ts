import { type Dynamics, type Population, type SpikingNetwork, sourcesOf } from '../../../conversion/network.ts';

/** Several networks as one list of populations, in which equal populations with equal sources stand once. */
export interface SharedPopulations {
  /** Sources renumbered; each after its sources; an input first, others where networks differ in its clock. */
  readonly populations: readonly Population[];
  /** Where the populations of each network stand in the list: [network][population]. */
  readonly members: readonly (readonly number[])[];
}

/**
 * Networks that agree up to a layer share the spikes up to that layer. Weights and parameters are compared by content. Throws a RangeError
 * where the networks have no common input.
 */
export function sharePopulations(networks: readonly SpikingNetwork[]): SharedPopulations {
  const [first] = networks;
  const populations: Population[] = [];
  const known = new Map<string, number>();
  const identify = createArrayIds();
  const members = networks.map((network) => {
    const places: number[] = [];
    for (const population of network.populations) {
      const shared = { ...population, dynamics: renumber(population.dynamics, places) };
      const key = describe(shared, identify);
      let place = known.get(key);
      if (place === undefined) {
        place = populations.push(shared) - 1;
        known.set(key, place);
      }
      places.push(place);
    }
    return places;
  });
  const shapes = populations.flatMap(({ dynamics, shape }) => (dynamics.kind === 'input' ? [shape.join()] : []));
  if (new Set(shapes).size > 1) {
    throw new RangeError('The networks to simulate together differ in the shape of their input');
  }
  if (networks.some(({ timeStep }) => timeStep !== first?.timeStep)) {
    throw new RangeError('The networks to simulate together differ in their time step');
  }
  return { populations, members };
}

/** The same dynamics with the sources' new numbers. */
function renumber(dynamics: Dynamics, places: readonly number[]): Dynamics {
  switch (dynamics.kind) {
    case 'input':
      return dynamics;
    case 'maximumGate':
      return { ...dynamics, source: places[dynamics.source]! };
    case 'relay':
      return { ...dynamics, sources: dynamics.sources.map((source) => places[source]!) };
    case 'integrateAndFire':
    case 'accumulator':
      return {
        ...dynamics,
        synapses: dynamics.synapses.map((synapse) => ({ ...synapse, source: places[synapse.source]! })),
      };
  }
}

/** Equal texts for populations that behave the same. */
function describe({ shape, dynamics }: Population, identify: (array: NumberArray) => number): string {
  return JSON.stringify([shape, dynamics, sourcesOf({ name: '', shape, dynamics })], (_, value: unknown) => {
    if (value instanceof Float32Array || value instanceof Int32Array) return `array ${identify(value)}`;
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      return `number ${1 / value} ${value}`;
    return value;
  });
}

type NumberArray = Float32Array | Int32Array;

/** Numbers arrays so that equal contents have equal numbers, bit for bit. */
function createArrayIds(): (array: NumberArray) => number {
  const ids = new Map<NumberArray, number>();
  const byHash = new Map<number, NumberArray[]>();
  return (array) => {
    const known = ids.get(array);
    if (known !== undefined) return known;
    const words = wordsOf(array);
    const hash = hashWords(words);
    const bucket = byHash.get(hash) ?? [];
    const twin = bucket.find((other) => equalWords(wordsOf(other), words));
    const id = twin === undefined ? ids.size : ids.get(twin)!;
    ids.set(array, id);
    if (twin === undefined) byHash.set(hash, [...bucket, array]);
    return id;
  };
}

function wordsOf(array: NumberArray): Uint32Array {
  return new Uint32Array(array.buffer, array.byteOffset, array.length);
}

/** FNV-1a over words. */
function hashWords(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash ^ words.length;
}

function equalWords(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
