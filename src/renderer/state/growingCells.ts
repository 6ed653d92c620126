import { create } from 'zustand';
import type { GrowingCell } from '../../shared/api/runViews.ts';
import { onWorkbenchEvent } from './connection.ts';
import { useWorkbench } from './workbenchStore.ts';

interface Growth {
  readonly run: string | null;
  /** Latest tally of every cell that grew while the window watched. */
  readonly cells: ReadonlyMap<number, GrowingCell>;
}

const useGrowth = create<Growth>(() => ({ run: null, cells: new Map() }));

onWorkbenchEvent((event) => {
  if (event.kind !== 'curves') return;
  useGrowth.setState(({ run, cells }) => {
    const grown = new Map(run === event.run ? cells : []);
    for (const cell of event.cells) grown.set(cell.cell, cell);
    return { run: event.run, cells: grown };
  });
});

// While the window was away, cells may have grown further or ended: the record is read again, and what was seen before is older.
useWorkbench.subscribe(({ connections }, before) => {
  if (connections !== before.connections) useGrowth.setState({ run: null, cells: new Map() });
});

/** What the cells of a run grew to since the window watches; the same map while nothing changes. */
export function useGrownCells(run: string | null): ReadonlyMap<number, GrowingCell> {
  return useGrowth((state) => (state.run === run ? state.cells : none));
}

const none: ReadonlyMap<number, GrowingCell> = new Map();
