import { z } from 'zod';
import type { ChannelMessage, Transport } from '../../shared/api/channel.ts';
import { isMethod, type Method, requestSchemas } from '../../shared/api/requests.ts';
import type { WorkbenchEvent, WorkbenchHandlers } from '../../shared/api/workbench.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';

const id = z.int().nonnegative();
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id, method: z.string().max(100), params: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id }),
]);

/** Most requests of one window under way: a page that asks more is broken or hostile. */
const mostRequests = 100;

/** The host's end of a channel: checks what comes in, has it done, and sends events until the window goes away. */
export function serveTransport(
  transport: Transport,
  handlers: WorkbenchHandlers,
  onEvent: (listener: (event: WorkbenchEvent) => void) => () => void,
): void {
  const underWay = new Map<number, AbortController>();
  let isOpen = true;
  const post = (message: ChannelMessage): void => {
    if (isOpen) transport.post(message);
  };
  const endEvents = onEvent((event) => post({ kind: 'event', event }));
  transport.onClose(() => {
    isOpen = false;
    endEvents();
    for (const controller of underWay.values()) controller.abort();
  });
  transport.onMessage((data) => {
    const { data: message } = messageSchema.safeParse(data);
    if (message === undefined) return; // Not ours, and it names no request to answer.
    if (message.kind === 'cancel') underWay.get(message.id)?.abort();
    else void answer(message.id, message.method, message.params);
  });

  async function answer(request: number, method: string, params: unknown): Promise<void> {
    if (!isMethod(method)) return post({ kind: 'bug', id: request, message: `There is no request "${method}"` });
    if (underWay.size >= mostRequests || underWay.has(request)) {
      return post({ kind: 'bug', id: request, message: 'Too many requests at once' });
    }
    const controller = new AbortController();
    underWay.set(request, controller);
    try {
      const result = await handle(handlers, method, params, controller.signal);
      post({ kind: 'reply', id: request, result });
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof WorkbenchError) post({ kind: 'problem', id: request, problem: error.problem });
      else post({ kind: 'bug', id: request, message: error instanceof Error ? error.message : String(error) });
    } finally {
      underWay.delete(request);
    }
  }
}

async function handle(
  handlers: WorkbenchHandlers,
  method: Method,
  params: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const { data, error } = requestSchemas[method].safeParse(params);
  if (error !== undefined) throw new Error(`Wrong parameters of "${method}": ${z.prettifyError(error)}`);
  // The schema of a method gives what its handler takes; the compiler cannot pair them over a union of methods.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const handler = handlers[method] as (params: unknown, signal: AbortSignal) => Promise<unknown>;
  return handler(data, signal);
}
