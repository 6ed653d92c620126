import { windowCells } from '../conversion/connectivity.ts';
import { type Accumulator, populationSize, type SpikingNetwork } from '../conversion/network.ts';
import type { SimulationEngine } from '../simulation/engine.ts';
import { cutNetwork } from './cutNetwork.ts';

/** The analog network that a spiking one stands for, population by population, in thresholds: 1 is a spike in every step. */
export interface AnalogValues {
  /**
   * Values of a population from those of the ones before it, [population][neuron]. `isRectified` false: the sums themselves, before
   * anything is cut off.
   */
  valuesOf(population: number, values: readonly Float32Array[], isRectified?: boolean): Float32Array;
}

/** Least and greatest value of a population, of each neuron where that differs; in thresholds. */
export interface ValueRange {
  readonly least: number;
  readonly most: (neuron: number) => number;
}

/**
 * An evaluator of `plain`: a rate-coded network without corrections, shifts, delays and slow synapses. Sums are made by the engine, as the current of
 * one step, so that they are those that the simulation adds up.
 */
export function createAnalogValues(
  plain: SpikingNetwork,
  ranges: readonly ValueRange[],
  engine: SimulationEngine,
): AnalogValues {
  const summers = plain.populations.map(({ dynamics }, index) =>
    dynamics.kind === 'integrateAndFire' || dynamics.kind === 'accumulator' ? createSummer(plain, index, engine) : null,
  );
  const windows = new Map<number, readonly Int32Array[]>();
  return {
    valuesOf(index, values, isRectified = true) {
      const { dynamics, shape } = plain.populations[index]!;
      switch (dynamics.kind) {
        case 'input':
          return values[index]!;
        case 'relay': {
          const all = dynamics.sources.map((source) => values[source]!);
          const joined = all.length === 1 ? all[0]! : concatenated(all);
          return Float32Array.from(dynamics.origin, (from) => (from === -1 ? 0 : joined[from]!));
        }
        case 'maximumGate': {
          const source = values[dynamics.source]!;
          const sourceShape = plain.populations[dynamics.source]!.shape;
          const cells = windowsOf(index, () =>
            Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, target) =>
              Int32Array.from(windowCells(dynamics.window, sourceShape, shape, target)),
            ),
          );
          return Float32Array.from(cells, (window) => {
            let largest = -Infinity;
            for (const cell of window) largest = Math.max(largest, source[cell]!);
            return largest;
          });
        }
        case 'integrateAndFire':
        case 'accumulator': {
          const sums = summers[index]!(values);
          const { least, most } = ranges[index]!;
          return isRectified ? sums.map((sum, n) => Math.max(least, Math.min(most(n), sum))) : sums;
        }
      }
    },
  };

  function windowsOf(index: number, make: () => readonly Int32Array[]): readonly Int32Array[] {
    const known = windows.get(index) ?? make();
    windows.set(index, known);
    return known;
  }
}

/** Σ W · source + bias of one population. */
function createSummer(
  plain: SpikingNetwork,
  index: number,
  engine: SimulationEngine,
): (values: readonly Float32Array[]) => Float32Array {
  const population = plain.populations[index]!;
  const { dynamics } = population;
  if (dynamics.kind !== 'integrateAndFire' && dynamics.kind !== 'accumulator') throw new Error('Nothing adds up here');
  const sum: Accumulator = {
    kind: 'accumulator',
    synapses: dynamics.synapses,
    currentDecay: null,
    biasCurrent: dynamics.biasCurrent,
    lowerBound: null,
    biasClock: null,
  };
  // The engine wants an output of either kind; that of the spikes is not looked at.
  const spiking = plain.populations[plain.outputs.spiking]!;
  const twin = plain.populations.length;
  const silent = dynamics.kind === 'integrateAndFire' ? population : { ...spiking, shape: population.shape };
  const silentDynamics = silent.dynamics.kind === 'integrateAndFire' ? { ...silent.dynamics, ...sumsOf(sum) } : sum;
  const whole: SpikingNetwork = {
    ...plain,
    readoutDelay: 0,
    populations: [
      ...plain.populations,
      { ...population, name: `${population.name}/sum`, dynamics: sum },
      { ...silent, name: `${population.name}/spikes`, dynamics: silentDynamics },
    ],
  };
  const part = cutNetwork(whole, [twin, twin + 1], { spiking: twin + 1, accumulating: twin }, { amplitudes: null });
  const loaded = engine.load([part.network], { kind: 'constantCurrent' }, 1);
  return (values) => {
    const input = concatenated(part.sources.map((source) => values[source]!));
    return loaded.simulate(input, { seed: 0, sample: 0 })[0]!.outputPotentials.slice(0, populationSize(population));
  };
}

function sumsOf({ synapses, currentDecay, biasCurrent, lowerBound }: Accumulator) {
  return { synapses, currentDecay, biasCurrent, lowerBound };
}

/** Arrays one after the other. */
export function concatenated(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
