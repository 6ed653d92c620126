import { WorkbenchError } from '../../../shared/problems/problems.ts';

/** The result of the work, or the Problem of the conversion that stands against it; anything else is thrown. */
export async function orConversionProblem<Result>(
  work: () => Result | Promise<Result>,
): Promise<Result | WorkbenchError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkbenchError && error.problem.area === 'conversion') return error;
    throw error;
  }
}
