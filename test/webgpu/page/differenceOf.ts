import type { Recording, SpikeTrain } from '../../../src/shared/simulation/recording.ts';

/** The first number in which two recordings differ, in words; null where they are equal. Zeros of either sign are equal. */
export function differenceOf(expected: Recording, actual: Recording): string | null {
  if (expected.steps !== actual.steps) return `${actual.steps} steps instead of ${expected.steps}`;
  return (
    ofLists('spikeCounts', expected.spikeCounts, actual.spikeCounts) ??
    ofTrains(expected.trains, actual.trains) ??
    ofNumbers('outputSpikes', expected.outputSpikes, actual.outputSpikes) ??
    ofNumbers('outputPotentials', expected.outputPotentials, actual.outputPotentials) ??
    ofNumbers('synapticOperations', expected.synapticOperations, actual.synapticOperations)
  );
}

function ofTrains(expected: readonly SpikeTrain[] | null, actual: readonly SpikeTrain[] | null): string | null {
  if (expected === null || actual === null) return expected === actual ? null : 'trains are missing';
  return (
    ofLists('trains.offsets', offsetsOf(expected), offsetsOf(actual)) ??
    ofLists('trains.words', wordsOf(expected), wordsOf(actual))
  );
}

const offsetsOf = (trains: readonly SpikeTrain[]) => trains.map(({ offsets }) => offsets);
const wordsOf = (trains: readonly SpikeTrain[]) => trains.map(({ words }) => words);

function ofLists(
  name: string,
  expected: readonly ArrayLike<number>[],
  actual: readonly ArrayLike<number>[],
): string | null {
  if (expected.length !== actual.length) return `${name} of ${actual.length} populations instead of ${expected.length}`;
  return expected
    .map((list, index) => ofNumbers(`${name}[${index}]`, list, actual[index]!))
    .reduce((first, each) => first ?? each, null);
}

function ofNumbers(name: string, expected: ArrayLike<number>, actual: ArrayLike<number>): string | null {
  for (let n = 0; n < Math.max(expected.length, actual.length); n++) {
    const [a, b] = [expected[n], actual[n]];
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b)))
      return `${name}[${n}] is ${b} instead of ${a} (of ${expected.length})`;
  }
  return null;
}
