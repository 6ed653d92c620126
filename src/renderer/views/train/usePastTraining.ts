import { useMemo } from 'react';
import type { TrainingData, TrainingSummary } from '../../../shared/api/trainViews.ts';
import { architectureOf } from '../../../shared/training/checkSetup.ts';
import type { PastTraining } from '../../../shared/training/estimateTraining.ts';
import { useRequest } from '../../state/queries.ts';

/** The latest finished training of the project, to tell from how long another one takes; null where there is none. */
export function usePastTraining(
  trainings: readonly TrainingSummary[],
  data: TrainingData | null,
): (PastTraining & { readonly name: string }) | null {
  const latest = trainings.find(({ state }) => state === 'finished') ?? null;
  const { data: view } = useRequest(
    'train.read',
    { training: latest?.training ?? '-' },
    { about: ['finished', latest?.name ?? null], isEnabled: latest !== null },
  );
  return useMemo(() => {
    const architecture = view === undefined ? null : architectureOf(view.setup.network, data);
    const outcome = view?.outcome ?? null;
    return view === undefined || architecture === null || outcome === null
      ? null
      : { name: view.summary.name, outcome, architecture };
  }, [view, data]);
}
