import * as fc from 'fast-check';
import { assertNever } from '../../src/shared/assertNever.ts';
import { windowCells } from '../../src/shared/conversion/connectivity.ts';
import {
  type PoolingWindow,
  type Population,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
} from '../../src/shared/conversion/network.ts';
import type { Encoding } from '../../src/shared/simulation/encoding.ts';
import { drawClockedNetwork } from '../shared/simulation/clockedNetworks.ts';
import { dyadicNetwork, dyadicValues } from '../shared/simulation/dyadicNetwork.ts';
import {
  type Draw,
  drawEncoding,
  drawNetwork,
  drawSample,
  encodings,
  populationKinds,
} from '../shared/simulation/randomNetworks.ts';
import type { CaseFamily } from './pageChecks.ts';

/** Networks with one input, and what to show them. */
export interface RandomCase {
  readonly networks: readonly SpikingNetwork[];
  readonly encoding: Encoding;
  readonly steps: number;
  readonly samples: readonly Float32Array[];
}

/** Those whose spikes stand for multiples of a power of two. */
const exactEncodings = encodings.filter(({ kind }) => kind !== 'timeToFirstSpike');

/** A random case of a family; with `exact` every number is a small multiple of a power of two. */
export function drawCase(draw: Draw, family: CaseFamily, exact: boolean): RandomCase {
  const any = drawAnyCase(draw, family, exact);
  const dyadic = { ...any, networks: any.networks.map(dyadicNetwork), samples: any.samples.map(dyadicValues) };
  // Halving in every step needs one more bit each time: too many for a long run.
  const dyadicLong = { ...dyadic, networks: dyadic.networks.map(withoutDecay) };
  const drawn = exact ? (family.kind === 'long' ? dyadicLong : dyadic) : any;
  for (const network of drawn.networks) fc.pre(isBounded(network, drawn.encoding));
  return drawn;
}

function drawAnyCase(draw: Draw, family: CaseFamily, exact: boolean): RandomCase {
  const encoding = exact ? draw(fc.constantFrom<Encoding[]>, ...exactEncodings) : drawEncoding(draw);
  switch (family.kind) {
    case 'population': {
      const network = drawNetwork(draw, [family.population], drawInput(draw));
      return { networks: [network], encoding, steps: 1 + draw(fc.nat, 15), samples: drawSamples(draw, network, 3) };
    }
    case 'encoding': {
      const network = drawNetwork(draw, drawKinds(draw, 1, 1), drawInput(draw));
      const own = encodings[family.encoding]!;
      return { networks: [network], encoding: own, steps: 20, samples: drawSamples(draw, network, 2) };
    }
    case 'branches': {
      const network = drawNetwork(draw, drawKinds(draw, 2, 5), drawInput(draw));
      return { networks: [network], encoding, steps: 12, samples: drawSamples(draw, network, 2) };
    }
    case 'clocked': {
      const { network, steps } = drawClockedNetwork(draw);
      const other = drawNetwork(draw, ['convolution'], network.populations[0]!.shape);
      return { networks: [network, other], encoding, steps, samples: drawSamples(draw, network, 2) };
    }
    case 'shared': {
      const kinds = drawKinds(draw, 1, 3);
      const first = drawNetwork(draw, kinds, drawInput(draw));
      const second = drawNetwork(draw, kinds, first.populations[0]!.shape);
      const networks = [first, withLastThreshold(first, 0.375), second, first];
      return { networks, encoding, steps: 15, samples: drawSamples(draw, first, 3) };
    }
    case 'long': {
      const network = drawNetwork(draw, drawKinds(draw, 1, 2), [3, 3, 2]);
      const steps = draw(fc.constantFrom, 255, 256, 257, 400);
      return { networks: [network], encoding, steps, samples: drawSamples(draw, network, 2) };
    }
    default:
      return assertNever(family);
  }
}

function drawKinds(draw: Draw, minLength: number, maxLength: number) {
  return draw(fc.array, fc.constantFrom(...populationKinds), { minLength, maxLength });
}

function drawInput(draw: Draw): PopulationShape {
  const channels = draw(fc.constantFrom<number[]>, 1, 2, 3, 8, 12);
  return [draw(fc.integer, { min: 1, max: 6 }), draw(fc.integer, { min: 1, max: 6 }), channels];
}

function drawSamples(draw: Draw, { populations }: SpikingNetwork, count: number): readonly Float32Array[] {
  return Array.from({ length: count }, () => drawSample(draw, populationSize(populations[0]!)));
}

/**
 * Whether no potential becomes minus infinity: neither as the maximum of no constant currents, nor as the largest trace of an empty window
 * without a bound. No converted network has that.
 */
function isBounded(network: SpikingNetwork, encoding: Encoding): boolean {
  return network.populations.every((population) => {
    const { dynamics } = population;
    switch (dynamics.kind) {
      case 'maximumGate':
        return encoding.kind !== 'constantCurrent' || !hasEmptyWindow(dynamics, population, network);
      case 'integrateAndFire':
      case 'accumulator':
        return dynamics.synapses.every(
          (synapse) =>
            synapse.kind !== 'maximumTrace' ||
            dynamics.lowerBound !== null ||
            !hasEmptyWindow(synapse, population, network),
        );
      case 'input':
      case 'relay':
        return true;
      default:
        return assertNever(dynamics);
    }
  });
}

function hasEmptyWindow(
  { source, window }: { readonly source: number; readonly window: PoolingWindow },
  { shape }: Population,
  { populations }: SpikingNetwork,
): boolean {
  const targets = Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, target) => target);
  return targets.some((target) => windowCells(window, populations[source]!.shape, shape, target).length === 0);
}

/** The same network but for the threshold of its output. */
function withLastThreshold(network: SpikingNetwork, threshold: number): SpikingNetwork {
  return {
    ...network,
    populations: network.populations.map((population, index) =>
      index === network.outputs.spiking && population.dynamics.kind === 'integrateAndFire'
        ? { ...population, dynamics: { ...population.dynamics, threshold: Float32Array.of(threshold) } }
        : population,
    ),
  };
}

function withoutDecay(network: SpikingNetwork): SpikingNetwork {
  return {
    ...network,
    populations: network.populations.map((population) => {
      const { dynamics } = population;
      if (dynamics.kind === 'integrateAndFire') {
        const synapses = dynamics.synapses.map((each) => (each.kind === 'maximumTrace' ? { ...each, decay: 0 } : each));
        return { ...population, dynamics: { ...dynamics, synapses, leak: null, currentDecay: null } };
      }
      if (dynamics.kind === 'accumulator') return { ...population, dynamics: { ...dynamics, currentDecay: null } };
      return population;
    }),
  };
}
