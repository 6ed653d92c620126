import type { GpuReplies } from '../../shared/api/gpuWork.ts';
import { loadOnGpu } from './gpuEngine.ts';
import { openGpu } from './openGpu.ts';
import { type AskHost, serveGpu } from './serveGpu.ts';
import type { FromGpuWorker, ToGpuWorker } from './workerMessages.ts';

/** The worker of a window in which its GPU is looked for, offered to the host, and worked on, so that the page never waits. */

/** ms before the GPU is offered again: the host was gone, or the driver was reset. */
const pause = 1000;
/** Losses after which the GPU is left alone until the page is loaded again. */
const mostLosses = 3;

const waiting = new Map<
  number,
  { readonly resolve: (reply: unknown) => void; readonly reject: (error: Error) => void }
>();
let asked = 0;

globalThis.addEventListener('message', ({ data }: MessageEvent<ToGpuWorker>) => {
  const question = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.kind === 'answer') question?.resolve(data.reply);
  else question?.reject(new Error(data.message));
});

const ask: AskHost = async (method, params, signal) => {
  const id = ++asked;
  const takeBack = (): void => tell({ kind: 'takeBack', id });
  signal?.addEventListener('abort', takeBack, { once: true });
  try {
    const reply = await new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      tell({ kind: 'ask', id, method, params });
    });
    // The host answers a request with its reply.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return reply as GpuReplies[typeof method];
  } finally {
    signal?.removeEventListener('abort', takeBack);
  }
};

void offerForEver();

async function offerForEver(): Promise<void> {
  for (let losses = 0; losses < mostLosses;) {
    const found = await openGpu();
    if ('reason' in found) return decline(found.reason);
    const { gpu } = found;
    const name = gpu.isSoftware ? `${gpu.name} (software)` : gpu.name;
    const lost = new AbortController();
    gpu.lost.catch(() => lost.abort());
    while (!lost.signal.aborted) {
      tell({ kind: 'state', name, reason: null });
      const machine = {
        name,
        lost: lost.signal,
        load: (...[networks, encoding, steps]: Parameters<Parameters<typeof serveGpu>[1]['load']>) =>
          loadOnGpu(gpu, networks, encoding, steps),
      };
      await serveGpu(ask, machine).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    losses++;
    gpu.close();
  }
  await decline(`it was lost ${mostLosses} times`);
}

async function decline(reason: string): Promise<void> {
  tell({ kind: 'state', name: null, reason });
  await ask('gpu.offer', { offer: crypto.randomUUID(), gpu: null, reason });
}

function tell(message: FromGpuWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  globalThis.postMessage(message);
}
