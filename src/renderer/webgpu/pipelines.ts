import { computeStage } from './deviceFlags.ts';
import type { Kernel } from './kernel.ts';

/** Compute pipelines by the text of their shader: equal layers, and the same network in the next run, share one. */
export interface Pipelines {
  /** Group 0 of every kernel: the uniform `Block`, at an offset told with each dispatch. */
  readonly blockLayout: GPUBindGroupLayout;
  /** Rejects with the compiler's words where the text is wrong. */
  compile(kernel: Kernel): Promise<GPUComputePipeline>;
}

export function createPipelines(device: GPUDevice): Pipelines {
  const blockLayout = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility: computeStage, buffer: { type: 'uniform', hasDynamicOffset: true } }],
  });
  const layouts = new Map<string, GPUPipelineLayout>();
  const known = new Map<string, Promise<GPUComputePipeline>>();

  function layoutOf({ bindings }: Kernel): GPUPipelineLayout {
    const key = bindings.map(({ access }) => access).join();
    let layout = layouts.get(key);
    if (layout === undefined) {
      const entries = bindings.map(({ access }, binding): GPUBindGroupLayoutEntry => {
        return {
          binding,
          visibility: computeStage,
          buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
        };
      });
      layout = device.createPipelineLayout({
        bindGroupLayouts: [blockLayout, device.createBindGroupLayout({ entries })],
      });
      layouts.set(key, layout);
    }
    return layout;
  }

  return {
    blockLayout,
    compile(kernel) {
      let pipeline = known.get(kernel.text);
      if (pipeline === undefined) {
        const module = device.createShaderModule({ label: kernel.label, code: kernel.text });
        pipeline = device.createComputePipelineAsync({
          label: kernel.label,
          layout: layoutOf(kernel),
          compute: { module, entryPoint: 'main' },
        });
        known.set(kernel.text, pipeline);
        // What failed once, on a device that was lost perhaps, is no answer for ever.
        pipeline.catch(() => known.delete(kernel.text));
      }
      return pipeline;
    },
  };
}
