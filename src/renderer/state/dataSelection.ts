import { create } from 'zustand';
import type { SweepDraft } from '../../shared/sweep/draft.ts';

type EncodingKind = SweepDraft['encodings'][number];

interface DataSelection {
  /** Null: the default split. */
  readonly split: string | null;
  /** Image whose encodings are shown. */
  readonly index: number;
  /** Only images of this class; null: all. */
  readonly label: number | null;
  /** Whether the analog network classifies what is looked at. */
  readonly withAnalog: boolean;
  /** Encodings that stand side by side. */
  readonly encodings: readonly EncodingKind[];
}

/** What is chosen in the view Data; kept while other views are looked at. */
export const useDataSelection = create<DataSelection>(() => ({
  split: null,
  index: 0,
  label: null,
  withAnalog: false,
  encodings: ['constantCurrent', 'poisson', 'intrinsicallyBursting', 'phaseShiftOscillation'],
}));

/** Puts another encoding at a place; one that stands at another place changes places with it. */
export function chooseEncoding(place: number, chosen: EncodingKind): void {
  useDataSelection.setState(({ encodings }) => ({
    encodings: encodings.map((kind, index) => (index === place ? chosen : kind === chosen ? encodings[place]! : kind)),
  }));
}
