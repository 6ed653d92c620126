import { assertNever } from '../assertNever.ts';
import { type ClusterProblem, describeClusterProblem } from './clusterProblems.ts';
import { type BundleProblem, describeBundleProblem } from './bundleProblems.ts';
import { type ConversionProblem, describeConversionProblem } from './conversionProblems.ts';
import { type DatasetProblem, describeDatasetProblem } from './datasetProblems.ts';
import { describeFileProblem, type FileProblem } from './fileProblems.ts';
import { describeModelProblem, type ModelProblem } from './modelProblems.ts';
import { describeNirProblem, type NirProblem } from './nirProblems.ts';
import { describeProjectProblem, type ProjectProblem } from './projectProblems.ts';
import { describeRunProblem, type RunProblem } from './runProblems.ts';
import { describeSettingProblem, type SettingProblem } from './settingProblems.ts';
import { describeTrainingProblem, type TrainingProblem } from './trainingProblems.ts';

/** What a user can cause: plain data that survives structured clone and JSON, described in the user's terms. */
export type Problem =
  | ClusterProblem
  | FileProblem
  | ModelProblem
  | DatasetProblem
  | ConversionProblem
  | SettingProblem
  | RunProblem
  | ProjectProblem
  | TrainingProblem
  | NirProblem
  | BundleProblem;

/** The error that carries a Problem to the border where it is shown. Anything else that is thrown is a bug of ours. */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  constructor(readonly problem: Problem) {
    super(describeProblem(problem));
  }
}

/** One line for people: names the thing, quotes the value found, says the way out. */
export function describeProblem(problem: Problem): string {
  switch (problem.area) {
    case 'cluster':
      return describeClusterProblem(problem);
    case 'file':
      return describeFileProblem(problem);
    case 'model':
      return describeModelProblem(problem);
    case 'dataset':
      return describeDatasetProblem(problem);
    case 'conversion':
      return describeConversionProblem(problem);
    case 'setting':
      return describeSettingProblem(problem);
    case 'bundle':
      return describeBundleProblem(problem);
    case 'nir':
      return describeNirProblem(problem);
    case 'run':
      return describeRunProblem(problem);
    case 'project':
      return describeProjectProblem(problem);
    case 'training':
      return describeTrainingProblem(problem);
    default:
      return assertNever(problem);
  }
}

/** Exit code of the command line: 2 for a wrong setting, 1 for everything else. */
export function exitCodeOf(problem: Problem): 1 | 2 {
  return problem.area === 'setting' ? 2 : 1;
}
