import { useEffect } from 'react';
import { create } from 'zustand';
import type { ProjectFile } from '../../shared/api/appViews.ts';
import type { DraftField, SweepDraft } from '../../shared/sweep/draft.ts';
import { defaultDraft } from '../../shared/sweep/draftFields.ts';
import { request } from './connection.ts';
import { adoptDraft, type DraftHistory, editField, replaceDraft } from './draftHistory.ts';
import { endStep, redo, startHistory, undo } from './history.ts';
import { attempt, wordsOf } from './toasts.ts';
import { useProject, useWorkbench } from './workbenchStore.ts';

interface DraftState extends DraftHistory {
  /** Folder of the project that the draft belongs to. */
  readonly folder: string | null;
  /** Edited and not yet planned by the host. */
  readonly isWaiting: boolean;
  /** Why the host could not keep the draft; null where it could. */
  readonly trouble: string | null;
}

/** Milliseconds after the last keystroke until the host plans. */
const planDelay = 250;
let waiting: ReturnType<typeof setTimeout> | undefined;
let saves = 0;

/** The sweep as it stands in the window. */
export const useDraft = create<DraftState>(() => ({
  ...startHistory(defaultDraft),
  folder: null,
  isWaiting: false,
  trouble: null,
}));

/** Keeps the draft that of the open project. Used once, by the frame. */
export function useDraftOfProject(): void {
  const project = useProject();
  const folder = project?.folder ?? null;
  const model = stateOf(project?.model);
  const data = stateOf(project?.data);
  const kept = project?.draft;
  useEffect(() => {
    const opened = useWorkbench.getState().app?.project;
    if (opened == null) return;
    if (useDraft.getState().folder !== opened.folder) {
      useDraft.setState({ ...startHistory(opened.draft), folder: opened.folder, isWaiting: false, trouble: null });
    }
    planSoon(0);
  }, [folder, model, data]);
  // Another window of the project saved what it shows: a run started here would use that, so it has to be on this screen too.
  useEffect(() => {
    const draft = useDraft.getState();
    if (kept === undefined || project?.isReadOnly || draft.folder !== folder) return;
    if (!draft.isWaiting && draft.trouble === null) useDraft.setState(adoptDraft(draft, kept));
  }, [kept]);
}

/** A file that was put back or relinked has the same content, and yet the plan is another. */
function stateOf(file: ProjectFile | null | undefined): string {
  return file == null ? '' : `${file.sha256} ${file.state}`;
}

export function editDraft<Field extends DraftField>(field: Field, value: SweepDraft[Field]): void {
  change((history) => editField(history, field, value));
}

export function replaceWholeDraft(draft: SweepDraft): void {
  change((history) => replaceDraft(history, draft));
}

export function endDraftStep(): void {
  useDraft.setState(endStep);
}

export function undoDraft(): void {
  change(undo);
}

export function redoDraft(): void {
  change(redo);
}

/** Saves what is still waiting, so that a run starts with what is on the screen. */
export async function flushDraft(): Promise<void> {
  if (useDraft.getState().isWaiting) await save();
}

export function savePreset(name: string): Promise<boolean> {
  return attempt(() => request('project.savePreset', { name, draft: useDraft.getState().present }));
}

export function deletePreset(name: string): Promise<boolean> {
  return attempt(() => request('project.deletePreset', { name }));
}

function change(step: (history: DraftHistory) => DraftHistory): void {
  const before = useDraft.getState();
  const after = step(before);
  if (after === before) return;
  useDraft.setState({ ...after, isWaiting: true });
  planSoon(planDelay);
}

function planSoon(delay: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void save(), delay);
}

async function save(): Promise<void> {
  clearTimeout(waiting);
  const { present, folder } = useDraft.getState();
  const project = useWorkbench.getState().app?.project;
  if (project?.folder !== folder) return;
  const mine = ++saves;
  try {
    // A project that is held elsewhere is planned without being changed.
    const plan = await request(project?.isReadOnly ? 'sweep.plan' : 'project.saveDraft', { draft: present });
    if (mine !== saves) return;
    useWorkbench.setState({ plan });
    useDraft.setState({ isWaiting: useDraft.getState().present !== present, trouble: null });
  } catch (error) {
    if (mine === saves) useDraft.setState({ isWaiting: false, trouble: wordsOf(error) });
  }
}
