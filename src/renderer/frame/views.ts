import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { ViewName } from '../../shared/api/workbench.ts';

type Load = () => Promise<{ default: ComponentType }>;

/** Modules of the views, loaded when they are first shown or when the window is idle. */
const loaders: Readonly<Record<ViewName, Load>> = {
  start: () => import('../views/start/StartView.tsx').then(({ StartView }) => ({ default: StartView })),
  train: () => import('../views/train/TrainView.tsx').then(({ TrainView }) => ({ default: TrainView })),
  model: () => import('../views/model/ModelView.tsx').then(({ ModelView }) => ({ default: ModelView })),
  data: () => import('../views/data/DataView.tsx').then(({ DataView }) => ({ default: DataView })),
  sweep: () => import('../views/sweep/SweepView.tsx').then(({ SweepView }) => ({ default: SweepView })),
  run: () => import('../views/run/RunView.tsx').then(({ RunView }) => ({ default: RunView })),
  results: () => import('../views/results/ResultsView.tsx').then(({ ResultsView }) => ({ default: ResultsView })),
  inspect: () => import('../views/inspect/InspectView.tsx').then(({ InspectView }) => ({ default: InspectView })),
  export: () => import('../views/export/ExportView.tsx').then(({ ExportView }) => ({ default: ExportView })),
};

export const viewComponents: Readonly<Record<ViewName, LazyExoticComponent<ComponentType>>> = {
  start: lazy(loaders.start),
  train: lazy(loaders.train),
  model: lazy(loaders.model),
  data: lazy(loaders.data),
  sweep: lazy(loaders.sweep),
  run: lazy(loaders.run),
  results: lazy(loaders.results),
  inspect: lazy(loaders.inspect),
  export: lazy(loaders.export),
};

/** Loads every view in the background, so that switching never waits. */
export function preloadViews(): void {
  window.requestIdleCallback(() => {
    for (const load of Object.values(loaders)) void load();
  });
}

/** A view as it is named and numbered in the top bar. */
export interface ViewFacts {
  readonly view: ViewName;
  readonly title: string;
  readonly key: string;
}

export const projectViews: readonly ViewFacts[] = [
  { view: 'train', title: 'Train', key: 'T' },
  { view: 'model', title: 'Model', key: '1' },
  { view: 'data', title: 'Data', key: '2' },
  { view: 'sweep', title: 'Sweep', key: '3' },
  { view: 'results', title: 'Results', key: '4' },
  { view: 'inspect', title: 'Inspect', key: '5' },
  { view: 'run', title: 'Run', key: '6' },
  { view: 'export', title: 'Export', key: '7' },
];
