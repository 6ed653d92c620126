import { create } from 'zustand';

interface DataSelection {
  /** Null: the default split. */
  readonly split: string | null;
  /** Image whose encodings are shown. */
  readonly index: number;
  /** Only images of this class; null: all. */
  readonly label: number | null;
  /** Whether the analog network classifies what is looked at. */
  readonly withAnalog: boolean;
}

/** What is chosen in the view Data; kept while other views are looked at. */
export const useDataSelection = create<DataSelection>(() => ({
  split: null,
  index: 0,
  label: null,
  withAnalog: false,
}));
