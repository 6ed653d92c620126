import type { Gpu } from '../../../src/renderer/webgpu/openGpu.ts';

/** GPUBufferUsage and GPUMapMode.READ, which the compiler's library does not declare. */
const usage = { mapRead: 1, copyFrom: 4, copyTo: 8, storage: 128 } as const;
const mapRead = 1;

/**
 * Runs a kernel of its own on the device: `body` sees the words of `input` and writes `width` words to `output` for every `id` of `count`
 * threads.
 */
export async function runKernel(
  { device }: Gpu,
  functions: string,
  body: string,
  input: Uint32Array<ArrayBuffer>,
  count: number,
  width: number,
): Promise<Uint32Array> {
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read> input: array<u32>;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;
${functions}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let id = thread.x;
  if (id >= ${count}u) { return; }
  ${body}
}`,
  });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const bytes = 4 * count * width;
  const given = device.createBuffer({
    size: input.byteLength,
    usage: usage.storage | usage.copyTo,
  });
  const output = device.createBuffer({ size: bytes, usage: usage.storage | usage.copyFrom });
  const read = device.createBuffer({ size: bytes, usage: usage.mapRead | usage.copyTo });
  device.queue.writeBuffer(given, 0, input);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [given, output].map((buffer, binding) => ({ binding, resource: { buffer } }));
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(Math.ceil(count / 64));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, read, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(mapRead);
  const words = new Uint32Array(read.getMappedRange().slice(0));
  for (const buffer of [given, output, read]) buffer.destroy();
  return words;
}
