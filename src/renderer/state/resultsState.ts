import { create } from 'zustand';
import type { HiddenValue } from '../../shared/results/hiddenRows.ts';
import type { TimeScale, AccuracyRange } from '../../shared/chart/chartSettings.ts';

/** What the user looks at in the results; the same in Run, Results, Inspect and Export. */
export interface ResultsState {
  /** Run that is shown; null: the latest. */
  readonly run: string | null;
  /** Keys of rows, in the order in which they were chosen. */
  readonly selected: readonly string[];
  readonly hidden: ReadonlySet<HiddenValue>;
  /** Simulated time at which measures are taken, ms; null: the end. */
  readonly time: number | null;
  /** Percentage points below the analog accuracy that count as having reached it. */
  readonly points: number;
  readonly filter: string;
  readonly timeScale: TimeScale;
  readonly accuracyRange: AccuracyRange;
  /** Position of the sample that Inspect shows. */
  readonly sample: number;
}

export const useResults = create<ResultsState>(() => ({
  run: null,
  selected: [],
  hidden: new Set(),
  time: null,
  points: 1,
  filter: '',
  timeScale: 'linear',
  accuracyRange: 'plateau',
  sample: 0,
}));

/** Shows another run; what was selected belongs to the one before. */
export function showRun(run: string): void {
  useResults.setState({ run, selected: [], hidden: new Set(), time: null, filter: '' });
}

/** Selects a row alone, or adds and removes it. Selecting the only selected row again lets go of it. */
export function selectRow(key: string, isAdding: boolean): void {
  useResults.setState(({ selected }) => {
    if (isAdding)
      return { selected: selected.includes(key) ? selected.filter((one) => one !== key) : [...selected, key] };
    return { selected: selected.length === 1 && selected[0] === key ? [] : [key] };
  });
}

/** Shows or hides everything with a value of an axis. */
export function toggleHidden(value: HiddenValue): void {
  useResults.setState(({ hidden }) => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    return { hidden: next };
  });
}
