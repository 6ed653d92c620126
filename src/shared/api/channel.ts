import type { Problem } from '../problems/problems.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { Method, RequestOf } from './requests.ts';
import type { ReplyOf, WorkbenchEvent } from './workbench.ts';

/** Anything that posts plain data: a MessagePort, a WebSocket with JSON. */
export interface Transport {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other side is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** From the window to the host. Ids are unique on a transport. */
export type ChannelRequest =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** From the host to the window. An error's class would not survive the way, so Problems travel as data and bugs as text. */
export type ChannelMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly problem: Problem }
  | { readonly kind: 'bug'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly event: WorkbenchEvent };

/** The window's end of the contract. */
export interface WorkbenchClient {
  /** Rejects with a WorkbenchError for a Problem, with an Error for a bug or a lost host, with the signal's reason after an abort. */
  request<M extends Method>(method: M, params: RequestOf<M>, signal?: AbortSignal): Promise<ReplyOf<M>>;
  /** Returns what ends the listening. */
  onEvent(listener: (event: WorkbenchEvent) => void): () => void;
  /** Called when the host is gone: the window may connect again. */
  onLost(listener: () => void): void;
  close(): void;
}

/** Our own host answers, built from the same source: a kind says enough. */
function isChannelMessage(data: unknown): data is ChannelMessage {
  return typeof data === 'object' && data !== null && 'kind' in data;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The window's end of a channel over any transport. */
export function createClient(transport: Transport): WorkbenchClient {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const lostListeners: (() => void)[] = [];
  let sent = 0;
  let isLost = false;

  transport.onMessage((data) => {
    if (isChannelMessage(data)) hear(data);
  });
  transport.onClose(() => {
    isLost = true;
    for (const { reject } of pending.values()) reject(new Error('The connection to the workbench is lost'));
    pending.clear();
    for (const listener of lostListeners) listener();
  });

  return {
    request<M extends Method>(method: M, params: RequestOf<M>, signal?: AbortSignal): Promise<ReplyOf<M>> {
      return new Promise<ReplyOf<M>>((resolve, reject) => {
        signal?.throwIfAborted();
        if (isLost) throw new Error('The connection to the workbench is lost');
        const id = ++sent;
        const giveUp = (): void => cancel(id, signal?.reason);
        // A signal may outlive thousands of requests.
        const forget = (): void => signal?.removeEventListener('abort', giveUp);
        pending.set(id, {
          resolve(result) {
            forget();
            // The host answers a request with its reply.
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion
            resolve(result as ReplyOf<M>);
          },
          reject(error) {
            forget();
            reject(error);
          },
        });
        signal?.addEventListener('abort', giveUp, { once: true });
        transport.post({ kind: 'request', id, method, params } satisfies ChannelRequest);
      });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onLost: (listener) => void lostListeners.push(listener),
    close: () => transport.close(),
  };

  function hear(message: ChannelMessage): void {
    if (message.kind === 'event') {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const request = pending.get(message.id);
    pending.delete(message.id);
    switch (message.kind) {
      case 'reply':
        return request?.resolve(message.result);
      case 'problem':
        return request?.reject(new WorkbenchError(message.problem));
      case 'bug':
        return request?.reject(new Error(message.message));
    }
  }

  function cancel(id: number, reason: unknown): void {
    const request = pending.get(id);
    if (request === undefined) return;
    pending.delete(id);
    transport.post({ kind: 'cancel', id } satisfies ChannelRequest);
    request.reject(reason);
  }
}
