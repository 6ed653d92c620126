import { create } from 'zustand';
import type { TrainingData } from '../../shared/api/trainViews.ts';
import { architectureSchema } from '../../shared/training/architectureSchema.ts';
import type { NetworkDraft } from '../../shared/training/networkDraft.ts';
import { settleTexts } from '../../shared/training/networkDraft.ts';
import { defaultSetup, type TrainSetup } from '../../shared/training/setup.ts';
import { draftFrom, editLayers, setupFrom, type TrainDraft } from '../../shared/training/trainDraft.ts';
import type { TrainingField } from '../../shared/training/trainingFields.ts';
import { onWorkbenchEvent, request } from './connection.ts';
import { endStep, type History, redo, startHistory, takeStep, undo } from './history.ts';
import { isSameContent } from './sameContent.ts';
import { wordsOf } from './toasts.ts';
import { useWorkbench } from './workbenchStore.ts';

interface TrainDraftState extends History<TrainDraft> {
  /** Folder of the project that the draft belongs to; null until it was read. */
  readonly folder: string | null;
  /** Edited and not yet kept by the host. */
  readonly isWaiting: boolean;
  /** Why the host could not keep the draft; null where it could. */
  readonly trouble: string | null;
}

/** Milliseconds after the last keystroke until the host keeps it. */
const saveDelay = 250;
let waiting: ReturnType<typeof setTimeout> | undefined;
let saves = 0;

/** The training that is being set up, as it stands in the window. */
export const useTrainDraft = create<TrainDraftState>(() => ({
  ...startHistory(draftFrom(defaultSetup)),
  folder: null,
  isWaiting: false,
  trouble: null,
}));

// Another window of the project saved what it shows: a training started here would use that, so it has to be on this screen too.
onWorkbenchEvent((event) => {
  if (event.kind !== 'setup') return;
  const { folder, isWaiting, trouble, present } = useTrainDraft.getState();
  const project = useWorkbench.getState().app?.project;
  if (project == null || folder !== project.folder || isWaiting || trouble !== null) return;
  if (!isSameContent(setupFrom(present), event.setup)) {
    useTrainDraft.setState((state) => takeStep(state, draftFrom(event.setup), null));
  }
});

/** Begins with what the project keeps, where another project's draft or none stood before. */
export function openTrainDraft(folder: string, setup: TrainSetup): void {
  if (useTrainDraft.getState().folder === folder) return;
  useTrainDraft.setState({ ...startHistory(draftFrom(setup)), folder, isWaiting: false, trouble: null });
}

/** Changes the draft; with the name of a field where typing on in it is one step. */
export function changeTrainDraft(change: (draft: TrainDraft) => TrainDraft, field: string | null = null): void {
  step((history) => takeStep(history, change(history.present), field));
}

/** Changes a setting. */
export function editTraining(field: TrainingField, text: string): void {
  changeTrainDraft((draft) => ({ ...draft, texts: { ...draft.texts, [field]: text } }), `setting ${field}`);
}

/** Changes layers; a template becomes its layers. */
export function changeLayers(
  data: TrainingData | null,
  change: (layers: NetworkDraft) => NetworkDraft,
  field: string | null = null,
): void {
  changeTrainDraft((draft) => editLayers(draft, data, change), field);
}

/** After a field was left: what is right in it is written as it is read, and the next edit is a step of its own. */
export function endTrainStep(): void {
  useTrainDraft.setState((state) => {
    const { present } = state;
    if (present.network.kind !== 'layers') return endStep(state);
    const layers = settleTexts(present.network.layers);
    const settled =
      layers === present.network.layers ? present : { ...present, network: { ...present.network, layers } };
    return { ...endStep(state), present: settled };
  });
}

export function undoTrain(): void {
  step(undo);
}

export function redoTrain(): void {
  step(redo);
}

/** Saves what is still waiting, so that a training starts with what is on the screen. Rejects with what the host has against it. */
export async function flushTrainDraft(): Promise<void> {
  clearTimeout(waiting);
  if (useTrainDraft.getState().isWaiting) await save();
  const { trouble, isWaiting } = useTrainDraft.getState();
  if (trouble !== null) throw new Error(trouble);
  if (isWaiting) throw new Error('What is set up could not be kept. Mend what is marked first.');
}

function step(change: (history: History<TrainDraft>) => History<TrainDraft>): void {
  const before = useTrainDraft.getState();
  const after = change(before);
  if (after === before) return;
  useTrainDraft.setState({ ...after, isWaiting: true });
  clearTimeout(waiting);
  waiting = setTimeout(() => void save(), saveDelay);
}

async function save(): Promise<void> {
  const { present, folder } = useTrainDraft.getState();
  const project = useWorkbench.getState().app?.project;
  const setup = setupFrom(present);
  // What cannot be read yet, or belongs to a project that may not be changed, stays in the window.
  if (project == null || project.folder !== folder || project.isReadOnly || setup === null || !canBeKept(setup)) return;
  const mine = ++saves;
  try {
    await request('train.saveSetup', { setup });
    if (mine !== saves) return;
    // A field that was left meanwhile writes itself as it is read, which is no edit.
    const isOther = !isSameContent(setupFrom(useTrainDraft.getState().present), setup);
    useTrainDraft.setState({ isWaiting: isOther, trouble: null });
  } catch (error) {
    if (mine === saves) useTrainDraft.setState({ isWaiting: false, trouble: wordsOf(error) });
  }
}

/** A network without layers is only on its way to another one. */
function canBeKept({ network }: TrainSetup): boolean {
  return network.kind !== 'architecture' || architectureSchema.safeParse(network.architecture).success;
}
