import type { ShownRun } from '../../state/useRecord.ts';
import type { ResultTable } from './useResultTable.ts';

/** What every picture of the results is made of. */
export interface PaneProps {
  readonly shown: ShownRun;
  readonly table: ResultTable;
}

export const paneNames = [
  'curves',
  'heatMap',
  'pareto',
  'energy',
  'parallel',
  'multiples',
  'confusion',
  'compare',
  'stopping',
  'diagnosis',
] as const;
export type PaneName = (typeof paneNames)[number];

export const paneTitles: Readonly<Record<PaneName, string>> = {
  curves: 'Curves',
  heatMap: 'Heat map',
  pareto: 'Pareto',
  energy: 'Energy',
  parallel: 'Parallel',
  multiples: 'Panels',
  confusion: 'Confusion',
  compare: 'Compare',
  stopping: 'Stopping',
  diagnosis: 'Diagnosis',
};
