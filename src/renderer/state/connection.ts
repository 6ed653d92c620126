import { createClient, type Transport, type WorkbenchClient } from '../../shared/api/channel.ts';
import type { Method, RequestOf } from '../../shared/api/requests.ts';
import type { ReplyOf, WorkbenchEvent } from '../../shared/api/workbench.ts';

/** How the window stands to its host. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

interface ConnectionListeners {
  readonly onState: (state: ConnectionState) => void;
  readonly onEvent: (event: WorkbenchEvent) => void;
}

/** Milliseconds before the next try, longer each time. */
const waits = [250, 500, 1000, 2000, 4000] as const;

let present: Promise<WorkbenchClient> | null = null;
const eventListeners = new Set<(event: WorkbenchEvent) => void>();

/** Connects, and connects again whenever the host is gone, for as long as the page lives. */
export function keepConnected(connect: () => Promise<Transport>, { onState, onEvent }: ConnectionListeners): void {
  const dial = async (tries: number): Promise<WorkbenchClient> => {
    try {
      const client = createClient(await connect());
      client.onEvent((event) => {
        onEvent(event);
        for (const listener of eventListeners) listener(event);
      });
      client.onLost(() => {
        onState('lost');
        present = dial(0);
      });
      onState('open');
      return client;
    } catch {
      onState(tries === 0 ? 'connecting' : 'lost');
      await new Promise((resolve) => setTimeout(resolve, waits[Math.min(tries, waits.length - 1)]));
      return dial(tries + 1);
    }
  };
  onState('connecting');
  present = dial(0);
}

/** Asks the host; waits for the connection where there is none. Rejects with a WorkbenchError for a Problem. */
export async function request<M extends Method>(
  method: M,
  params: RequestOf<M>,
  signal?: AbortSignal,
): Promise<ReplyOf<M>> {
  if (present === null) throw new Error('The window is not connected');
  const client = await present;
  return client.request(method, params, signal);
}

/** Hears every event of the host; returns what ends the hearing. */
export function onWorkbenchEvent(listener: (event: WorkbenchEvent) => void): () => void {
  eventListeners.add(listener);
  return () => void eventListeners.delete(listener);
}
