import type { GpuJob } from '../../../shared/api/gpuWork.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';
import { tallySchema } from '../../../shared/results/runRecordSchema.ts';

/** What is known beforehand of a tally that a window sends. */
export interface ExpectedTally extends Pick<GpuJob, 'first' | 'count' | 'steps' | 'labels' | 'analogClasses'> {
  /** Number of readouts and of classes. */
  readonly readouts: number;
  readonly classes: number;
  /** Names of the spiking populations, input first. */
  readonly populations: readonly string[];
}

/** A tally from a window, checked: the page is the less trusted side. Null where it cannot be what the job counts. */
export function checkTally(value: unknown, expected: ExpectedTally): Tally | null {
  const { data: tally } = tallySchema.safeParse(value);
  return tally !== undefined && fits(tally, expected) ? tally : null;
}

function fits(
  tally: Tally,
  { first, count, steps, labels, analogClasses, readouts, classes, populations }: ExpectedTally,
): boolean {
  const equal = (predictions: readonly number[], wanted: readonly number[]): number =>
    predictions.filter((prediction, sample) => prediction === wanted[sample]).length;
  return (
    tally.from === first &&
    tally.count === count &&
    tally.spikes.length === steps &&
    tally.analogCorrect === equal(analogClasses, labels) &&
    tally.populations.length === populations.length &&
    tally.populations.every((name, index) => name === populations[index]) &&
    rises(tally.spikes) &&
    rises(tally.synapticOperations) &&
    tally.spikes.at(-1) === tally.populationSpikes.flat().reduce((sum, spikes) => sum + spikes, 0) &&
    tally.readouts.length === readouts &&
    tally.readouts.every(
      ({ correct, agreement, tied, kept, courses, predictions }) =>
        kept !== null &&
        courses !== null &&
        predictions.every((prediction) => prediction < classes) &&
        [correct, agreement, tied, kept].every((list) => list.every((counted) => counted <= count)) &&
        kept.every((counted, step) => counted <= correct[step]!) &&
        correct.at(-1) === equal(predictions, labels) &&
        agreement.at(-1) === equal(predictions, analogClasses),
    )
  );
}

function rises(sums: readonly number[]): boolean {
  return sums.every((sum, step) => step === 0 || sum >= sums[step - 1]!);
}
