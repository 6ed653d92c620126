import { assertNever } from '../assertNever.ts';
import { trainingNameRule } from '../training/trainingNames.ts';

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
    | {
        readonly kind: 'tooFewScores';
        readonly name: string;
        readonly scores: number;
        readonly data: string;
        readonly classes: number;
      }
    | { readonly kind: 'wrongName'; readonly name: string }
    | { readonly kind: 'nameTaken'; readonly name: string }
    | { readonly kind: 'trainingInProgress'; readonly name: string }
    | { readonly kind: 'noSuchTraining'; readonly training: string }
    | { readonly kind: 'trainingFinished'; readonly name: string }
    | { readonly kind: 'trainingUnfinished'; readonly name: string }
    | { readonly kind: 'modelInUse'; readonly name: string }
    /** `data`: the name of the data set that it was begun with. */
    | { readonly kind: 'otherData'; readonly name: string; readonly data: string }
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
      return `"${problem.path}" holds another training (${problem.difference}). Start it with the same settings, or anew: with --overwrite on the command line, as another training in the window.`;
    case 'damagedCheckpoint':
      return `"${problem.path}" is damaged: ${problem.reason}. Start anew: with --overwrite on the command line, as another training in the window.`;
    case 'nothingToResume':
      return `There is no training to go on with at "${problem.path}". Leave out --resume to start it.`;
    case 'tooFewScores':
      return `The network "${problem.name}" gives ${problem.scores} scores, and "${problem.data}" has ${problem.classes} classes. Give its last layer as many units.`;
    case 'wrongName':
      return `A training cannot be named "${problem.name}". Give it a name ${trainingNameRule}.`;
    case 'nameTaken':
      return `The project has a training "${problem.name}" already. Give this one another name.`;
    case 'trainingInProgress':
      return `The training "${problem.name}" is still in progress. Wait for its end, or pause it.`;
    case 'noSuchTraining':
      return `The project has no training "${problem.training}". It may have been deleted.`;
    case 'trainingFinished':
      return `The training "${problem.name}" is finished already.`;
    case 'trainingUnfinished':
      return `The training "${problem.name}" has no model yet. Go on with it to its end.`;
    case 'modelInUse':
      return `The model of the training "${problem.name}" is the project's model. Choose another model first.`;
    case 'otherData':
      return `The training "${problem.name}" was begun with the data set "${problem.data}", and the project has another now. Choose that data set again to go on.`;
    default:
      return assertNever(problem);
  }
}
