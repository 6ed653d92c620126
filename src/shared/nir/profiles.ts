import type { IntegrateAndFire } from '../conversion/network.ts';

/**
 * What a file is written for. Programs disagree on the same nodes, and no file suits all of them. `a`: integrate-and-fire nodes with r = 1/dt.
 * `b`: leaky nodes whose time constant is so long that the leak vanishes.
 */
export type NirProfile = 'a' | 'b';
export const nirProfiles = ['a', 'b'] as const satisfies readonly NirProfile[];

/** Seconds that a step of a reader stands for: the usual default. */
export const nirTimeStep = 1e-4;
/** Seconds; a step then leaks a millionth of the potential. */
export const longTimeConstant = 100;

/** How a program runs the neurons of a file. */
export interface NirSemantics {
  readonly comparison: IntegrateAndFire['comparison'];
  readonly reset: IntegrateAndFire['reset'];
  /** Most spikes of a neuron in a step; `unlimited` where the program has no bound. */
  readonly spikes: 'one' | 'unlimited';
  /** Whether potentials stay above minus one threshold. */
  readonly isBounded: boolean;
  /** Whether the resistance of integrate-and-fire nodes is left aside, so that a weight counts whole. */
  readonly ignoresResistance: boolean;
}

export type NirReaderName = 'norse' | 'spikingjelly' | 'sinabs' | 'snntorch';

export interface NirReader extends NirSemantics {
  readonly name: NirReaderName;
  /** As its authors write it. */
  readonly title: string;
  /** One sentence. */
  readonly words: string;
  readonly profiles: readonly NirProfile[];
}

/**
 * The programs whose reading of a file is simulated before it is written, as found by running them on such files and in their sources (norse
 * `heaviside`, SpikingJelly `surrogate.heaviside`, sinabs `nir.py`, snnTorch `import_nir.py`).
 */
export const nirReaders: readonly NirReader[] = [
  {
    name: 'norse',
    title: 'Norse',
    words: 'reset to zero, a spike above the threshold',
    profiles: ['a'],
    comparison: 'above',
    reset: 'zero',
    spikes: 'one',
    isBounded: false,
    ignoresResistance: true,
  },
  {
    name: 'spikingjelly',
    title: 'SpikingJelly',
    words: 'reset to zero, a spike at or above the threshold',
    profiles: ['a', 'b'],
    comparison: 'atLeast',
    reset: 'zero',
    spikes: 'one',
    isBounded: false,
    ignoresResistance: false,
  },
  {
    name: 'sinabs',
    title: 'sinabs',
    words: 'several spikes in a step, reset by subtraction, potentials not below minus a threshold',
    profiles: ['a'],
    comparison: 'atLeast',
    reset: 'subtraction',
    spikes: 'unlimited',
    isBounded: true,
    ignoresResistance: true,
  },
  {
    name: 'snntorch',
    title: 'snnTorch',
    words: 'reset to zero, a spike above the threshold',
    profiles: ['b'],
    comparison: 'above',
    reset: 'zero',
    spikes: 'one',
    isBounded: false,
    ignoresResistance: false,
  },
];

export function readersOf(profile: NirProfile): readonly NirReader[] {
  return nirReaders.filter(({ profiles }) => profiles.includes(profile));
}
