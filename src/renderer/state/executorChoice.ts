import { create } from 'zustand';

/** Where the next run is computed. */
export type Executor = 'local' | 'slurm';

export const useExecutor = create<{ readonly executor: Executor }>(() => ({ executor: 'local' }));

export function chooseExecutor(executor: Executor): void {
  useExecutor.setState({ executor });
}
