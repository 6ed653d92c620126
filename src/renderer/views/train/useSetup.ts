import { useMemo } from 'react';
import type { TrainingData, TrainingSummary, TrainView } from '../../../shared/api/trainViews.ts';
import { type DraftProblems, draftProblems } from '../../../shared/training/draftProblems.ts';
import { type LaidOutArchitecture, layOut } from '../../../shared/training/layOut.ts';
import { draftedArchitecture, type NetworkDraft } from '../../../shared/training/networkDraft.ts';
import { fromArchitecture, layersOf, type TrainDraft } from '../../../shared/training/trainDraft.ts';
import { useRequest } from '../../state/queries.ts';
import { useTrainDraft } from '../../state/trainDraftStore.ts';
import { useProject } from '../../state/workbenchStore.ts';

/** The training that is being set up, with everything that follows from it. */
export interface Setup {
  readonly draft: TrainDraft;
  readonly data: TrainingData | null;
  /** Layers as they stand; of a model those that were read from it; null while they are not known. */
  readonly layers: NetworkDraft | null;
  readonly laidOut: LaidOutArchitecture | null;
  readonly problems: DraftProblems;
  /** What only the host finds: the data, a model that cannot be trained on. */
  readonly hostProblems: readonly string[];
  /** What a graph does not say of a model's layers. */
  readonly notes: readonly string[];
  readonly isReadOnly: boolean;
}

export function useSetup(view: TrainView | null, trainings: readonly TrainingSummary[]): Setup | null {
  const project = useProject();
  const folder = project?.folder ?? null;
  const state = useTrainDraft();
  const isOpen = folder !== null && state.folder === folder;
  const draft = state.present;
  const data = view?.data ?? null;
  const { network } = draft;
  const path = network.kind === 'model' ? network.path : null;
  const model = useRequest(
    'train.fromModel',
    { path },
    { about: [project?.model?.sha256 ?? null], isEnabled: isOpen && network.kind === 'model' },
  );
  const layers = useMemo(() => {
    if (network.kind !== 'model') return layersOf(network, data);
    const found = model.data === undefined ? null : fromArchitecture(model.data.architecture);
    return found?.kind === 'layers' ? found.layers : null;
  }, [network, data, model.data]);
  const laidOut = useMemo(() => layers && layOut(draftedArchitecture(layers)), [layers]);
  const takenNames = useMemo(() => trainings.map(({ name }) => name), [trainings]);
  const problems = useMemo(
    () => draftProblems(draft, layers, laidOut, { data, takenNames }),
    [draft, layers, laidOut, data, takenNames],
  );
  if (view === null || !isOpen) return null;
  const isModel = network.kind === 'model';
  const hostProblems = [
    ...(state.trouble === null ? [] : [state.trouble]),
    ...(isModel && model.error !== null ? [model.error.message] : []),
    // What the host says of the setup that it keeps; of one that is edited on it may say something else in a moment.
    ...(state.isWaiting ? [] : view.problems.filter(({ field }) => field === 'data').map(({ text }) => text)),
  ];
  return {
    draft,
    data,
    layers,
    laidOut,
    problems,
    hostProblems,
    notes: isModel ? (model.data?.notes ?? []) : [],
    isReadOnly: project?.isReadOnly ?? true,
  };
}
