import { create } from 'zustand';
import type { GpuReplies } from '../../shared/api/gpuWork.ts';
import type { FromGpuWorker, ToGpuWorker } from '../webgpu/workerMessages.ts';
import { request } from './connection.ts';
import { useWorkbench } from './workbenchStore.ts';

/** What this window knows of its GPU. */
export type OwnGpu =
  /** Not looked for yet, or being looked for. */
  | { readonly state: 'unknown' }
  | { readonly state: 'offered'; readonly name: string }
  /** In words, without a stop at the end. */
  | { readonly state: 'none'; readonly reason: string };

const useOwnGpu = create<{ readonly gpu: OwnGpu }>(() => ({ gpu: { state: 'unknown' } }));

let isStarted = false;

/** Looks for this window's GPU and offers it to the host, in a worker, for as long as the page lives. Does so once. */
export function offerGpu(): void {
  if (isStarted) return;
  isStarted = true;
  if (!('gpu' in navigator))
    return decline(isSecureContext ? 'this browser has no WebGPU' : 'this page is not secure enough for WebGPU');
  const worker = new Worker(new URL('../webgpu/gpuWorker.ts', import.meta.url), { type: 'module', name: 'gpu' });
  const asked = new Map<number, AbortController>();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  const post = (message: ToGpuWorker): void => worker.postMessage(message);
  worker.addEventListener('error', () => decline('the part of this page that works with it could not be started'));
  worker.addEventListener('message', ({ data }: MessageEvent<FromGpuWorker>) => {
    switch (data.kind) {
      case 'state':
        return settle(
          data.name === null ? { state: 'none', reason: data.reason ?? '' } : { state: 'offered', name: data.name },
        );
      case 'takeBack':
        return asked.get(data.id)?.abort();
      case 'ask': {
        const controller = new AbortController();
        asked.set(data.id, controller);
        void askHost(data.method, data.params, controller.signal)
          .then(
            (reply) => post({ kind: 'answer', id: data.id, reply }),
            (error: unknown) => post({ kind: 'failed', id: data.id, message: String(error) }),
          )
          .finally(() => asked.delete(data.id));
      }
    }
  });
}

/** The GPU that a run can have: this window's or another's that the host knows of. */
export function useGpu(): OwnGpu {
  const own = useOwnGpu(({ gpu }) => gpu);
  const name = useWorkbench(({ app }) => app?.engine.gpu?.name ?? null);
  return combined(own, name);
}

/** Resolves when it is known whether a run can have a GPU, within a few seconds at most. */
export function gpuKnown(): Promise<OwnGpu> {
  offerGpu();
  const look = (): OwnGpu => combined(useOwnGpu.getState().gpu, useWorkbench.getState().app?.engine.gpu?.name ?? null);
  return new Promise((resolve) => {
    const ends: (() => void)[] = [];
    const finish = (found: OwnGpu): void => {
      for (const end of ends) end();
      resolve(found);
    };
    const listen = (): void => {
      const found = look();
      if (found.state !== 'unknown') finish(found);
    };
    ends.push(useOwnGpu.subscribe(listen), useWorkbench.subscribe(listen));
    const timer = setTimeout(() => finish(look()), patience);
    ends.push(() => clearTimeout(timer));
    listen();
  });
}

/** ms: a browser that is asked for its GPU answers within a second. */
const patience = 5000;

/** Offered is what the host knows to be offered: the window's word may still be on its way. */
function combined(own: OwnGpu, name: string | null): OwnGpu {
  if (name !== null) return { state: 'offered', name };
  return own.state === 'none' ? own : { state: 'unknown' };
}

function askHost(method: keyof GpuReplies, params: unknown, signal: AbortSignal): Promise<unknown> {
  // The worker asks as the host's schemas say; the compiler cannot pair them over a union of methods.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return request(method, params as never, signal);
}

function decline(reason: string): void {
  settle({ state: 'none', reason });
  request('gpu.offer', { offer: crypto.randomUUID(), gpu: null, reason }).catch(() => undefined);
}

function settle(gpu: OwnGpu): void {
  useOwnGpu.setState({ gpu });
}
