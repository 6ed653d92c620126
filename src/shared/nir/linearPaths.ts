import { visitTargets, windowCells } from '../conversion/connectivity.ts';
import {
  type AveragePoolingSynapses,
  type IntegrateAndFire,
  type PopulationShape,
  populationSize,
  type Relay,
  type SpikingNetwork,
} from '../conversion/network.ts';

/** Where spikes come from that a population sees through wires: moved by (rows, columns, channels). */
export interface Shifted {
  readonly population: number;
  readonly shift: readonly [number, number, number];
}

/** For each neuron of a source: the neurons that it reaches through wires and pools, with weights. */
export type Spread = readonly (readonly (readonly [target: number, weight: number])[])[];

/** The pool of a population that only averages its source. */
export function poolOf(dynamics: IntegrateAndFire): AveragePoolingSynapses | null {
  const [synapse, ...others] = dynamics.synapses;
  const isPool = synapse?.kind === 'averagePooling' && others.length === 0 && dynamics.biasCurrent === null;
  return isPool ? synapse : null;
}

/** Cells of every window of a pool, where they are the same for all; null where windows at the border have fewer. */
export function evenCells(
  pool: AveragePoolingSynapses,
  source: PopulationShape,
  target: PopulationShape,
): number | null {
  const whole = pool.window.size[0] * pool.window.size[1];
  if (pool.divisor === 'wholeWindow') return whole;
  const neurons = target[0] * target[1];
  for (let pixel = 0; pixel < neurons; pixel++) {
    if (windowCells(pool.window, source, target, pixel * target[2]).length !== whole) return null;
  }
  return whole;
}

/**
 * The sources of a relay as shifts, for padding, cropping and concatenating; null for any other order (permuting, reshaping, upsampling).
 */
export function shiftsOf(
  { sources, origin }: Relay,
  shape: PopulationShape,
  shapeOf: (population: number) => PopulationShape,
): readonly Shifted[] | null {
  const shifted: Shifted[] = [];
  let first = 0;
  for (const population of sources) {
    const source = shapeOf(population);
    const size = source[0] * source[1] * source[2];
    const at = origin.findIndex((from) => from >= first && from < first + size);
    if (at !== -1) {
      const [y, x, c] = cellOf(at, shape);
      const [fromY, fromX, fromC] = cellOf(origin[at]! - first, source);
      const shift = [y - fromY, x - fromX, c - fromC] as const;
      if (!isShift(origin, shape, source, first, shift)) return null;
      shifted.push({ population, shift });
    }
    first += size;
  }
  return shifted;
}

function isShift(
  origin: Int32Array,
  shape: PopulationShape,
  source: PopulationShape,
  first: number,
  shift: readonly [number, number, number],
): boolean {
  const size = source[0] * source[1] * source[2];
  for (let at = 0; at < origin.length; at++) {
    const from = origin[at]! - first;
    const [y, x, c] = cellOf(at, shape);
    const cell = [y - shift[0], x - shift[1], c - shift[2]] as const;
    const isInside = cell.every((value, axis) => value >= 0 && value < source[axis]!);
    const expected = isInside ? (cell[0] * source[1] + cell[1]) * source[2] + cell[2] : -1;
    if ((from >= 0 && from < size ? from : -1) !== expected) return false;
  }
  return true;
}

function cellOf(neuron: number, [, width, channels]: PopulationShape): readonly [number, number, number] {
  const pixel = Math.floor(neuron / channels);
  return [Math.floor(pixel / width), pixel % width, neuron % channels];
}

/**
 * How the streams that `isStream` names reach a population through wires and pools: [stream] → [neuron of the stream] → neurons of the
 * population. A stream reaches itself one to one.
 */
export function spreadsInto(
  population: number,
  network: SpikingNetwork,
  isStream: (population: number) => boolean,
): ReadonlyMap<number, Spread> {
  const { populations } = network;
  const found = populations[population]!;
  if (isStream(population)) {
    return new Map([[population, Array.from({ length: populationSize(found) }, (_, n) => [[n, 1]] as const)]]);
  }
  const { dynamics, shape } = found;
  const spreads = new Map<number, (readonly (readonly [number, number])[])[]>();
  const add = (source: number, through: (neuron: number) => readonly (readonly [number, number])[]): void => {
    for (const [stream, spread] of spreadsInto(source, network, isStream)) {
      const moved = spread.map((reached) =>
        reached.flatMap(([neuron, weight]) => through(neuron).map(([to, w]) => [to, w * weight] as const)),
      );
      const before = spreads.get(stream);
      spreads.set(stream, before === undefined ? moved : moved.map((reached, n) => [...before[n]!, ...reached]));
    }
  };
  if (dynamics.kind === 'relay') {
    const reached = targetsOf(dynamics.origin);
    let first = 0;
    for (const source of dynamics.sources) {
      const begin = first;
      add(source, (neuron) => reached.get(begin + neuron) ?? []);
      first += populationSize(populations[source]!);
    }
    return spreads;
  }
  const pool = dynamics.kind === 'integrateAndFire' ? poolOf(dynamics) : null;
  if (pool === null || dynamics.kind !== 'integrateAndFire') throw new Error(`"${found.name}" is not linear`);
  const threshold = dynamics.threshold[0]!;
  add(pool.source, (neuron) => {
    const targets: (readonly [number, number])[] = [];
    visitTargets(pool, populations[pool.source]!.shape, shape, neuron, (to, w) => targets.push([to, w / threshold]));
    return targets;
  });
  return spreads;
}

function targetsOf(origin: Int32Array): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const reached = new Map<number, (readonly [number, number])[]>();
  origin.forEach((from, to) => {
    if (from === -1) return;
    const targets = reached.get(from);
    if (targets === undefined) reached.set(from, [[to, 1]]);
    else targets.push([to, 1]);
  });
  return reached;
}
