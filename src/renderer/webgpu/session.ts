import type { RandomDraw } from '../../shared/simulation/engine.ts';
import { largestDispatch } from './batchSize.ts';
import { bufferUsage } from './deviceFlags.ts';
import { type BufferPlan, blockWords, type Kernel, workgroupSize } from './kernel.ts';
import type { NetworksPlan } from './networksPlan.ts';
import type { Gpu } from './openGpu.ts';

/** A plan with its buffers on the device. */
export interface Session {
  readonly bufferOf: (plan: BufferPlan) => GPUBuffer;
  /** A batch that is to be run, in the state that the one before left. */
  start(samples: readonly Float32Array[], draws: readonly RandomDraw[]): RunningBatch;
  dispose(): void;
}

/** A batch on its way. Nothing here waits: work is put into the device's queue. */
export interface RunningBatch {
  /** Hands the samples to the device and puts every neuron to rest. */
  begin(): void;
  /** To be run in order. */
  readonly blocks: readonly StepBlock[];
  run(block: StepBlock): void;
}

export interface StepBlock {
  readonly first: number;
  readonly steps: number;
}

/** Bytes between the uniforms of two blocks: every device allows this. */
const blockStride = 256;

/** A kernel, ready to be dispatched. */
interface ReadyKernel {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
}

/** Makes the buffers for a batch; null where the device has no room for them. */
export async function openSession(gpu: Gpu, plan: NetworksPlan, batch: number): Promise<Session | null> {
  const { device } = gpu;
  const pipelines = await Promise.all(
    [...plan.prepare, ...plan.advance].map((kernel) => gpu.pipelines.compile(kernel)),
  );
  const blocks = blocksOf(plan);
  const buffers = new Map<BufferPlan, GPUBuffer>();
  device.pushErrorScope('out-of-memory');
  for (const buffer of plan.buffers) buffers.set(buffer, createBuffer(device, buffer, batch));
  const uniforms = device.createBuffer({
    label: 'blocks of steps',
    size: blockStride * blocks.length,
    usage: bufferUsage.uniform | bufferUsage.copyTarget,
  });
  const outOfMemory = await device.popErrorScope();
  const dispose = (): void => {
    uniforms.destroy();
    for (const buffer of buffers.values()) buffer.destroy();
  };
  if (outOfMemory !== null) {
    dispose();
    return null;
  }
  const bufferOf = (buffer: BufferPlan): GPUBuffer => buffers.get(buffer)!;
  const blockGroup = device.createBindGroup({
    layout: gpu.pipelines.blockLayout,
    entries: [{ binding: 0, resource: { buffer: uniforms, size: 32 } }],
  });
  const ready = [...plan.prepare, ...plan.advance].map((kernel, index): ReadyKernel => {
    const pipeline = pipelines[index]!;
    const entries = kernel.bindings.map(({ buffer }, binding) => ({ binding, resource: { buffer: bufferOf(buffer) } }));
    return { kernel, pipeline, group: device.createBindGroup({ layout: pipeline.getBindGroupLayout(1), entries }) };
  });
  const prepare = ready.slice(0, plan.prepare.length);
  const advance = ready.slice(plan.prepare.length);

  return {
    bufferOf,
    dispose,
    start(samples, draws) {
      const submission = createSubmission(gpu);
      return {
        blocks,
        begin() {
          device.queue.writeBuffer(uniforms, 0, uniformsOf(samples.length));
          plan.input.upload(samples, draws, (buffer, content) =>
            device.queue.writeBuffer(bufferOf(buffer), 0, content),
          );
          submission.record((encoder) => {
            for (const buffer of plan.atRest) encoder.clearBuffer(bufferOf(buffer));
          });
          for (const kernel of prepare) dispatch(kernel, blocks[0]!);
          submission.flush();
        },
        run(block) {
          submission.record((encoder) => clearRings(encoder, block, samples.length));
          for (const kernel of advance) dispatch(kernel, block);
          submission.flush();
        },
      };

      function dispatch({ kernel, pipeline, group }: ReadyKernel, block: StepBlock): void {
        submission.dispatch(kernel.additions * samples.length * block.steps, (pass) => {
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, blockGroup, [(block.first / plan.blockSteps) * blockStride]);
          pass.setBindGroup(1, group);
          pass.dispatchWorkgroups(...workgroupsOf(kernel.threads(samples.length, block.steps), gpu));
        });
      }
    },
  };

  /** `Block` of every block of steps. */
  function uniformsOf(samples: number): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array((blockStride / 4) * blocks.length);
    for (const [index, { first, steps }] of blocks.entries()) {
      words.set(blockWords(samples, first, steps, plan.steps, plan.slots), (index * blockStride) / 4);
    }
    return words;
  }

  /** Bits are set where there was none: the slots of the block, which may go round the end of the ring. */
  function clearRings(encoder: GPUCommandEncoder, { first, steps }: StepBlock, samples: number): void {
    const start = first % plan.slots;
    const straight = Math.min(steps, plan.slots - start);
    for (const { buffer, words } of plan.rings) {
      const bytes = 4 * words * samples;
      encoder.clearBuffer(bufferOf(buffer), start * bytes, straight * bytes);
      if (straight < steps) encoder.clearBuffer(bufferOf(buffer), 0, (steps - straight) * bytes);
    }
  }
}

/** Commands that are sent off whenever they have become so much work that a driver might take them for hung. */
function createSubmission({ device, isSoftware }: Gpu) {
  const most = largestDispatch(isSoftware);
  let encoder: GPUCommandEncoder | null = null;
  let pass: GPUComputePassEncoder | null = null;
  let pending = 0;

  function endPass(): GPUCommandEncoder {
    pass?.end();
    pass = null;
    encoder ??= device.createCommandEncoder();
    return encoder;
  }
  function flush(): void {
    if (encoder === null) return;
    device.queue.submit([endPass().finish()]);
    encoder = null;
    pending = 0;
  }
  return {
    flush,
    /** Commands other than dispatches. */
    record: (record: (encoder: GPUCommandEncoder) => void) => record(endPass()),
    dispatch(additions: number, record: (pass: GPUComputePassEncoder) => void): void {
      if (pending > 0 && pending + additions > most) flush();
      pass ??= endPass().beginComputePass();
      record(pass);
      pending += additions;
    },
  };
}

function blocksOf({ steps, blockSteps }: NetworksPlan): readonly StepBlock[] {
  return Array.from({ length: Math.ceil(steps / blockSteps) }, (_, index) => {
    const first = index * blockSteps;
    return { first, steps: Math.min(blockSteps, steps - first) };
  });
}

function createBuffer(device: GPUDevice, { label, fixed, perSample, content }: BufferPlan, batch: number): GPUBuffer {
  const { storage, copySource, copyTarget } = bufferUsage;
  const size = Math.max(4, fixed + perSample * batch);
  const buffer = device.createBuffer({ label, size, usage: storage | copySource | copyTarget });
  if (content !== null) {
    const numbers = content();
    device.queue.writeBuffer(buffer, 0, numbers.buffer, numbers.byteOffset, numbers.byteLength);
  }
  return buffer;
}

/** Workgroups along two dimensions, since devices allow few along one; kernels let threads past the last return. */
function workgroupsOf(threads: number, { limits }: Gpu): [number, number] {
  const groups = Math.ceil(threads / workgroupSize);
  const lines = Math.ceil(groups / limits.workgroups);
  return [Math.ceil(groups / lines), lines];
}
