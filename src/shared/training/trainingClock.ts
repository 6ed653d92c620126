import type { TrainingState } from './trainingState.ts';

/** Measures a training and foretells its end. Times are no result of the settings. */
export interface TrainingClock {
  /** Since the epoch began, and in it before an interruption. */
  epochSeconds(): number;
  /** The same; the next epoch begins. */
  endEpoch(): number;
  forecast(step: number): { readonly samplesPerSecond: number | null; readonly secondsLeft: number | null };
}

/** Steps that are not counted: the first ones make the arithmetic ready. */
const firstSteps = 2;

/** A clock on `now`, in ms, for a training that begins or goes on in `state`. */
export function createTrainingClock(
  now: () => number,
  state: TrainingState,
  plan: { readonly stepsPerEpoch: number; readonly totalSteps: number; readonly batchSize: number },
): TrainingClock {
  let epochStart = now() - state.seconds * 1000;
  let measuredFrom: { readonly step: number; readonly time: number } | null = null;
  const epochSeconds = (): number => (now() - epochStart) / 1000;
  return {
    epochSeconds,
    endEpoch() {
      const seconds = epochSeconds();
      epochStart = now();
      return seconds;
    },
    forecast(step) {
      if (step < state.step + firstSteps) return { samplesPerSecond: null, secondsLeft: null };
      const time = now();
      measuredFrom ??= { step, time };
      const done = step - measuredFrom.step;
      const seconds = (time - measuredFrom.time) / 1000;
      if (done === 0 || seconds === 0) return { samplesPerSecond: null, secondsLeft: null };
      return {
        samplesPerSecond: (done * plan.batchSize) / seconds,
        secondsLeft: ((plan.totalSteps - step) * seconds) / done,
      };
    },
  };
}
