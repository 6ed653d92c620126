import { useEffect } from 'react';
import { create } from 'zustand';
import type { TrainingNow, TrainingSummary, TrainView } from '../../shared/api/trainViews.ts';
import { layOut } from '../../shared/training/layOut.ts';
import { mendLayer } from '../../shared/training/mendLayer.ts';
import { draftedArchitecture } from '../../shared/training/networkDraft.ts';
import type { LayerField } from '../../shared/training/layerFields.ts';
import type { TrainingField } from '../../shared/training/trainingFields.ts';
import { useRequest } from './queries.ts';
import { changeLayers, openTrainDraft, useTrainDraft } from './trainDraftStore.ts';
import { useProject, useWorkbench } from './workbenchStore.ts';

interface TrainSelection {
  /** Whether the setup of a new training is looked at. */
  readonly isSetup: boolean;
  /** The training that is looked at; null: the one at work, else the latest. */
  readonly training: string | null;
  /** Id of the layer whose fields are shown. */
  readonly layer: number | null;
  /** The setting that is pointed at or typed into; null: a layer is. */
  readonly explained: TrainingField | null;
  /** The field of the layer that is typed into. */
  readonly explainedInLayer: LayerField | null;
}

/** What is chosen in the view Train; kept while other views are looked at. */
export const useTrainSelection = create<TrainSelection>(() => ({
  isSetup: false,
  training: null,
  layer: null,
  explained: null,
  explainedInLayer: null,
}));

export function showTraining(training: string): void {
  useTrainSelection.setState({ isSetup: false, training });
}

/** Shows the setup of a new training. */
export function showSetup(): void {
  useTrainSelection.setState({ isSetup: true });
}

/** Shows the fields of a layer. */
export function showLayer(layer: number | null): void {
  useTrainSelection.setState({ layer, explained: null, explainedInLayer: null });
}

/** Shows the fields of the chosen layer instead of the help of a setting. */
export function explainLayers(): void {
  if (useTrainSelection.getState().explained !== null) useTrainSelection.setState({ explained: null });
}

/** The training at work, or the latest that waits to be gone on with. */
export function useTrainingNow(): TrainingNow | null {
  return useWorkbench(({ app }) => app?.training ?? null);
}

export interface TrainAnswer {
  /** Null while it is read for the first time. */
  readonly view: TrainView | null;
  /** Latest first. */
  readonly trainings: readonly TrainingSummary[];
  readonly error: Error | null;
}

const useLastView = create<{ readonly folder: string | null; readonly view: TrainView | null }>(() => ({
  folder: null,
  view: null,
}));

/** Mends the fault of a layer where a button can. */
export function mendChosenLayer(id: number): void {
  const data = useLastView.getState().view?.data ?? null;
  changeLayers(data, (draft) => {
    const at = draft.layers.findIndex((layer) => layer.id === id);
    const mend = mendLayer(draft, at, layOut(draftedArchitecture(draft)), data);
    return mend === null ? draft : mend.apply(draft);
  });
}

/** What the view Train shows, kept up to date: read again when the data, the split or the connection are others. */
export function useTrain(): TrainAnswer {
  const project = useProject();
  const folder = project?.folder ?? null;
  const connections = useWorkbench((state) => state.connections);
  const split = useTrainDraft(({ present }) => present.texts.split);
  const isWaiting = useTrainDraft((state) => state.isWaiting);
  const data = project?.data ?? null;
  const about = [data?.sha256 ?? null, data?.state ?? null, project?.model?.sha256 ?? null, split, connections];
  // While an edit waits to be kept, the host would answer for the one before.
  const { data: answer, error } = useRequest('train.describe', {}, { about, isEnabled: folder !== null && !isWaiting });
  useEffect(() => {
    if (folder === null || answer === undefined) return;
    openTrainDraft(folder, answer.setup);
    useLastView.setState({ folder, view: answer });
  }, [folder, answer]);
  // The answer before, until the next one is there: only of the same project.
  const before = useLastView((last) => (last.folder === folder ? last.view : null));
  const view = answer ?? before;
  const told = useWorkbench((state) => state.trainings);
  return { view, trainings: told ?? view?.trainings ?? [], error: view === null ? error : null };
}

/** The training that is shown; null: the setup is. */
export function useShownTraining(trainings: readonly TrainingSummary[]): TrainingSummary | null {
  const { isSetup, training: chosen } = useTrainSelection();
  const now = useTrainingNow();
  if (isSetup) return null;
  const wanted = chosen ?? (now?.state === 'running' ? now.training : null);
  return trainings.find(({ training }) => training === wanted) ?? trainings[0] ?? null;
}
