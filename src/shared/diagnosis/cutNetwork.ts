import {
  type InputDynamics,
  type Population,
  type PopulationShape,
  populationSize,
  sourcesOf,
  type SpikingNetwork,
} from '../conversion/network.ts';

/** A part of a network that gets the values of everything before it as currents. */
export interface PartOfNetwork {
  readonly network: SpikingNetwork;
  /** Populations of the whole network whose values, one after the other, are the part's input. */
  readonly sources: readonly number[];
}

/**
 * The populations `kept` (rising) of a network, with currents in place of all that they listen to outside; `outputs` are numbers of the whole
 * network. `amplitudes` as in an input population: when the currents flow.
 */
export function cutNetwork(
  whole: SpikingNetwork,
  kept: readonly number[],
  outputs: SpikingNetwork['outputs'],
  { amplitudes }: Pick<InputDynamics, 'amplitudes'>,
): PartOfNetwork {
  const inside = new Set(kept);
  const sources = [...new Set(kept.flatMap((index) => sourcesOf(whole.populations[index]!)))]
    .filter((source) => !inside.has(source))
    .toSorted((a, b) => a - b);
  const before = sources.map((source) => whole.populations[source]!);
  const sizes = before.map(populationSize);
  const shape: PopulationShape = before.length === 1 ? before[0]!.shape : [1, 1, sizes.reduce((sum, n) => sum + n, 0)];
  const populations: Population[] = [{ name: 'analog values', shape, dynamics: { kind: 'input', amplitudes } }];
  const places = new Map<number, number>();
  let first = 0;
  for (const [i, source] of sources.entries()) {
    if (sources.length === 1) places.set(source, 0);
    else {
      const start = first;
      const origin = Int32Array.from({ length: sizes[i]! }, (_, n) => start + n);
      places.set(source, populations.length);
      populations.push({ ...before[i]!, dynamics: { kind: 'relay', sources: [0], origin } });
    }
    first += sizes[i]!;
  }
  for (const index of kept) {
    places.set(index, populations.length);
    populations.push(renumbered(whole.populations[index]!, places));
  }
  return {
    network: {
      ...whole,
      populations,
      outputs: { spiking: places.get(outputs.spiking)!, accumulating: places.get(outputs.accumulating)! },
    },
    sources,
  };
}

function renumbered(population: Population, places: ReadonlyMap<number, number>): Population {
  const { dynamics } = population;
  const placeOf = (source: number): number => places.get(source)!;
  switch (dynamics.kind) {
    case 'input':
      return population;
    case 'maximumGate':
      return { ...population, dynamics: { ...dynamics, source: placeOf(dynamics.source) } };
    case 'relay':
      return { ...population, dynamics: { ...dynamics, sources: dynamics.sources.map(placeOf) } };
    case 'integrateAndFire':
    case 'accumulator': {
      const synapses = dynamics.synapses.map((term) => ({ ...term, source: placeOf(term.source) }));
      return { ...population, dynamics: { ...dynamics, synapses } };
    }
  }
}
