import type { IntegrateAndFire, Population, SpikingNetwork } from '../conversion/network.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { NirLoss } from '../problems/nirProblems.ts';
import { poolOf } from './linearPaths.ts';
import type { NirProfile } from './profiles.ts';

const toPreset = 'use the preset nir-hard-reset';

interface Rule {
  readonly what: string;
  readonly instead: string;
  readonly advice: string;
  readonly isIn: (dynamics: IntegrateAndFire) => boolean;
}

/** What integrate-and-fire nodes of NIR do not have. */
const neuronRules: readonly Rule[] = [
  {
    what: 'reset by subtraction',
    instead: 'a reset to zero, which loses what exceeds the threshold',
    advice: `${toPreset}, or set reset to zero`,
    isIn: ({ reset }) => reset === 'subtraction',
  },
  {
    what: 'start potentials',
    instead: 'a start at zero',
    advice: 'set initial-potential to zero and correction to none or bias',
    isIn: ({ initialPotential }) => initialPotential.some((value) => value !== 0),
  },
  {
    what: 'spikes of −1',
    instead: 'neurons that cannot take a spike back',
    advice: 'set spikes to binary',
    isIn: ({ spikes }) => spikes.kind === 'signed',
  },
  {
    what: 'several spikes in a step',
    instead: 'at most one spike in a step',
    advice: 'set spikes to binary',
    isIn: ({ spikes }) => spikes.kind === 'burst',
  },
  {
    what: 'a refractory period',
    instead: 'neurons that may fire in every step',
    advice: 'set refractory-period to 0',
    isIn: ({ refractorySteps }) => refractorySteps > 0,
  },
  {
    what: 'a lower bound of the potential',
    instead: 'potentials without bound',
    advice: 'set lower-bound to none',
    isIn: ({ lowerBound }) => lowerBound !== null,
  },
  {
    what: 'exponential synapses',
    instead: 'currents of one step with the same charge',
    advice: 'set synaptic-time-constant to none',
    isIn: ({ currentDecay }) => currentDecay !== null,
  },
  {
    what: 'synaptic delays',
    instead: 'effects in the same step',
    advice: 'set delay to 0',
    isIn: ({ synapses }) => synapses.some(({ delay }) => delay > 0),
  },
];

const leakRule: Rule = {
  what: 'a leak of the potential',
  instead: 'neurons without a leak',
  advice: 'choose profile b, whose nodes leak',
  isIn: ({ leak }) => leak !== null,
};

/**
 * What a file of the profile cannot say of a network, with the layers concerned. Empty: the file computes what was simulated, but for a spike
 * exactly at the threshold and for pooling, which is folded into the weights that follow. Throws the Problem notExpressible for codes in
 * which the time of a spike carries its meaning.
 */
export function lossesOf({ populations }: SpikingNetwork, profile: NirProfile): readonly NirLoss[] {
  const neurons = populations.flatMap((population): Neurons[] => {
    const { dynamics } = population;
    if (dynamics.kind === 'input' && dynamics.amplitudes !== null) throw clocked();
    if (dynamics.kind !== 'integrateAndFire') return [];
    if (dynamics.clock !== null) throw clocked();
    // Pools lose their neurons in a file, and with them what their neurons do.
    return poolOf(dynamics) === null ? [{ name: population.name, dynamics }] : [];
  });
  const rules = profile === 'a' ? [...neuronRules, leakRule] : neuronRules;
  const losses = rules.flatMap(({ what, instead, advice, isIn }): NirLoss[] => {
    const layers = neurons.filter(({ dynamics }) => isIn(dynamics)).map(({ name }) => name);
    return layers.length === 0 ? [] : [{ layers, what, instead, advice }];
  });
  const maxima = populations.filter(takesMaximum).map(({ name }) => name);
  if (maxima.length === 0) return losses;
  return [
    {
      layers: maxima,
      what: 'max pooling of spikes',
      instead: 'average pooling',
      advice: 'train the network with average pooling or with strides',
    },
    ...losses,
  ];
}

interface Neurons {
  readonly name: string;
  readonly dynamics: IntegrateAndFire;
}

/** Whether a population is a maximum of spikes or of their traces. */
export function takesMaximum({ dynamics }: Population): boolean {
  if (dynamics.kind === 'maximumGate') return true;
  return dynamics.kind === 'integrateAndFire' && dynamics.synapses.some(({ kind }) => kind === 'maximumTrace');
}

function clocked(): WorkbenchError {
  return new WorkbenchError({
    area: 'nir',
    kind: 'notExpressible',
    what: 'a code in which the time of a spike carries its meaning',
    advice: 'Choose a rate code, such as the preset nir-hard-reset.',
  });
}
