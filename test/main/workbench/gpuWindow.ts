import { createClient, type WorkbenchClient } from '../../../src/shared/api/channel.ts';
import type { RandomDraw } from '../../../src/shared/simulation/engine.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';
import { type AskHost, type GpuMachine, serveGpu } from '../../../src/renderer/webgpu/serveGpu.ts';
import { transportPair } from './openWorkbench.ts';

/** How the GPU of a scripted window behaves. */
export interface Script {
  readonly name?: string;
  /** Called before every batch with the number of batches before it; throws what the GPU throws, or waits. */
  readonly onBatch?: (batches: number) => void | Promise<void>;
  readonly onLoad?: () => void;
  /** Changes what the window says. */
  readonly say?: (method: string, params: object) => object;
  /** Methods of which the window says nothing, and waits for ever. */
  readonly mute?: readonly string[];
}

/** A window that offers a GPU, whose kernels are the CPU's. */
export interface GpuWindow {
  readonly client: WorkbenchClient;
  /** Batches simulated. */
  readonly batches: () => number;
  readonly lost: AbortController;
  /** Resolves when it no longer offers the GPU. */
  readonly ended: Promise<void>;
  /** As when the page is closed. */
  close(): void;
}

const batch = 4;

export function openGpuWindow(workbench: Workbench, script: Script = {}): GpuWindow {
  const [near, far] = transportPair();
  workbench.connect(far);
  const client = createClient(near);
  const lost = new AbortController();
  let batches = 0;
  const machine: GpuMachine = {
    name: script.name ?? 'double',
    lost: lost.signal,
    async load(networks, encoding, steps) {
      script.onLoad?.();
      const loaded = simdEngine.load(networks, encoding, steps);
      return {
        batch,
        async simulate(samples, draws: readonly RandomDraw[]) {
          const before = batches++;
          await script.onBatch?.(before);
          return samples.map((sample, i) => structuredClone(loaded.simulate(sample, draws[i]!)));
        },
        dispose() {},
      };
    },
  };
  const ask: AskHost = async (method, params, signal) => {
    if (script.mute?.includes(method) === true) return new Promise(() => {});
    const said = script.say?.(method, params) ?? params;
    // A scripted window may say anything.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return client.request(method, said as never, signal);
  };
  const ended = serveGpu(ask, machine).catch(() => {});
  return { client, batches: () => batches, lost, ended, close: () => near.close() };
}
