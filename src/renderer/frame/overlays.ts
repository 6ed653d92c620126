import { create } from 'zustand';

/** What lies over the view; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'newProject' | 'openProject' | 'rename' | 'setModel' | 'setData';

interface OverlayState {
  readonly overlay: Overlay | null;
}

export const useOverlay = create<OverlayState>(() => ({ overlay: null }));

export function showOverlay(overlay: Overlay | null): void {
  useOverlay.setState({ overlay });
}
