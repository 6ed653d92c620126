import type { ReadoutTally, Tally } from './tally.ts';

/**
 * The tally of all samples from the tallies of its parts, given in any order. Throws a RangeError where the parts leave a gap, overlap,
 * or counted different things.
 */
export function mergeTallies(parts: readonly Tally[]): Tally {
  const inOrder = parts.toSorted((a, b) => a.from - b.from || a.count - b.count);
  const first = inOrder[0];
  if (first === undefined) throw new RangeError('There is no tally to merge.');
  let next = first.from;
  for (const part of inOrder) {
    if (part.from > next) throw new RangeError(`Samples ${next} to ${part.from - 1} are in no tally.`);
    if (part.from < next) throw new RangeError(`Sample ${part.from} is in two tallies.`);
    if (!countsTheSame(part, first)) throw new RangeError(`The tally from sample ${part.from} counted other things.`);
    next = part.from + part.count;
  }
  return {
    from: first.from,
    count: next - first.from,
    analogCorrect: inOrder.reduce((sum, { analogCorrect }) => sum + analogCorrect, 0),
    readouts: first.readouts.map((_, r) => mergeReadouts(inOrder.map(({ readouts }) => readouts[r]!))),
    spikes: sumByStep(inOrder.map(({ spikes }) => spikes)),
    synapticOperations: sumByStep(inOrder.map(({ synapticOperations }) => synapticOperations)),
    populations: first.populations,
    populationSpikes: inOrder.flatMap(({ populationSpikes }) => populationSpikes),
  };
}

function mergeReadouts(parts: readonly ReadoutTally[]): ReadoutTally {
  return {
    correct: sumByStep(parts.map(({ correct }) => correct)),
    agreement: sumByStep(parts.map(({ agreement }) => agreement)),
    tied: sumByStep(parts.map(({ tied }) => tied)),
    predictions: parts.flatMap(({ predictions }) => predictions),
    kept: whereAll(parts.map(({ kept }) => kept))((lists) => sumByStep(lists)),
    courses: whereAll(parts.map(({ courses }) => courses))((all) => ({
      classes: all.map(({ classes }) => classes).join(''),
      margins: all.map(({ margins }) => margins).join(''),
      confidences: all.map(({ confidences }) => confidences).join(''),
    })),
  };
}

/** What becomes of the values; null where one of them is missing. */
function whereAll<Value>(values: readonly (Value | null)[]) {
  const found = values.filter((value) => value !== null);
  return <Result>(make: (values: readonly Value[]) => Result): Result | null =>
    found.length === values.length ? make(found) : null;
}

function sumByStep(parts: readonly (readonly number[])[]): number[] {
  const sums = [...parts[0]!];
  for (const part of parts.slice(1)) for (let t = 0; t < sums.length; t++) sums[t]! += part[t]!;
  return sums;
}

function countsTheSame(a: Tally, b: Tally): boolean {
  return (
    a.spikes.length === b.spikes.length &&
    a.readouts.length === b.readouts.length &&
    a.populations.length === b.populations.length &&
    a.populations.every((name, p) => name === b.populations[p])
  );
}
