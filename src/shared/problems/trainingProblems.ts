import { assertNever } from '../assertNever.ts';

/** Problems of training a network. Paths are those that the user named. */
export type TrainingProblem = { readonly area: 'training' } &
  /** Every layer at fault; `fault` completes "layer … ". */
  (
    | {
        readonly kind: 'wrongArchitecture';
        readonly name: string;
        readonly layers: readonly { readonly layer: string; readonly fault: string }[];
      }
    | { readonly kind: 'notAnArchitecture'; readonly file: string; readonly reason: string }
    | { readonly kind: 'tooFewSamples'; readonly samples: number; readonly validation: number }
    | { readonly kind: 'noValidation' }
    | { readonly kind: 'diverged'; readonly epoch: number; readonly step: number; readonly learningRate: number }
    | { readonly kind: 'modelExists'; readonly path: string }
    | { readonly kind: 'unfinishedTraining'; readonly path: string; readonly epoch: number }
    | { readonly kind: 'differentTraining'; readonly path: string; readonly difference: string }
    | { readonly kind: 'damagedCheckpoint'; readonly path: string; readonly reason: string }
    | { readonly kind: 'nothingToResume'; readonly path: string }
  );

export function describeTrainingProblem(problem: TrainingProblem): string {
  switch (problem.kind) {
    case 'wrongArchitecture':
      return `The network "${problem.name}" cannot be built: ${problem.layers
        .map(({ layer, fault }) => `layer "${layer}" ${fault}`)
        .join('; ')}.`;
    case 'notAnArchitecture':
      return `"${problem.file}" does not describe a network: ${problem.reason}.`;
    case 'tooFewSamples':
      return `${problem.samples} samples, of which ${problem.validation} are for validation, leave none to train on. Take more samples or a smaller part for validation.`;
    case 'noValidation':
      return 'Early stopping watches the loss on validation samples, and there are none. Give a part of the samples for validation, or no patience.';
    case 'diverged':
      return `The loss is no longer a number at step ${problem.step} of epoch ${problem.epoch}: the training diverged. Lower the learning rate, which was ${problem.learningRate} there.`;
    case 'modelExists':
      return `"${problem.path}" exists already. Choose another --out file, or add --overwrite.`;
    case 'unfinishedTraining':
      return `"${problem.path}" holds a training that stopped in epoch ${problem.epoch}. Add --resume to go on with it, or --overwrite to start anew.`;
    case 'differentTraining':
      return `"${problem.path}" holds another training (${problem.difference}). Start it with the same settings, or add --overwrite to start anew.`;
    case 'damagedCheckpoint':
      return `"${problem.path}" is damaged: ${problem.reason}. Add --overwrite to start anew.`;
    case 'nothingToResume':
      return `There is no training to go on with at "${problem.path}". Leave out --resume to start it.`;
    default:
      return assertNever(problem);
  }
}
