/** Compute pipelines by the text of their shader: equal layers, and the same network in the next run, share one. */
export interface Pipelines {
  /** The pipeline of a shader whose entry point is `main`; rejects with the compiler's words where the text is wrong. */
  compile(text: string): Promise<GPUComputePipeline>;
}

export function createPipelines(device: GPUDevice): Pipelines {
  const known = new Map<string, Promise<GPUComputePipeline>>();
  return {
    compile(text) {
      let pipeline = known.get(text);
      if (pipeline === undefined) {
        const module = device.createShaderModule({ code: text });
        pipeline = device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
        known.set(text, pipeline);
      }
      return pipeline;
    },
  };
}
