import { create } from 'zustand';
import type { PresetName } from '../../shared/conversion/settings.ts';

interface ModelSelection {
  /** Name of the layer whose details are shown; null: the first one. */
  readonly layer: string | null;
  /** Preset whose verdicts colour the graph. */
  readonly preset: PresetName;
}

/** What is chosen in the view Model; kept while other views are looked at. */
export const useModelSelection = create<ModelSelection>(() => ({ layer: null, preset: 'calibrated' }));

export function selectLayer(layer: string): void {
  useModelSelection.setState({ layer });
}
