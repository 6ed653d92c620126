import { create } from 'zustand';

/** What lies over the view; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'newProject' | 'rename';

interface OverlayState {
  readonly overlay: Overlay | null;
  /** Files that a new project starts with: they were dropped on the window. */
  readonly model: string | null;
  readonly data: string | null;
}

export const useOverlay = create<OverlayState>(() => ({ overlay: null, model: null, data: null }));

export function showOverlay(overlay: Overlay | null): void {
  useOverlay.setState({ overlay, model: null, data: null });
}

export function showNewProject(model: string | null, data: string | null): void {
  useOverlay.setState({ overlay: 'newProject', model, data });
}
