import { create } from 'zustand';
import type { ProjectState } from '../../shared/api/appViews.ts';
import { keepConnected, request } from './connection.ts';
import { electronBridge, openPortTransport } from './portTransport.ts';
import { openSocketTransport } from './socketTransport.ts';
import { afterConnecting, applyEvent, emptyWorkbench, type WorkbenchState } from './workbenchState.ts';

/** What the host last said, for components: `useWorkbench((state) => state.app?.run)`. */
export const useWorkbench = create<WorkbenchState>(() => emptyWorkbench);

/** The open project; null on the view Start. */
export function useProject(): ProjectState | null {
  return useWorkbench((state) => state.app?.project ?? null);
}

/** Connects the window to its host, whichever it is. Called once. */
export function startWorkbench(): void {
  const bridge = electronBridge();
  keepConnected(bridge === undefined ? openSocketTransport : () => openPortTransport(bridge), {
    onState: (connection) => {
      if (connection !== 'open') return useWorkbench.setState({ connection });
      useWorkbench.setState(afterConnecting);
      void readEverything();
    },
    onEvent: (event) => useWorkbench.setState((state) => applyEvent(state, event)),
  });
}

/** Read anew after every connection: events may have been missed. */
async function readEverything(): Promise<void> {
  const [app, actions, notices] = await Promise.all([
    request('app.state', {}),
    request('log.actions', {}),
    request('log.problems', {}),
  ]);
  useWorkbench.setState({ app, actions: actions.toReversed(), notices: notices.toReversed() });
}
