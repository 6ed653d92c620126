import type { Recording, SpikeTrain } from './recording.ts';

/** How the spikes of an engine stand to the reference's, over the same samples. Parts of a run add up to the whole. */
export interface EngineAgreement {
  /** Name of the engine, and of what it computes with. */
  readonly engine: string;
  readonly samples: number;
  /** Populations that spike, in order. */
  readonly populations: readonly PopulationAgreement[];
  /** Largest difference of an output potential after any step, in units of the model. */
  readonly potentialDifference: number;
  /** Samples whose class after the last step differs: [readout]. */
  readonly changedPredictions: readonly number[];
  /** Time of the engine and of the reference on all samples, in ms, one after the other in one process. */
  readonly milliseconds: number;
  readonly referenceMilliseconds: number;
}

export interface PopulationAgreement {
  readonly name: string;
  /** Spikes of the reference, over all samples. */
  readonly spikes: number;
  /** Spikes that only one of the two has. */
  readonly differing: number;
  readonly first: FirstDifference | null;
}

/** The first spike that only one of the two has: positions count from 0, the sample's in its split. */
export interface FirstDifference {
  readonly sample: number;
  readonly step: number;
  readonly neuron: number;
}

/** Spikes that only one of two trains has, and the step and word of the first. Repeated words count each. */
export function compareTrains(
  reference: SpikeTrain,
  other: SpikeTrain,
): { readonly differing: number; readonly first: { readonly step: number; readonly word: number } | null } {
  const [a, b] = [reference.words, other.words];
  let differing = 0;
  let first: { step: number; word: number } | null = null;
  for (let step = 0; step + 1 < reference.offsets.length; step++) {
    let [i, j] = [reference.offsets[step]!, other.offsets[step]!];
    const [endA, endB] = [reference.offsets[step + 1]!, other.offsets[step + 1]!];
    while (i < endA || j < endB) {
      // Both ascend by neuron, in the step.
      const [x, y] = [i < endA ? orderOf(a[i]!) : Infinity, j < endB ? orderOf(b[j]!) : Infinity];
      if (x === y) {
        i++;
        j++;
        continue;
      }
      first ??= { step, word: x < y ? a[i]! : b[j]! };
      differing++;
      if (x < y) i++;
      else j++;
    }
  }
  return { differing, first };
}

/** By neuron, a negative spike after a positive one. */
function orderOf(word: number): number {
  return (word & 0x7fffffff) * 2 + (word >>> 31);
}

/** The largest difference of two recordings' output potentials after any step. */
export function potentialDifference(reference: Recording, other: Recording): number {
  let largest = 0;
  for (const [index, potential] of reference.outputPotentials.entries()) {
    const difference = Math.abs(potential - other.outputPotentials[index]!);
    // Infinities of the same sign differ by nothing.
    if (difference > largest) largest = difference;
  }
  return largest;
}

/** Adds up the agreements of one engine on consecutive runs of samples, in their order. */
export function joinAgreements(parts: readonly EngineAgreement[]): EngineAgreement {
  const [head] = parts;
  const sum = (count: (part: EngineAgreement) => number): number =>
    parts.reduce((total, part) => total + count(part), 0);
  return {
    engine: head!.engine,
    samples: sum(({ samples }) => samples),
    populations: head!.populations.map(({ name }, p) => ({
      name,
      spikes: sum(({ populations }) => populations[p]!.spikes),
      differing: sum(({ populations }) => populations[p]!.differing),
      first: parts.map(({ populations }) => populations[p]!.first).find((first) => first !== null) ?? null,
    })),
    potentialDifference: Math.max(...parts.map((part) => part.potentialDifference)),
    changedPredictions: head!.changedPredictions.map((_, readout) => sum((part) => part.changedPredictions[readout]!)),
    milliseconds: sum(({ milliseconds }) => milliseconds),
    referenceMilliseconds: sum(({ referenceMilliseconds }) => referenceMilliseconds),
  };
}
