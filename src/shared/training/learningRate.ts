import { assertNever } from '../assertNever.ts';
import type { TrainingSettings } from './settings.ts';

/** The learning rate of step `step` of all `totalSteps`, both counted over the epochs. */
export function learningRateAt(
  { learningRate, schedule }: Pick<TrainingSettings, 'learningRate' | 'schedule'>,
  step: number,
  stepsPerEpoch: number,
  totalSteps: number,
): number {
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor(step / (stepsPerEpoch * schedule.epochs));
    case 'cosine':
      return (learningRate / 2) * (1 + Math.cos((Math.PI * step) / totalSteps));
    default:
      return assertNever(schedule);
  }
}
