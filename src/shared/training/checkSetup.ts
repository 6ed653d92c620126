import type { SetupField, SetupProblem, TrainingData } from '../api/trainViews.ts';
import { fitShape } from '../dataset/fitShape.ts';
import { describeProblem, type Problem, WorkbenchError } from '../problems/problems.ts';
import { assertNever } from '../assertNever.ts';
import type { Architecture } from './architecture.ts';
import { countTraining } from './countTraining.ts';
import { layOut } from './layOut.ts';
import type { SetupNetwork, TrainSetup } from './setup.ts';
import { createTemplate } from './templates.ts';
import { isSameName, isTrainingName } from './trainingNames.ts';

/**
 * What stands against a training, as far as the setup, the facts of the data and the names of the other trainings tell; without data only
 * what needs none. A model that is trained on is looked at by the worker alone.
 */
export function checkSetup(
  setup: TrainSetup,
  data: TrainingData | null,
  takenNames: readonly string[],
): readonly SetupProblem[] {
  const { name, network, settings } = setup;
  const problems: SetupProblem[] = [];
  const add = (field: SetupField, problem: Problem): void =>
    void problems.push({ field, problem, text: describeProblem(problem) });
  if (!isTrainingName(name)) add('name', { area: 'training', kind: 'wrongName', name });
  else if (takenNames.some((other) => isSameName(name, other)))
    add('name', { area: 'training', kind: 'nameTaken', name });
  const architecture = architectureOf(network, data);
  if (architecture !== null) for (const problem of networkProblems(architecture, data)) add('network', problem);
  const samples = data === null ? null : samplesOf(setup, data);
  if (samples !== null) {
    const { trainingSamples, validationSamples } = countTraining(samples, settings);
    if (trainingSamples === 0) {
      add('settings', { area: 'training', kind: 'tooFewSamples', samples, validation: validationSamples });
    }
    if (settings.patience !== null && validationSamples === 0)
      add('settings', { area: 'training', kind: 'noValidation' });
  } else if (settings.patience !== null && settings.validation === 0) {
    add('settings', { area: 'training', kind: 'noValidation' });
  }
  return problems;
}

/** The samples that a setup takes of its training split. */
export function samplesOf({ data: { limit } }: TrainSetup, { splits, trainSplit }: TrainingData): number {
  const samples = splits.find(({ name }) => name === trainSplit)?.samples ?? 0;
  return Math.min(samples, limit ?? samples);
}

/** The layers that a choice stands for, a template filled for the data; null for a model, and for a template without data. */
export function architectureOf(network: SetupNetwork, data: TrainingData | null): Architecture | null {
  switch (network.kind) {
    case 'architecture':
      return network.architecture;
    case 'template': {
      const { template, kind: _, ...options } = network;
      return data === null
        ? null
        : createTemplate(template, { ...options, inputShape: data.sampleShape, classes: data.classes });
    }
    case 'model':
      return null;
    default:
      return assertNever(network);
  }
}

function networkProblems(architecture: Architecture, data: TrainingData | null): readonly Problem[] {
  const { name, inputShape } = architecture;
  const { layers, classes } = layOut(architecture);
  const faults = layers.flatMap(({ name: layer, fault }) => (fault === null ? [] : [{ layer, fault }]));
  if (faults.length > 0) return [{ area: 'training', kind: 'wrongArchitecture', name, layers: faults }];
  if (data === null) return [];
  try {
    fitShape(data.name, data.sampleShape, inputShape);
  } catch (error) {
    if (error instanceof WorkbenchError) return [error.problem];
    throw error;
  }
  if (classes === null || classes >= data.classes) return [];
  return [{ area: 'training', kind: 'tooFewScores', name, scores: classes, data: data.name, classes: data.classes }];
}
