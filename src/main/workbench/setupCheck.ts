import type { SetupField, SetupProblem, TrainingData } from '../../shared/api/trainViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { checkSetup } from '../../shared/training/checkSetup.ts';
import type { TrainSetup } from '../../shared/training/setup.ts';
import { keepLatest } from '../engine/tasks/keepLatest.ts';
import { type Session, wordsOf } from './session.ts';

/** What a setup is for, and what stands against it. */
export interface SetupCheck {
  readonly data: TrainingData | null;
  readonly problems: readonly SetupProblem[];
}

/** Checks setups against the project's files and the names of its trainings; the facts of the latest data are kept. */
export function createSetupChecker(
  session: Session,
): (setup: TrainSetup, takenNames: readonly string[]) => Promise<SetupCheck> {
  const factsOf = keepLatest(
    4,
    (key: { path: string; sha256: string; split: string | null }) => JSON.stringify(key),
    ({ path, split }) => session.ask({ about: 'trainingData', data: path, split }),
  );

  return async (setup, takenNames) => {
    const problems: SetupProblem[] = [];
    const orProblem = async <Found>(field: SetupField, find: () => Found | Promise<Found>): Promise<Found | null> => {
      try {
        return await find();
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        problems.push({ field, problem: error.problem, text: wordsOf(error) });
        return null;
      }
    };
    const { network } = setup;
    const data = await orProblem('data', () => factsOf({ ...session.requireFile('data'), split: setup.data.split }));
    if (network.kind === 'model' && network.path === null)
      await orProblem('network', () => session.requireFile('model'));
    return { data, problems: [...problems, ...checkSetup(setup, data, takenNames)] };
  };
}
